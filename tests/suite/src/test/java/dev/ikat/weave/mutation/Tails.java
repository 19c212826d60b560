package dev.ikat.weave.mutation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/** Equal ends of two blocks. */
final class Tails {
    private final Subject subject;
    private final Coverage coverage;
    private final Set<LabelNode> targets;

    Tails(Subject subject) {
        this.subject = subject;
        this.coverage = new Coverage(subject.method);
        this.targets = subject.targets();
    }

    /** How many instructions, up to and with the two given, are equal. */
    int common(AbstractInsnNode one, AbstractInsnNode other) {
        int length = 0;
        AbstractInsnNode a = one;
        AbstractInsnNode b = other;
        while (a != null && b != null && isEqual(a, b)) {
            length++;
            a = previous(a);
            b = previous(b);
        }
        return length;
    }

    /** Removes the last instructions of the second in favour of the first, if both stand in the same state. */
    boolean merge(AbstractInsnNode kept, AbstractInsnNode merged, int length) {
        AbstractInsnNode keptFrom = back(kept, length);
        AbstractInsnNode mergedFrom = back(merged, length);
        if (!Jumps.isSame(subject.before(keptFrom), subject.before(mergedFrom))) {
            return false;
        }
        LabelNode tail = new LabelNode();
        AbstractInsnNode node = mergedFrom;
        subject.insertBefore(mergedFrom, new JumpInsnNode(Opcodes.GOTO, tail));
        while (true) {
            AbstractInsnNode next = node.getNext();
            if (node.getOpcode() >= 0) {
                subject.method.instructions.remove(node);
            }
            if (node == merged) {
                break;
            }
            node = next;
        }
        subject.insertBefore(keptFrom, tail);
        coverage.rewrite();
        return true;
    }

    private AbstractInsnNode back(AbstractInsnNode end, int length) {
        AbstractInsnNode insn = end;
        for (int i = 1; i < length; i++) {
            insn = previous(insn);
        }
        return insn;
    }

    /** The instruction before, unless something jumps between the two. */
    private AbstractInsnNode previous(AbstractInsnNode insn) {
        AbstractInsnNode node = insn.getPrevious();
        while (node != null && node.getOpcode() < 0) {
            if (targets.contains(node)) {
                return null;
            }
            node = node.getPrevious();
        }
        boolean straight = node != null && Subject.fallsThrough(node) && !(node instanceof JumpInsnNode);
        return straight ? node : null;
    }

    private boolean isEqual(AbstractInsnNode one, AbstractInsnNode other) {
        BiPredicate<AbstractInsnNode, AbstractInsnNode> handled =
                (a, b) -> coverage.handlers(a).equals(coverage.handlers(b));
        return one != other && text(one).equals(text(other)) && handled.test(one, other);
    }

    private String text(AbstractInsnNode insn) {
        Map<LabelNode, LabelNode> same = new HashMap<>();
        Subject.jumps(insn).forEach(label -> same.put(label, label));
        Textifier textifier = new Textifier();
        insn.clone(same).accept(new TraceMethodVisitor(textifier));
        return textifier.text + Subject.jumps(insn).toString();
    }
}
