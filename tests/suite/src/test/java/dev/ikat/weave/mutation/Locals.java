package dev.ikat.weave.mutation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** Values in other locals, in more of them, or in none. */
final class Locals {
    private static final Set<Integer> WIDE = Set.of(Opcodes.LLOAD, Opcodes.DLOAD, Opcodes.LSTORE, Opcodes.DSTORE);

    private Locals() {}

    /** The value on top goes to a local and comes back. */
    static boolean spillTop(Subject subject, Choices choices) {
        List<AbstractInsnNode> places = subject.reachable().stream()
                .filter(insn -> subject.depth(insn) > 0)
                .toList();
        if (places.isEmpty()) {
            return false;
        }
        AbstractInsnNode insn = choices.of(places);
        BasicValue value = subject.top(insn);
        int local = subject.fresh(choices);
        subject.insertBefore(insn, Subject.store(value, local), Subject.load(value, local));
        return true;
    }

    /** Some values of the stack are in locals while an await, or whatever else follows, is done. */
    static boolean spillStack(Subject subject, Choices choices) {
        List<AbstractInsnNode> awaits =
                subject.reachable().stream().filter(Subject::isAwait).toList();
        List<AbstractInsnNode> places = subject.reachable().stream()
                .filter(insn -> subject.depth(insn) > 0)
                .filter(insn -> awaits.isEmpty() || leadsTo(subject, insn))
                .toList();
        if (places.isEmpty()) {
            return false;
        }
        AbstractInsnNode from = choices.of(places);
        List<AbstractInsnNode> covered = untouched(subject, from);
        AbstractInsnNode to = covered.get(covered.size() - 1);
        int depth = subject.depth(from);
        int kept = 1 + choices.below(depth);
        Frame<BasicValue> end = subject.before(to);
        int[] locals = new int[end.getStackSize()];
        for (int i = depth - 1; i >= depth - kept; i--) {
            locals[i] = subject.fresh(choices);
            subject.insertBefore(from, Subject.store(end.getStack(i), locals[i]));
        }
        for (int i = end.getStackSize() - 1; i >= depth; i--) {
            locals[i] = subject.fresh(choices);
            subject.insertBefore(to, Subject.store(end.getStack(i), locals[i]));
        }
        for (int i = depth - kept; i < end.getStackSize(); i++) {
            subject.insertBefore(to, Subject.load(end.getStack(i), locals[i]));
        }
        return true;
    }

    private static boolean leadsTo(Subject subject, AbstractInsnNode from) {
        List<AbstractInsnNode> covered = untouched(subject, from);
        return covered.subList(0, covered.size() - 1).stream().anyMatch(Subject::isAwait);
    }

    /** The instructions from one on that leave what is on the stack there alone, and the one behind them. */
    private static List<AbstractInsnNode> untouched(Subject subject, AbstractInsnNode from) {
        List<AbstractInsnNode> covered = new ArrayList<>();
        for (AbstractInsnNode insn : subject.straightFrom(from)) {
            covered.add(insn);
            if (subject.floor(insn) < subject.depth(from)) {
                break;
            }
        }
        return covered;
    }

    /** What is stored is stored twice, and read from the copy for a while. */
    static boolean copy(Subject subject, Choices choices) {
        List<AbstractInsnNode> stores =
                subject.reachable().stream().filter(Locals::isStore).toList();
        if (stores.isEmpty()) {
            return false;
        }
        AbstractInsnNode store = choices.of(stores);
        int from = ((VarInsnNode) store).var;
        BasicValue value = subject.top(store);
        int to = subject.fresh(choices);
        for (AbstractInsnNode insn : subject.straightFrom(store)) {
            if (insn != store && writes(insn, from)) {
                break;
            }
            if (insn instanceof VarInsnNode load && load.var == from && !isStore(load)) {
                load.var = to;
            }
        }
        subject.method.instructions.insert(store, Subject.code(Subject.load(value, from), Subject.store(value, to)));
        return true;
    }

    private static boolean isStore(AbstractInsnNode insn) {
        return insn.getOpcode() >= Opcodes.ISTORE && insn.getOpcode() <= Opcodes.ASTORE;
    }

    private static boolean writes(AbstractInsnNode insn, int local) {
        return (insn instanceof IincInsnNode add && add.var == local)
                || (isStore(insn) && Math.abs(((VarInsnNode) insn).var - local) <= 1);
    }

