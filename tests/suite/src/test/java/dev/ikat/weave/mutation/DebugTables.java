package dev.ikat.weave.mutation;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;

/** What only a debugger needs. */
final class DebugTables {
    private DebugTables() {}

    static boolean dropLines(Subject subject, Choices choices) {
        for (AbstractInsnNode insn : subject.method.instructions.toArray()) {
            if (insn instanceof LineNumberNode) {
                subject.method.instructions.remove(insn);
            }
        }
        return true;
    }

    static boolean dropVariables(Subject subject, Choices choices) {
        subject.method.localVariables = null;
        return true;
    }

    static boolean shuffleVariables(Subject subject, Choices choices) {
        if (subject.method.localVariables == null) {
            return false;
        }
        List<LocalVariableNode> rest = new ArrayList<>(subject.method.localVariables);
        subject.method.localVariables.clear();
        while (!rest.isEmpty()) {
            subject.method.localVariables.add(rest.remove(choices.below(rest.size())));
        }
        return true;
    }
}
