package dev.ikat.weave.normalise;

import dev.ikat.weave.plan.ReturnKind;
import dev.ikat.weave.plan.RuntimeSymbols;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/** Calls as a user would write them. */
final class Insertion {
    private Insertion() {}

    static MethodInsnNode await() {
        return await(ReturnKind.COROUTINE);
    }

    /** Awaits, or emits, what a method of the kind returns. */
    static MethodInsnNode await(ReturnKind kind) {
        return switch (kind) {
            case COROUTINE, TASK -> call(RuntimeSymbols.IKAT, RuntimeSymbols.AWAIT, RuntimeSymbols.AWAIT_AWAITABLE);
            case FUTURE -> call(RuntimeSymbols.IKAT, RuntimeSymbols.AWAIT, RuntimeSymbols.AWAIT_STAGE);
            case GENERATOR -> call(RuntimeSymbols.IKAT, RuntimeSymbols.EMIT_ALL, RuntimeSymbols.EMIT_ITERABLE);
            case ASYNC_GENERATOR ->
                call(RuntimeSymbols.IKAT, RuntimeSymbols.EMIT_ALL, RuntimeSymbols.EMIT_ASYNC_ITERABLE);
        };
    }

    /** Makes what a method of the kind returns from the value. */
    static MethodInsnNode done(ReturnKind kind) {
        return switch (kind) {
            case COROUTINE -> call(RuntimeSymbols.IKAT, RuntimeSymbols.DONE, RuntimeSymbols.DONE_VALUE);
            case TASK -> call(RuntimeSymbols.TASK, "of", RuntimeSymbols.TASK_OF);
            case FUTURE ->
                call(
                        RuntimeSymbols.COMPLETABLE_FUTURE,
                        RuntimeSymbols.COMPLETED_FUTURE,
                        RuntimeSymbols.COMPLETED_FUTURE_DESCRIPTOR);
            case GENERATOR ->
                callInterface(RuntimeSymbols.GENERATOR, RuntimeSymbols.ENDED, RuntimeSymbols.GENERATOR_ENDED);
            case ASYNC_GENERATOR ->
                callInterface(
                        RuntimeSymbols.ASYNC_GENERATOR, RuntimeSymbols.ENDED, RuntimeSymbols.ASYNC_GENERATOR_ENDED);
        };
    }

    static MethodInsnNode callInterface(String owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, true);
    }

    static MethodInsnNode call(String owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }
}
