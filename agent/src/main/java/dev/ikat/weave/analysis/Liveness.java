package dev.ikat.weave.analysis;

import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Which locals may still be read. */
public final class Liveness {
    private final MethodNode method;
    private final Reads reads;

    private Liveness(MethodNode method) {
        this.method = method;
        this.reads = new Reads(method);
    }

    public static Liveness of(MethodNode method) {
        Liveness liveness = new Liveness(method);
        liveness.reads.solve();
        return liveness;
    }

    /** Every local counts as live everywhere. */
    public static Liveness ofAll(MethodNode method) {
        Liveness liveness = new Liveness(method);
        for (int i = 0; i < method.instructions.size(); i++) {
            liveness.reads.before(i).set(0, method.maxLocals);
        }
        return liveness;
    }

    /** The slots that may be read from the instruction on. */
    public BitSet before(AbstractInsnNode insn) {
        return reads.before(method.instructions.indexOf(insn));
    }

    /** The slots that may be read after an await, whether it returns or throws. */
    public BitSet after(AbstractInsnNode await) {
        int index = method.instructions.indexOf(await);
        BitSet live = reads.behind(index);
        reads.addHandlers(index, live);
        return live;
    }

    private static final class Reads extends BackwardFlow {
        Reads(MethodNode method) {
            super(method, new ControlFlow(method));
        }

        @Override
        void pass(int index, AbstractInsnNode insn, BitSet live) {
            if (insn instanceof VarInsnNode variable) {
                live.set(variable.var, variable.getOpcode() <= Opcodes.ALOAD);
            } else if (insn instanceof IincInsnNode increment) {
                live.set(increment.var);
            }
        }
    }
}
