package dev.ikat.weave.analysis;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which locals hold a number that the code itself says, by forward data flow: an int or a long that was stored from a
 * constant on every way to an instruction. Such a one need not be kept while the method waits. Only locals that some
 * constant is stored to are followed.
 */
final class KnownNumbers {
    /** Any other value. */
    private static final Object VARYING = new Object();

    private static final int[] NONE = {};

    private final MethodNode method;

    /** The locals that are followed. */
    private final int[] locals;

    /** By instruction: the values of those, a Number or VARYING; null where it cannot be reached. */
    private final @Nullable Object[][] before;

    private KnownNumbers(MethodNode method, int[] locals) {
        this.method = method;
        this.locals = locals;
        this.before = new Object[locals.length == 0 ? 0 : method.instructions.size()][];
    }

    static KnownNumbers of(MethodNode method) {
        BitSet followed = new BitSet();
        for (AbstractInsnNode insn : method.instructions) {
            if (stored(insn) != null) {
                followed.set(((VarInsnNode) insn).var);
            }
        }
        KnownNumbers numbers = new KnownNumbers(method, followed.stream().toArray());
        if (numbers.locals.length > 0) {
            numbers.solve();
        }
        return numbers;
    }

    /** Nothing is known of any local. */
    static KnownNumbers none(MethodNode method) {
        return new KnownNumbers(method, NONE);
    }

    /** What the local holds before the instruction, an Integer or a Long; null when that is not known. */
    @Nullable
    Number before(AbstractInsnNode insn, int local) {
        Object[] values = locals.length == 0 ? null : before[method.instructions.indexOf(insn)];
        return values != null && held(values, local) instanceof Number number ? number : null;
    }

    private void solve() {
        ControlFlow flow = new ControlFlow(method);
        Object[] entry = new Object[locals.length];
        Arrays.fill(entry, VARYING);
        before[0] = entry;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < before.length; i++) {
                Object[] values = before[i];
                if (values != null) {
                    for (int handler : flow.handlersOf(i)) { // no store throws
                        changed |= merge(handler, values);
                    }
                    Object[] after = after(method.instructions.get(i), values);
                    for (int next : flow.successors(i)) {
                        changed |= merge(next, after);
                    }
                }
            }
        }
    }

    private boolean merge(int index, Object[] values) {
        Object[] known = before[index];
        if (known == null) {
            before[index] = values.clone();
            return true;
        }
        boolean changed = false;
        for (int i = 0; i < known.length; i++) {
            if (known[i] != VARYING && !known[i].equals(values[i])) {
                known[i] = VARYING;
                changed = true;
            }
        }
        return changed;
    }

    private Object[] after(AbstractInsnNode insn, Object[] values) {
        if (insn instanceof IincInsnNode increment) {
            return with(values, increment.var, VARYING);
        }
        if (!(insn instanceof VarInsnNode store) || store.getOpcode() < Opcodes.ISTORE) {
            return values;
        }
        Number constant = stored(insn);
        boolean wide = store.getOpcode() == Opcodes.LSTORE || store.getOpcode() == Opcodes.DSTORE;
        Object[] after = values;
        if (held(values, store.var - 1) instanceof Long) {
            after = with(after, store.var - 1, VARYING);
        }
        if (wide) {
            after = with(after, store.var + 1, VARYING);
        }
        return with(after, store.var, constant == null ? VARYING : constant);
    }

    private @Nullable Object held(Object[] values, int local) {
        int at = Arrays.binarySearch(locals, local);
        return at < 0 ? null : values[at];
    }

    /** The values, with another one for that local if it is followed. */
    private Object[] with(Object[] values, int local, Object value) {
        int at = Arrays.binarySearch(locals, local);
        if (at < 0 || values[at].equals(value)) {
            return values;
        }
        Object[] changed = values.clone();
        changed[at] = value;
        return changed;
    }

    /** The constant that the instruction stores to a local; null when it does no such thing. */
    private static @Nullable Number stored(AbstractInsnNode insn) {
        if (insn.getOpcode() != Opcodes.ISTORE && insn.getOpcode() != Opcodes.LSTORE) {
            return null;
        }
        AbstractInsnNode pushed = Instructions.straightBefore(insn);
        return pushed == null ? null : constant(pushed);
    }

    private static @Nullable Number constant(AbstractInsnNode insn) {
        int opcode = insn.getOpcode();
        if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
            return opcode - Opcodes.ICONST_0;
        }
        if (opcode == Opcodes.LCONST_0 || opcode == Opcodes.LCONST_1) {
            return (long) (opcode - Opcodes.LCONST_0);
        }
        if (opcode == Opcodes.BIPUSH || opcode == Opcodes.SIPUSH) {
            return ((IntInsnNode) insn).operand;
        }
        boolean whole = insn instanceof LdcInsnNode load && (load.cst instanceof Integer || load.cst instanceof Long);
        return whole ? (Number) ((LdcInsnNode) insn).cst : null;
    }
}
