package dev.ikat.weave.normalise;

import dev.ikat.weave.plan.Aim;
import dev.ikat.weave.plan.Refused;
import dev.ikat.weave.plan.ReturnKind;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/** Rewrites a method into one that means the same, in the few forms that planning and emitting know. */
public final class Normaliser {
    private Normaliser() {}

    public static void normalise(String owner, MethodNode method, ReturnKind kind, Aim aim)
            throws AnalyzerException, Refused {
        HiddenTypes.rewrite(method);
        GuardedReturns.rewrite(method, kind);
        Closings.rewrite(owner, method);
        Constructions.rewrite(owner, method);
        if (aim != Aim.DEBUGGING) {
            DeadLocals.rewrite(method);
        }
    }
}
