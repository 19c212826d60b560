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

    /** Two entries may not stand at one place: a NOP goes behind the first, before the labels of the second. */
    static void separate(MethodNode method) {
        FrameNode fresh = null;
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn instanceof FrameNode map) {
                if (fresh != null) {
                    method.instructions.insert(fresh, Code.op(Opcodes.NOP));
                }
                fresh = map;
            } else if (insn.getOpcode() >= 0) {
                fresh = null;
            }
        }
    }
}
