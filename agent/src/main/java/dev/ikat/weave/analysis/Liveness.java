package dev.ikat.weave.analysis;

import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which locals may still be read, by backward data flow. An exception may leave an instruction before its store takes
 * effect, so what a covering handler reads is live before every instruction in its range.
 */
public final class Liveness {
    private final MethodNode method;
    private final ControlFlow flow;
    private final BitSet[] before;

    private Liveness(MethodNode method) {
        this.method = method;
        this.flow = new ControlFlow(method);
        this.before = new BitSet[method.instructions.size()];
        for (int i = 0; i < before.length; i++) {
            before[i] = new BitSet(method.maxLocals);
        }
    }

    public static Liveness of(MethodNode method) {
        Liveness liveness = new Liveness(method);
        liveness.solve();
        return liveness;
    }

    /** Every local counts as live everywhere. */
    public static Liveness ofAll(MethodNode method) {
        Liveness liveness = new Liveness(method);
        for (BitSet live : liveness.before) {
            live.set(0, method.maxLocals);
        }
        return liveness;
    }

    /** The slots that may be read from the instruction on. */
    public BitSet before(AbstractInsnNode insn) {
        return before[method.instructions.indexOf(insn)];
    }

    /** The slots that may be read after an await, whether it returns or throws. */
    public BitSet after(AbstractInsnNode await) {
        int index = method.instructions.indexOf(await);
        BitSet live = successorsOf(index);
        return withHandlers(live, index);
    }

    private void solve() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = before.length - 1; i >= 0; i--) {
                BitSet live = liveBefore(i);
                if (!live.equals(before[i])) {
                    changed = true;
                    before[i] = live;
                }
            }
        }
    }

    private BitSet liveBefore(int index) {
        BitSet live = successorsOf(index);
        AbstractInsnNode insn = method.instructions.get(index);
        if (insn instanceof VarInsnNode variable) {
            boolean load = variable.getOpcode() <= Opcodes.ALOAD;
            live.set(variable.var, load);
        } else if (insn instanceof IincInsnNode increment) {
            live.set(increment.var);
        }
        return withHandlers(live, index);
    }

    private BitSet withHandlers(BitSet live, int index) {
        for (int handler : flow.handlersOf(index)) {
            live.or(before[handler]);
        }
        return live;
    }

    private BitSet successorsOf(int index) {
        BitSet live = new BitSet(method.maxLocals);
        for (int next : flow.successors(index)) {
            live.or(before[next]);
        }
        return live;
    }
}
