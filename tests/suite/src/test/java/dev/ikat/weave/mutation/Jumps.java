package dev.ikat.weave.mutation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** More jumps, or other ones. */
final class Jumps {
    private static final int LONGEST_COPY = 60;

    private Jumps() {}

    static boolean gotoNext(Subject subject, Choices choices) {
        LabelNode next = new LabelNode();
        subject.insertBefore(choices.of(subject.reachable()), new JumpInsnNode(Opcodes.GOTO, next), next);
        return true;
    }

    static boolean jumpToJump(Subject subject, Choices choices) {
        JumpInsnNode jump = jump(subject, choices, true);
        if (jump == null) {
            return false;
        }
        LabelNode between = new LabelNode();
        subject.method.instructions.add(between);
        subject.method.instructions.add(new JumpInsnNode(Opcodes.GOTO, jump.label));
        jump.label = between;
        return true;
    }

    static boolean negate(Subject subject, Choices choices) {
        JumpInsnNode jump = jump(subject, choices, false);
        if (jump == null) {
            return false;
        }
        LabelNode otherwise = new LabelNode();
        subject.method.instructions.insert(jump, Subject.code(new JumpInsnNode(Opcodes.GOTO, jump.label), otherwise));
        jump.setOpcode(negated(jump.getOpcode()));
        jump.label = otherwise;
        return true;
    }

    /** Conditions come in pairs, each beside its opposite. */
    private static int negated(int opcode) {
        if (opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL) {
            return Opcodes.IFNULL + Opcodes.IFNONNULL - opcode;
        }
        return ((opcode - Opcodes.IFEQ) ^ 1) + Opcodes.IFEQ;
    }

    private static JumpInsnNode jump(Subject subject, Choices choices, boolean orGoto) {
        List<AbstractInsnNode> jumps = subject.reachable().stream()
                .filter(insn -> insn instanceof JumpInsnNode && (orGoto || insn.getOpcode() != Opcodes.GOTO))
                .toList();
        return jumps.isEmpty() ? null : (JumpInsnNode) choices.of(jumps);
    }

    /** A goto becomes a copy of the block it leads to: loops turn round, tails are doubled. */
    static boolean copyTarget(Subject subject, Choices choices) {
        List<AbstractInsnNode> gotos = subject.reachable().stream()
                .filter(insn -> insn.getOpcode() == Opcodes.GOTO && isCopyable(subject, (JumpInsnNode) insn))
                .toList();
        if (gotos.isEmpty()) {
            return false;
        }
        JumpInsnNode jump = (JumpInsnNode) choices.of(gotos);
        List<AbstractInsnNode> block = subject.straightFrom(jump.label.getNext());
        Coverage coverage = new Coverage(subject.method);
        Map<LabelNode, LabelNode> same = new HashMap<>();
        subject.method.instructions.forEach(node -> {
            if (node instanceof LabelNode label) {
                same.put(label, label);
            }
        });
        InsnList copies = new InsnList();
        AbstractInsnNode last = block.get(block.size() - 1);
        for (AbstractInsnNode insn : block) {
            AbstractInsnNode copy = insn.clone(same);
            copies.add(copy);
            coverage.copied(insn, copy);
        }
        if (Subject.fallsThrough(last)) {
            LabelNode on = new LabelNode();
            subject.method.instructions.insert(last, on);
            copies.add(new JumpInsnNode(Opcodes.GOTO, on));
        }
        subject.method.instructions.insert(jump, copies);
        subject.method.instructions.remove(jump);
        coverage.rewrite();
        return true;
    }

    private static boolean isCopyable(Subject subject, JumpInsnNode jump) {
        List<AbstractInsnNode> block = subject.straightFrom(jump.label.getNext());
        if (block.isEmpty() || block.size() > LONGEST_COPY || block.contains(jump)) {
            return false;
        }
        AbstractInsnNode last = block.get(block.size() - 1);
        boolean ends = !Subject.fallsThrough(last) && !(last instanceof JumpInsnNode);
        return ends || block.stream().noneMatch(insn -> insn.getOpcode() == Opcodes.NEW && isHeld(subject, insn, last));
    }

