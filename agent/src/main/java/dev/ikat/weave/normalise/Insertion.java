package dev.ikat.weave.normalise;

import dev.ikat.weave.plan.RuntimeSymbols;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/** Calls as a user would write them. */
final class Insertion {
    private Insertion() {}

    static MethodInsnNode await() {
        return new MethodInsnNode(
                Opcodes.INVOKESTATIC, RuntimeSymbols.IKAT, RuntimeSymbols.AWAIT, RuntimeSymbols.AWAIT_AWAITABLE, false);
    }

    static MethodInsnNode done(boolean task) {
        return task
                ? new MethodInsnNode(Opcodes.INVOKESTATIC, RuntimeSymbols.TASK, "of", RuntimeSymbols.TASK_OF, false)
                : new MethodInsnNode(
                        Opcodes.INVOKESTATIC,
                        RuntimeSymbols.IKAT,
                        RuntimeSymbols.DONE,
                        RuntimeSymbols.DONE_VALUE,
                        false);
    }
}
