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

    /** Awaits what a method of the kind returns. */
    static MethodInsnNode await(ReturnKind kind) {
        return call(
                RuntimeSymbols.IKAT,
                RuntimeSymbols.AWAIT,
                kind == ReturnKind.FUTURE ? RuntimeSymbols.AWAIT_STAGE : RuntimeSymbols.AWAIT_AWAITABLE);
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
        };
    }

    private static MethodInsnNode call(String owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }
}
