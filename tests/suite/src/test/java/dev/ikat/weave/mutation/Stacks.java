package dev.ikat.weave.mutation;

import java.lang.reflect.Modifier;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;

/** Instructions that leave the stack as it was. */
final class Stacks {
    private Stacks() {}

    static boolean nop(Subject subject, Choices choices) {
        subject.insertBefore(choices.of(subject.reachable()), Subject.op(Opcodes.NOP));
        return true;
    }

    static boolean dupPop(Subject subject, Choices choices) {
        AbstractInsnNode insn = choices.of(subject.reachable());
        BasicValue top = subject.top(insn);
        BasicValue second = subject.top(insn, 1);
        if (top == null) {
            subject.insertBefore(insn, Subject.op(Opcodes.ACONST_NULL), Subject.op(Opcodes.POP));
        } else if (top.getSize() == 2 || (second != null && second.getSize() == 1 && choices.oneIn(3))) {
            subject.insertBefore(insn, Subject.op(Opcodes.DUP2), Subject.op(Opcodes.POP2));
        } else {
            subject.insertBefore(insn, Subject.op(Opcodes.DUP), Subject.op(Opcodes.POP));
        }
        return true;
    }

    static boolean swapTwice(Subject subject, Choices choices) {
        List<AbstractInsnNode> places = subject.reachable().stream()
                .filter(insn -> subject.depth(insn) > 1)
                .toList();
        if (places.isEmpty()) {
            return false;
        }
        AbstractInsnNode insn = choices.of(places);
        int top = subject.top(insn).getSize();
        int second = subject.top(insn, 1).getSize();
        swap(subject, insn, second, top, choices);
        swap(subject, insn, top, second, choices);
        return true;
    }

    /** Changes a value of one size with one of another size on top of it. */
    private static void swap(Subject subject, AbstractInsnNode insn, int below, int above, Choices choices) {
        if (below == 1 && above == 1 && choices.oneIn(2)) {
            subject.insertBefore(insn, Subject.op(Opcodes.SWAP));
            return;
        }
        int copy = above == 1
                ? (below == 1 ? Opcodes.DUP_X1 : Opcodes.DUP_X2)
                : (below == 1 ? Opcodes.DUP2_X1 : Opcodes.DUP2_X2);
        subject.insertBefore(insn, Subject.op(copy), Subject.op(above == 1 ? Opcodes.POP : Opcodes.POP2));
    }

    /** A constant lies below the values of some instructions that follow. */
    static boolean hold(Subject subject, Choices choices) {
        AbstractInsnNode from = choices.of(subject.reachable());
        int depth = subject.depth(from);
        AbstractInsnNode to = null;
        for (AbstractInsnNode insn : subject.straightFrom(from)) {
            int above = subject.depth(insn) - depth;
            if (above == 0 || (above == 1 && subject.top(insn).getSize() == 1)) {
                to = insn;
            }
            if (subject.floor(insn) < depth || (to != null && to != from && choices.oneIn(20))) {
                break;
            }
        }
        if (to == null || to == from) {
            return false;
        }
        AbstractInsnNode constant = constant(choices);
        boolean wide = constant instanceof LdcInsnNode ldc && ldc.cst instanceof Long;
        boolean beneath = subject.depth(to) > depth;
        subject.insertBefore(from, constant);
        if (beneath) {
            subject.insertBefore(
                    to, wide ? Subject.op(Opcodes.DUP_X2) : Subject.op(Opcodes.SWAP), Subject.op(Opcodes.POP));
        }
        if (!beneath || wide) {
            subject.insertBefore(to, Subject.op(wide ? Opcodes.POP2 : Opcodes.POP));
        }
        return true;
    }

    private static AbstractInsnNode constant(Choices choices) {
        return switch (choices.below(5)) {
            case 0 -> text();
            case 1 -> Subject.op(Opcodes.ICONST_5);
            case 2 -> Subject.op(Opcodes.FCONST_2);
            case 3 -> new LdcInsnNode(7L);
            default -> Subject.op(Opcodes.ACONST_NULL);
        };
    }

    static AbstractInsnNode text() {
        return new LdcInsnNode("held");
    }

    static boolean cast(Subject subject, Choices choices) {
        List<AbstractInsnNode> places = subject.reachable().stream()
                .filter(insn -> subject.depth(insn) > 0 && isCastable(subject, subject.top(insn)))
                .toList();
        if (places.isEmpty()) {
            return false;
        }
        AbstractInsnNode insn = choices.of(places);
        subject.insertBefore(
                insn,
                new TypeInsnNode(Opcodes.CHECKCAST, subject.top(insn).getType().getInternalName()));
        return true;
    }

    private static boolean isCastable(Subject subject, BasicValue value) {
        if (!value.isReference() || Types.isUnfinished(value) || value.getType().getSort() != Type.OBJECT) {
            return false;
        }
        try {
            Class<?> type = Class.forName(value.getType().getClassName(), false, subject.program.loader());
            return Modifier.isPublic(type.getModifiers()) || type.getClassLoader() == subject.program.loader();
        } catch (ClassNotFoundException nullType) {
            return false;
        }
    }
}
