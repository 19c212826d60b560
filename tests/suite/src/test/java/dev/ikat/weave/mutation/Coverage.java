package dev.ikat.weave.mutation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Which instructions each entry of the exception table and of the variable table covers, so that the tables can be written
 * anew when instructions have moved. The order of the entries, which decides between handlers, stays.
 */
final class Coverage {
    private final MethodNode method;
    private final Map<TryCatchBlockNode, Set<AbstractInsnNode>> ranges = new LinkedHashMap<>();
    private final Map<LocalVariableNode, Set<AbstractInsnNode>> variables = new LinkedHashMap<>();

    Coverage(MethodNode method) {
        this.method = method;
        method.tryCatchBlocks.forEach(range -> ranges.put(range, between(range.start, range.end)));
        if (method.localVariables != null) {
            method.localVariables.forEach(it -> variables.put(it, between(it.start, it.end)));
        }
    }

    private Set<AbstractInsnNode> between(LabelNode start, LabelNode end) {
        Set<AbstractInsnNode> covered = new HashSet<>();
        for (AbstractInsnNode node = start; node != null && node != end; node = node.getNext()) {
            if (node.getOpcode() >= 0) {
                covered.add(node);
            }
        }
        return covered;
    }

    Set<AbstractInsnNode> of(TryCatchBlockNode range) {
        return ranges.get(range);
    }

    /** The entries that cover the instruction, the first one first. */
    List<TryCatchBlockNode> over(AbstractInsnNode insn) {
        return ranges.entrySet().stream()
                .filter(entry -> entry.getValue().contains(insn))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The handlers that the instruction has, in their order. */
    List<String> handlers(AbstractInsnNode insn) {
        return over(insn).stream()
                .map(range -> range.type + "@" + method.instructions.indexOf(range.handler))
                .toList();
    }

    /** A copy of an instruction has the same handlers and variables. */
    void copied(AbstractInsnNode original, AbstractInsnNode copy) {
        ranges.values().forEach(covered -> copied(covered, original, copy));
        variables.values().forEach(covered -> copied(covered, original, copy));
    }

    private static void copied(Set<AbstractInsnNode> covered, AbstractInsnNode original, AbstractInsnNode copy) {
        if (covered.contains(original)) {
            covered.add(copy);
        }
    }

    /** Writes both tables for the code as it stands now. */
    void rewrite() {
        method.tryCatchBlocks = new ArrayList<>();
        ranges.forEach((range, covered) -> runs(covered)
                .forEach(run -> method.tryCatchBlocks.add(
                        new TryCatchBlockNode(run.start, run.end, range.handler, range.type))));
        if (method.localVariables != null) {
            method.localVariables = new ArrayList<>();
            variables.forEach((it, covered) -> runs(covered)
                    .forEach(run -> method.localVariables.add(
                            new LocalVariableNode(it.name, it.desc, it.signature, run.start, run.end, it.index))));
        }
    }

    private record Run(LabelNode start, LabelNode end) {}

    private List<Run> runs(Set<AbstractInsnNode> covered) {
        List<Run> runs = new ArrayList<>();
        AbstractInsnNode first = null;
        AbstractInsnNode last = null;
        for (AbstractInsnNode node : method.instructions.toArray()) {
            if (node.getOpcode() < 0) {
                continue;
            }
            if (covered.contains(node)) {
                first = first == null ? node : first;
                last = node;
            } else if (first != null) {
                runs.add(run(first, last));
                first = null;
            }
        }
        if (first != null) {
            runs.add(run(first, last));
        }
        return runs;
    }

    private Run run(AbstractInsnNode first, AbstractInsnNode last) {
        Run run = new Run(new LabelNode(), new LabelNode());
        method.instructions.insertBefore(first, run.start);
        method.instructions.insert(last, run.end);
        return run;
    }
}
