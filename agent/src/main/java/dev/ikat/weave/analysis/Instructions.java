package dev.ikat.weave.analysis;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;

/** Walking a method's instruction list. */
public final class Instructions {
    private Instructions() {}

    /** The first instruction at or after the node that does something. */
    public static AbstractInsnNode nextReal(AbstractInsnNode from) {
        AbstractInsnNode node = from;
        while (node != null && node.getOpcode() < 0) {
            node = node.getNext();
        }
        if (node == null) {
            throw new IllegalArgumentException("no instruction follows");
        }
        return node;
    }

    /** The instruction that always runs just before this one; null where a jump may lead between the two. */
    public static @Nullable AbstractInsnNode straightBefore(AbstractInsnNode insn) {
        AbstractInsnNode node = insn.getPrevious();
        while (node instanceof LabelNode || node instanceof LineNumberNode) {
            node = node.getPrevious();
        }
        return node instanceof FrameNode ? null : node;
    }

    /** The label that stands directly before the instruction, where stack maps of the method refer to it. */
    static LabelNode labelBefore(AbstractInsnNode insn) {
        AbstractInsnNode node = insn.getPrevious();
        while (node != null && node.getOpcode() < 0 && !(node instanceof LabelNode)) {
            node = node.getPrevious();
        }
        if (node instanceof LabelNode label) {
            return label;
        }
        throw new IllegalArgumentException("no label stands before the NEW that a stack map refers to");
    }

    /** The line of an instruction; 0 when the class has no line numbers. */
    public static int lineOf(AbstractInsnNode insn) {
        for (AbstractInsnNode node = insn; node != null; node = node.getPrevious()) {
            if (node instanceof LineNumberNode line) {
                return line.line;
            }
        }
        return 0;
    }
}
