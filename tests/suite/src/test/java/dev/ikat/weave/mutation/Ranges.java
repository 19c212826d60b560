package dev.ikat.weave.mutation;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** The exception table, written otherwise. */
final class Ranges {
    private Ranges() {}

    /** Two adjacent ranges in place of one. */
    static boolean split(Subject subject, Choices choices) {
        MethodNode method = subject.method;
        if (method.tryCatchBlocks.isEmpty()) {
            return false;
        }
        TryCatchBlockNode range = choices.of(method.tryCatchBlocks);
        Set<AbstractInsnNode> covered = new Coverage(method).of(range);
        List<AbstractInsnNode> inner =
                subject.reachable().stream().filter(covered::contains).skip(1).toList();
        if (inner.isEmpty()) {
            return false;
        }
        LabelNode middle = new LabelNode();
        method.instructions.insertBefore(choices.of(inner), middle);
        int index = method.tryCatchBlocks.indexOf(range);
        method.tryCatchBlocks.add(index + 1, new TryCatchBlockNode(middle, range.end, range.handler, range.type));
        range.end = middle;
        return true;
    }

    /** Neighbours in the table that have no instruction in common change places. */
    static boolean permute(Subject subject, Choices choices) {
        List<TryCatchBlockNode> table = subject.method.tryCatchBlocks;
        Coverage coverage = new Coverage(subject.method);
        boolean changed = false;
        for (int i = 3 * table.size(); i > 0 && table.size() > 1; i--) {
            int index = choices.below(table.size() - 1);
            if (Collections.disjoint(coverage.of(table.get(index)), coverage.of(table.get(index + 1)))) {
                Collections.swap(table, index, index + 1);
                changed = true;
            }
        }
        return changed;
    }

    /** An entry again, behind itself, where it can never be chosen. */
    static boolean shadow(Subject subject, Choices choices) {
        List<TryCatchBlockNode> table = subject.method.tryCatchBlocks;
        if (table.isEmpty()) {
            return false;
        }
        TryCatchBlockNode range = choices.of(table);
        table.add(new TryCatchBlockNode(range.start, range.end, range.handler, range.type));
        return true;
    }

    /** Around some code the outermost handler catches everything, and throws it again. */
    static boolean rethrow(Subject subject, Choices choices) {
        MethodNode method = subject.method;
        List<AbstractInsnNode> reachable = subject.reachable();
        int from = choices.below(reachable.size());
        int to = from + choices.below(reachable.size() - from);
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        LabelNode handler = new LabelNode();
        method.instructions.insertBefore(reachable.get(from), start);
        method.instructions.insert(reachable.get(to), end);
        method.instructions.add(handler);
        method.instructions.add(Subject.op(Opcodes.ATHROW));
        method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, null));
        return true;
    }
}
