package dev.ikat.weave.analysis;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which locals may come back to an await, around a loop, as they left it: nothing is stored to them on some way. By forward
 * data flow from the await.
 */
final class Unchanged {
    private final MethodNode method;
    private final ControlFlow flow;
    private final boolean loops;

    Unchanged(MethodNode method) {
        this.method = method;
        this.flow = new ControlFlow(method);
        this.loops = flow.goesBack();
    }

    /** Those of the locals that may be the same when the method gets to the instruction again. */
    BitSet backTo(AbstractInsnNode site, BitSet locals) {
        return loops && !locals.isEmpty() ? new Search(locals).from(method.instructions.indexOf(site)) : new BitSet();
    }

    private final class Search {
        /** By instruction: the locals that may be unchanged before it; null where the way has not led yet. */
        private final BitSet[] before = new BitSet[flow.size()];

        private final Deque<Integer> work = new ArrayDeque<>();
        private final BitSet locals;

        Search(BitSet locals) {
            this.locals = locals;
        }

        BitSet from(int start) {
            goOn(start, locals);
            while (!work.isEmpty()) {
                int index = work.remove();
                goOn(index, before[index]);
            }
            BitSet back = before[start];
            return back == null ? new BitSet() : back;
        }

        private void goOn(int index, BitSet unchanged) {
            for (int handler : flow.handlersOf(index)) { // no store throws
                reach(handler, unchanged);
            }
            BitSet after = after(method.instructions.get(index), unchanged);
            for (int next : flow.successors(index)) {
                reach(next, after);
            }
        }

        private void reach(int index, BitSet unchanged) {
            BitSet known = before[index];
            if (known == null) {
                before[index] = (BitSet) unchanged.clone();
                work.add(index);
                return;
            }
            int count = known.cardinality();
            known.or(unchanged);
            if (known.cardinality() > count) {
                work.add(index);
            }
        }
    }

    private static BitSet after(AbstractInsnNode insn, BitSet unchanged) {
        if (insn instanceof IincInsnNode increment) {
            return without(unchanged, increment.var, 1);
        }
        if (insn instanceof VarInsnNode store && store.getOpcode() >= Opcodes.ISTORE) {
            boolean wide = store.getOpcode() == Opcodes.LSTORE || store.getOpcode() == Opcodes.DSTORE;
            return without(unchanged, store.var, wide ? 2 : 1);
        }
        return unchanged;
    }

    private static BitSet without(BitSet unchanged, int local, int slots) {
        BitSet less = (BitSet) unchanged.clone();
        less.clear(local, local + slots);
        return less;
    }
}
