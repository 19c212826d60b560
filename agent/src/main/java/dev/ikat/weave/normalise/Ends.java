package dev.ikat.weave.normalise;

import dev.ikat.weave.analysis.Instructions;
import dev.ikat.weave.plan.ReturnKind;
import dev.ikat.weave.plan.RuntimeSymbols;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * {@code end(x)} of either kind of generator becomes that of the method's:
 *
 * <pre>
 *   (Generator) Ikat.end(x)   becomes   Generator.ended(x)
 * </pre>
 */
final class Ends {
    private Ends() {}

    static void rewrite(MethodNode method, ReturnKind kind) {
        if (!kind.emits()) {
            return;
        }
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn instanceof MethodInsnNode call && isEnd(call)) {
                rewrite(method, call, kind);
            }
        }
    }

    private static boolean isEnd(MethodInsnNode call) {
        return call.owner.equals(RuntimeSymbols.IKAT)
                && call.name.equals(RuntimeSymbols.END)
                && (call.desc.equals(RuntimeSymbols.END_EMPTY) || call.desc.equals(RuntimeSymbols.END_VALUE));
    }

    private static void rewrite(MethodNode method, MethodInsnNode call, ReturnKind kind) {
        AbstractInsnNode cast = Instructions.nextReal(call.getNext());
        if (cast.getOpcode() == Opcodes.CHECKCAST && Instructions.straightBefore(cast) == call) {
            method.instructions.remove(cast);
        }
        if (call.desc.equals(RuntimeSymbols.END_EMPTY)) {
            method.instructions.insertBefore(call, new InsnNode(Opcodes.ACONST_NULL));
        }
        method.instructions.set(call, Insertion.done(kind));
    }
}
