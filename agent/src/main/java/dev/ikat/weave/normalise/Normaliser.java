package dev.ikat.weave.normalise;

import dev.ikat.weave.plan.Aim;
import dev.ikat.weave.plan.Refused;
import dev.ikat.weave.plan.ReturnKind;
import dev.ikat.weave.types.Hierarchy;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/** Rewrites a method into one that means the same, in the few forms that planning and emitting know. */
public final class Normaliser {
    private Normaliser() {}

    public static void normalise(String owner, MethodNode method, ReturnKind kind, Aim aim, Hierarchy hierarchy)
            throws AnalyzerException, Refused {
        labelNews(method);
        HiddenTypes.rewrite(owner, method, hierarchy);
        Ends.rewrite(method, kind);
        GuardedReturns.rewrite(owner, method, kind);
        EachLoops.rewrite(owner, method, kind);
        Closings.rewrite(owner, method);
        Constructions.rewrite(owner, method);
        if (aim != Aim.DEBUGGING) {
            DeadLocals.rewrite(method);
        }
        method.tryCatchBlocks.removeIf(Normaliser::isEmpty);
    }

    /** Whether the range has lost what it covered. */
    private static boolean isEmpty(TryCatchBlockNode block) {
        AbstractInsnNode node = block.start;
        while (node != block.end && node.getOpcode() < 0) {
            node = node.getNext();
        }
        return node == block.end;
    }

    /** A stack map names an unfinished object by the label of its NEW. */
    private static void labelNews(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn.getOpcode() == Opcodes.NEW && !(insn.getPrevious() instanceof LabelNode)) {
                method.instructions.insertBefore(insn, new LabelNode());
            }
        }
    }
}