    private static boolean isHeld(Subject subject, AbstractInsnNode site, AbstractInsnNode at) {
        Frame<BasicValue> frame = subject.before(at);
        boolean held = Types.finishedBy(at, frame) == null && at == site;
        for (int i = 0; i < frame.getStackSize(); i++) {
            held |= Types.isUnfinished(frame.getStack(i), site);
        }
        for (int i = 0; i < frame.getLocals(); i++) {
            held |= Types.isUnfinished(frame.getLocal(i), site);
        }
        return held;
    }

    /** Of two equal ends one is kept, and the other jumps to it. */
    static boolean mergeTails(Subject subject, Choices choices) {
        List<AbstractInsnNode> ends = subject.reachable().stream()
                .filter(insn ->
                        !Subject.fallsThrough(insn) && Subject.jumps(insn).size() <= 1)
                .toList();
        AbstractInsnNode kept = choices.of(ends);
        AbstractInsnNode merged = choices.of(ends);
        Tails tails = new Tails(subject);
        int length = kept == merged ? 0 : tails.common(kept, merged);
        return length > 0 && tails.merge(kept, merged, 1 + choices.below(length));
    }

    /** Code that nothing leads to; ASM leaves NOPs and a throw of it, with a stack map. */
    static boolean unreachable(Subject subject, Choices choices) {
        List<AbstractInsnNode> ends = subject.reachable().stream()
                .filter(insn -> !Subject.fallsThrough(insn))
                .toList();
        subject.method.instructions.insert(choices.of(ends), dead(subject));
        return true;
    }

    private static InsnList dead(Subject subject) {
        boolean emits = subject.method.desc.endsWith("Generator;");
        return Subject.code(
                Subject.op(Opcodes.ACONST_NULL),
                new MethodInsnNode(
                        Opcodes.INVOKESTATIC,
                        "dev/ikat/Ikat",
                        emits ? "emit" : "await",
                        (emits ? "(Ljava/lang/Object;)" : "(Ldev/ikat/Awaitable;)") + "Ljava/lang/Object;",
                        false),
                Subject.op(Opcodes.POP),
                Subject.op(Opcodes.ACONST_NULL),
                Subject.op(Opcodes.ATHROW));
    }

    /** A branch on a constant, to code that awaits but never runs; the verifier and the weaver take it seriously. */
    static boolean neverTaken(Subject subject, Choices choices) {
        if (subject.locks()) {
            return false;
        }
        LabelNode dead = new LabelNode();
        never(subject, choices.of(subject.reachable()), dead);
        subject.method.instructions.add(dead);
        subject.method.instructions.add(dead(subject));
        return true;
    }

    /** A branch on a constant to any place where the same locals and stack hold: loops get more entries. */
    static boolean neverTakenEdge(Subject subject, Choices choices) {
        if (subject.locks()) {
            return false;
        }
        AbstractInsnNode from = choices.of(subject.reachable());
        List<AbstractInsnNode> places = new ArrayList<>();
        for (AbstractInsnNode insn : subject.reachable()) {
            if (insn != from && isSame(subject.before(from), subject.before(insn))) {
                places.add(insn);
            }
        }
        if (places.isEmpty()) {
            return false;
        }
        LabelNode target = new LabelNode();
        subject.insertBefore(choices.of(places), target);
        never(subject, from, target);
        return true;
    }

    private static void never(Subject subject, AbstractInsnNode at, LabelNode target) {
        subject.insertBefore(at, Subject.op(Opcodes.ICONST_0), new JumpInsnNode(Opcodes.IFNE, target));
    }

    /** Asked both ways round: a finished object equals an unfinished one, not the other way. */
    static boolean isSame(Frame<BasicValue> one, Frame<BasicValue> other) {
        return values(one).equals(values(other)) && values(other).equals(values(one));
    }

    private static List<BasicValue> values(Frame<BasicValue> frame) {
        List<BasicValue> values = new ArrayList<>();
        for (int i = 0; i < frame.getLocals(); i++) {
            values.add(frame.getLocal(i));
        }
        for (int i = 0; i < frame.getStackSize(); i++) {
            values.add(frame.getStack(i));
        }
        return values;
    }
}
