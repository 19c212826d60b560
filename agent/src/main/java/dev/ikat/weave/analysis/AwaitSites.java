package dev.ikat.weave.analysis;

import dev.ikat.weave.plan.RuntimeSymbols;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Where a method awaits. */
public final class AwaitSites {
    private AwaitSites() {}

    public static List<AbstractInsnNode> in(MethodNode method) {
        List<AbstractInsnNode> sites = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (isAwait(insn)) {
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

    /** Whether the instruction makes a coroutine, task or future that has its value already. */
    public static boolean isDone(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call
                && call.getOpcode() == Opcodes.INVOKESTATIC
                && (isCompleted(call, RuntimeSymbols.IKAT, RuntimeSymbols.DONE, RuntimeSymbols.DONE_VALUE)
                        || isCompleted(call, RuntimeSymbols.IKAT, RuntimeSymbols.DONE, RuntimeSymbols.DONE_EMPTY)
                        || isCompleted(call, RuntimeSymbols.COROUTINE, "of", RuntimeSymbols.DONE_VALUE)
                        || isCompleted(call, RuntimeSymbols.TASK, "of", RuntimeSymbols.TASK_OF)
                        || isCompleted(
                                call,
                                RuntimeSymbols.COMPLETABLE_FUTURE,
                                RuntimeSymbols.COMPLETED_FUTURE,
                                RuntimeSymbols.COMPLETED_FUTURE_DESCRIPTOR)
                        || isCompleted(
                                call,
                                RuntimeSymbols.COMPLETABLE_FUTURE,
                                RuntimeSymbols.COMPLETED_STAGE,
                                RuntimeSymbols.COMPLETED_STAGE_DESCRIPTOR));
    }

    private static boolean isCompleted(MethodInsnNode call, String owner, String name, String descriptor) {
        return call.owner.equals(owner) && call.name.equals(name) && call.desc.equals(descriptor);
    }
}
