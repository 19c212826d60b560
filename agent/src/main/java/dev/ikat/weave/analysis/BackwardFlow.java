package dev.ikat.weave.analysis;

import java.util.BitSet;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Sets of locals by backward data flow, to a fixed point. An exception may leave an instruction before its store takes effect,
 * so what holds before a covering handler holds before every instruction in its range.
 */
abstract class BackwardFlow {
    private final MethodNode method;
    private final ControlFlow flow;
    private final BitSet[] before;

    BackwardFlow(MethodNode method, ControlFlow flow) {
        this.method = method;
        this.flow = flow;
        this.before = new BitSet[flow.size()];
        for (int i = 0; i < before.length; i++) {
            before[i] = new BitSet(method.maxLocals);
        }
    }

    /** Turns the set behind the instruction into the one before it. */
    abstract void pass(int index, AbstractInsnNode insn, BitSet locals);

    final void solve() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = before.length - 1; i >= 0; i--) {
                BitSet now = behind(i);
                pass(i, method.instructions.get(i), now);
                addHandlers(i, now);
                if (!now.equals(before[i])) {
                    changed = true;
                    before[i] = now;
                }
            }
        }
    }

    final BitSet before(int index) {
        return before[index];
    }

    /** A new set: what holds behind the instruction if it throws nothing. */
    final BitSet behind(int index) {
        BitSet behind = new BitSet(method.maxLocals);
        for (int next : flow.successors(index)) {
            behind.or(before[next]);
        }
        return behind;
    }

    /** Adds what holds if the instruction throws. */
    final void addHandlers(int index, BitSet locals) {
        for (int handler : flow.handlersOf(index)) {
            locals.or(before[handler]);
        }
    }
}
