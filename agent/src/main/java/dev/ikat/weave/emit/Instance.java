package dev.ikat.weave.emit;

import dev.ikat.weave.plan.LoopCopy;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * The method's instructions, or a copy of some of them, by the indices of the normalised method.
 *
 * @param nodes null where this copy has none
 * @param around what a jump out of the copy leads to; null for the method itself
 * @param copy what is copied; null for the method itself
 * @param entered the labels of the awaits that are resumed here
 */
record Instance(
        @Nullable AbstractInsnNode[] nodes,
        @Nullable Instance around,
        @Nullable LoopCopy copy,
        BitSet entered) {
    /** The method itself, resumed nowhere. */
    static Instance whole(AbstractInsnNode[] original) {
        return new Instance(original, null, null, new BitSet());
    }

    /** Whether control comes to the instruction here other than by a resume. */
    boolean reaches(int index) {
        return copy == null || copy.copied().get(index);
    }

    boolean has(int index) {
        return nodes[index] != null;
    }

    AbstractInsnNode node(int index) {
        AbstractInsnNode node = nodes[index];
        if (node == null) {
            throw new IllegalStateException("the copy has no instruction " + index);
        }
        return node;
    }

    /** The innermost instance around, this one included, that has the instruction as one to jump to. */
    Instance withTarget(int index) {
        Instance instance = this;
        while (instance.around != null && !instance.reaches(index)) {
            instance = instance.around;
        }
        return instance;
    }
}
