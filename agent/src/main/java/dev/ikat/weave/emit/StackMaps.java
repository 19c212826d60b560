package dev.ikat.weave.emit;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodNode;

/** Keeps the stack maps of a body whole. */
final class StackMaps {
    private StackMaps() {}

    /** Our locals stand behind the user's in every entry. */
    static void extend(MethodNode method, OwnLocals own) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof FrameNode map) {
                map.local = own.items(map.local);
            }
        }
    }

    /** Two entries may not stand at one place: a NOP goes between. */
    static void separate(MethodNode method) {
        boolean fresh = false;
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn instanceof FrameNode && fresh) {
                method.instructions.insertBefore(insn, Code.op(Opcodes.NOP));
            }
            fresh = insn instanceof FrameNode || (fresh && insn.getOpcode() < 0);
        }
    }
}