    /** The locals get other numbers, with gaps; parameters keep theirs, and neighbours that share a long stay so. */
    static boolean renumber(Subject subject, Choices choices) {
        BitSet used = new BitSet();
        BitSet joined = new BitSet();
        for (AbstractInsnNode insn : subject.method.instructions) {
            int local = local(insn);
            if (local >= 0) {
                used.set(local);
                if (WIDE.contains(insn.getOpcode())) {
                    used.set(local + 1);
                    joined.set(local);
                }
            }
        }
        TreeMap<Integer, Integer> numbers = new TreeMap<>();
        int next = subject.parameterSlots();
        List<List<Integer>> groups = groups(used, joined, next);
        while (!groups.isEmpty()) {
            next += choices.oneIn(3) ? choices.below(4) : 0;
            for (int local : groups.remove(choices.below(groups.size()))) {
                numbers.put(local, next++);
            }
        }
        rename(subject, numbers);
        return !numbers.isEmpty();
    }

    private static List<List<Integer>> groups(BitSet used, BitSet joined, int from) {
        List<List<Integer>> groups = new ArrayList<>();
        int start = from;
        while (start > 0 && joined.get(start - 1)) {
            start++;
        }
        for (int local = used.nextSetBit(start); local >= 0; local = used.nextSetBit(local + 1)) {
            List<Integer> group = new ArrayList<>(List.of(local));
            while (joined.get(local)) {
                group.add(++local);
            }
            groups.add(group);
        }
        return groups;
    }

    private static void rename(Subject subject, TreeMap<Integer, Integer> numbers) {
        for (AbstractInsnNode insn : subject.method.instructions) {
            if (insn instanceof VarInsnNode variable) {
                variable.var = numbers.getOrDefault(variable.var, variable.var);
            } else if (insn instanceof IincInsnNode add) {
                add.var = numbers.getOrDefault(add.var, add.var);
            }
        }
        if (subject.method.localVariables != null) {
            subject.method.localVariables.removeIf(
                    it -> it.index >= subject.parameterSlots() && !numbers.containsKey(it.index));
            subject.method.localVariables.forEach(it -> it.index = numbers.getOrDefault(it.index, it.index));
        }
    }

    private static int local(AbstractInsnNode insn) {
        if (insn instanceof VarInsnNode variable) {
            return variable.var;
        }
        return insn instanceof IincInsnNode add ? add.var : -1;
    }

    /** A local that nobody will read gets a null, or a number. */
    static boolean overwriteDead(Subject subject, Choices choices) {
        Live live = Live.in(subject.method);
        AbstractInsnNode insn = choices.of(subject.reachable());
        Frame<BasicValue> frame = subject.before(insn);
        boolean wide = choices.oneIn(4);
        List<Integer> dead = new ArrayList<>();
        for (int local = 0; local + (wide ? 1 : 0) < frame.getLocals(); local++) {
            boolean half = local > 0
                    && live.before(insn, local - 1)
                    && frame.getLocal(local - 1).getSize() == 2;
            if (!half && !live.before(insn, local) && (!wide || !live.before(insn, local + 1))) {
                dead.add(local);
            }
        }
        if (dead.isEmpty()) {
            return false;
        }
        int local = choices.of(dead);
        if (wide) {
            subject.insertBefore(insn, Subject.op(Opcodes.LCONST_1), new VarInsnNode(Opcodes.LSTORE, local));
        } else if (choices.oneIn(3)) {
            subject.insertBefore(insn, Subject.op(Opcodes.ICONST_1), new VarInsnNode(Opcodes.ISTORE, local));
        } else {
            subject.insertBefore(insn, Subject.op(Opcodes.ACONST_NULL), new VarInsnNode(Opcodes.ASTORE, local));
        }
        return true;
    }

    /** A local of the whole method: set first, read late. */
    static boolean declareEarly(Subject subject, Choices choices) {
        List<AbstractInsnNode> reachable = subject.reachable();
        int local = subject.fresh(choices);
        boolean wide = choices.oneIn(2);
        for (int i = choices.below(3); i >= 0; i--) {
            subject.insertBefore(
                    choices.of(reachable),
                    new VarInsnNode(wide ? Opcodes.DLOAD : Opcodes.ALOAD, local),
                    Subject.op(wide ? Opcodes.POP2 : Opcodes.POP));
        }
        InsnList first = Subject.code(
                wide ? Subject.op(Opcodes.DCONST_1) : Stacks.text(),
                new VarInsnNode(wide ? Opcodes.DSTORE : Opcodes.ASTORE, local));
        subject.method.instructions.insert(first);
        return true;
    }
}
