package dev.ikat.weave.mutation;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** Objects whose constructor has not run, in places where javac does not put them. */
final class Unfinished {
    private Unfinished() {}

    private static AbstractInsnNode site(Subject subject, Choices choices) {
        List<AbstractInsnNode> sites = subject.reachable().stream()
                .filter(insn -> insn.getOpcode() == Opcodes.NEW)
                .toList();
        return sites.isEmpty() ? null : choices.of(sites);
    }

    static boolean inLocal(Subject subject, Choices choices) {
        AbstractInsnNode site = site(subject, choices);
        if (site == null) {
            return false;
        }
        int local = subject.fresh(choices);
        AbstractInsnNode store = new VarInsnNode(Opcodes.ASTORE, local);
        InsnList code = switch (choices.below(3)) {
            case 0 -> Subject.code(Subject.op(Opcodes.DUP), store);
            case 1 -> Subject.code(store, new VarInsnNode(Opcodes.ALOAD, local));
            default ->
                Subject.code(
                        store,
                        new VarInsnNode(Opcodes.ALOAD, local),
                        new VarInsnNode(Opcodes.ALOAD, local),
                        new VarInsnNode(Opcodes.ASTORE, subject.fresh(choices)));
        };
        subject.method.instructions.insert(site, code);
        return true;
    }

    /** More copies on the stack until after the constructor. */
    static boolean copies(Subject subject, Choices choices) {
        AbstractInsnNode site = site(subject, choices);
        AbstractInsnNode end = site == null ? null : constructor(subject, site);
        if (end == null || !leavesOnlyCopies(subject, site, end)) {
            return false;
        }
        boolean two = choices.oneIn(3);
        subject.method.instructions.insert(end, Subject.op(two ? Opcodes.POP2 : Opcodes.POP));
        if (two) {
            subject.method.instructions.insert(site, Subject.op(choices.oneIn(2) ? Opcodes.DUP_X1 : Opcodes.DUP));
        }
        subject.method.instructions.insert(site, Subject.op(Opcodes.DUP));
        return true;
    }

    /** Whether the constructor leaves the object, or nothing, where NEW put it. */
    private static boolean leavesOnlyCopies(Subject subject, AbstractInsnNode site, AbstractInsnNode end) {
        Frame<BasicValue> frame = subject.before(end);
        int receiver = frame.getStackSize() - Type.getArgumentTypes(((MethodInsnNode) end).desc).length - 1;
        return receiver == subject.depth(site)
                || (receiver == subject.depth(site) + 1 && Types.isUnfinished(frame.getStack(receiver - 1), site));
    }

    /** The constructor call of a NEW in the same block; null when it is elsewhere. */
    private static AbstractInsnNode constructor(Subject subject, AbstractInsnNode site) {
        for (AbstractInsnNode insn : subject.straightFrom(site)) {
            if (Types.finishedBy(insn, subject.before(insn)) == site) {
                return insn;
            }
        }
        return null;
    }

    /** The arguments are evaluated first, as other languages' compilers do it. */
    static boolean argumentsFirst(Subject subject, Choices choices) {
        AbstractInsnNode site = site(subject, choices);
        AbstractInsnNode end = site == null ? null : constructor(subject, site);
        AbstractInsnNode dup = site == null ? null : next(site);
        if (end == null || dup.getOpcode() != Opcodes.DUP || !isUntouched(subject, site, dup, end)) {
            return false;
        }
        String type = ((TypeInsnNode) site).desc;
        if (subject.program.initialises(type)) {
            return false;
        }
        Type[] arguments = Type.getArgumentTypes(((MethodInsnNode) end).desc);
        Frame<BasicValue> frame = subject.before(end);
        InsnList stores = new InsnList();
        InsnList loads = new InsnList();
        for (int i = arguments.length - 1; i >= 0; i--) {
            BasicValue value = frame.getStack(frame.getStackSize() - arguments.length + i);
            int local = subject.fresh(choices);
            stores.add(Subject.store(value, local));
            loads.insert(Subject.load(value, local));
        }
        stores.add(new TypeInsnNode(Opcodes.NEW, type));
        stores.add(Subject.op(Opcodes.DUP));
        stores.add(loads);
        subject.method.instructions.insertBefore(end, stores);
        subject.method.instructions.remove(site);
        subject.method.instructions.remove(dup);
        return true;
    }

    private static AbstractInsnNode next(AbstractInsnNode insn) {
        AbstractInsnNode node = insn.getNext();
        while (node.getOpcode() < 0) {
            node = node.getNext();
        }
        return node;
    }

    /** Whether only NEW, DUP and the constructor touch the object. */
    private static boolean isUntouched(
            Subject subject, AbstractInsnNode site, AbstractInsnNode dup, AbstractInsnNode end) {
        int depth = subject.depth(site) + 2;
        for (AbstractInsnNode insn = next(dup); insn != end; insn = next(insn)) {
            if (subject.floor(insn) < depth) {
                return false;
            }
        }
        return subject.depth(end) == depth + Type.getArgumentTypes(((MethodInsnNode) end).desc).length;
    }
}
