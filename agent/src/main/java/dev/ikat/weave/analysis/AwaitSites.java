package dev.ikat.weave.analysis;

import dev.ikat.weave.plan.AwaitPoint;
import dev.ikat.weave.plan.RuntimeSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Where a method may leave, to be resumed: where it awaits or emits. */
public final class AwaitSites {
    private AwaitSites() {}

    public static List<AbstractInsnNode> in(MethodNode method) {
        List<AbstractInsnNode> sites = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (isAwait(insn) || isEmit(insn) || isEmitAll(insn)) {
                sites.add(insn);
            }
        }
        return sites;
    }

    /** Whether the instruction calls {@code Ikat.await}. */
    public static boolean isAwait(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call
                && call.getOpcode() == Opcodes.INVOKESTATIC
                && call.owner.equals(RuntimeSymbols.IKAT)
                && call.name.equals(RuntimeSymbols.AWAIT)
                && (call.desc.equals(RuntimeSymbols.AWAIT_AWAITABLE) || call.desc.equals(RuntimeSymbols.AWAIT_STAGE));
    }

    /** Whether the instruction calls {@code Ikat.emit}. */
    public static boolean isEmit(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call
                && isStatic(call, RuntimeSymbols.IKAT, RuntimeSymbols.EMIT, RuntimeSymbols.EMIT_VALUE);
    }

    /** Whether the instruction calls {@code Ikat.emitAll}. */
    public static boolean isEmitAll(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call
                && (isStatic(call, RuntimeSymbols.IKAT, RuntimeSymbols.EMIT_ALL, RuntimeSymbols.EMIT_ITERABLE)
                        || isEmitAllAsync(call));
    }

    /** Whether it does with a source that may wait. */
    public static boolean isEmitAllAsync(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call
                && isStatic(call, RuntimeSymbols.IKAT, RuntimeSymbols.EMIT_ALL, RuntimeSymbols.EMIT_ASYNC_ITERABLE);
    }

    /** Whether the instruction calls {@code Ikat.each}: a loop over what it returns awaits. */
    public static boolean isEach(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call
                && call.getOpcode() == Opcodes.INVOKESTATIC
                && call.owner.equals(RuntimeSymbols.IKAT)
                && call.name.equals(RuntimeSymbols.EACH)
                && call.desc.endsWith(RuntimeSymbols.EACH_RESULT);
    }

    /** What one of {@link #in} does. */
    public static AwaitPoint.Kind kind(AbstractInsnNode site) {
        return isEmit(site) ? AwaitPoint.Kind.EMIT : isEmitAll(site) ? AwaitPoint.Kind.EMIT_ALL : AwaitPoint.Kind.AWAIT;
    }

    /** The first that only a woven method can have; null in a method without. */
    public static @Nullable AbstractInsnNode first(MethodNode method, Predicate<AbstractInsnNode> which) {
        for (AbstractInsnNode insn : method.instructions) {
            if (which.test(insn)) {
                return insn;
            }
        }
        return null;
    }

    /** Whether only woven code can have the instruction. */
    public static boolean isOurs(AbstractInsnNode insn) {
        return isAwait(insn) || isEmit(insn) || isEmitAll(insn) || isEach(insn);
    }

    /** Whether the instruction makes a coroutine, task, future or generator that has its value already. */
    public static boolean isDone(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call
                && (isStatic(call, RuntimeSymbols.GENERATOR, RuntimeSymbols.ENDED, RuntimeSymbols.GENERATOR_ENDED)
                        || isStatic(
                                call,
                                RuntimeSymbols.ASYNC_GENERATOR,
                                RuntimeSymbols.ENDED,
                                RuntimeSymbols.ASYNC_GENERATOR_ENDED)
                        || isStatic(call, RuntimeSymbols.IKAT, RuntimeSymbols.DONE, RuntimeSymbols.DONE_VALUE)
                        || isStatic(call, RuntimeSymbols.IKAT, RuntimeSymbols.DONE, RuntimeSymbols.DONE_EMPTY)
                        || isStatic(call, RuntimeSymbols.COROUTINE, "of", RuntimeSymbols.DONE_VALUE)
                        || isStatic(call, RuntimeSymbols.TASK, "of", RuntimeSymbols.TASK_OF)
                        || isStatic(
                                call,
                                RuntimeSymbols.COMPLETABLE_FUTURE,
                                RuntimeSymbols.COMPLETED_FUTURE,
                                RuntimeSymbols.COMPLETED_FUTURE_DESCRIPTOR)
                        || isStatic(
                                call,
                                RuntimeSymbols.COMPLETABLE_FUTURE,
                                RuntimeSymbols.COMPLETED_STAGE,
                                RuntimeSymbols.COMPLETED_STAGE_DESCRIPTOR));
    }

    private static boolean isStatic(MethodInsnNode call, String owner, String name, String descriptor) {
        return call.getOpcode() == Opcodes.INVOKESTATIC
                && call.owner.equals(owner)
                && call.name.equals(name)
                && call.desc.equals(descriptor);
    }
}
