package dev.ikat.weave.normalise;

import dev.ikat.weave.analysis.ControlFlow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The locals without a name in which a compiler keeps what will be returned while a finally block runs: stored as the try
 * is left, by one store only, and loaded for nothing but a return. A variable of the user's that is used so looks the same
 * where the class has no debug table of variables.
 */
final class Kept {
    private final MethodNode method;
    private final ControlFlow flow;
    private final List<List<Integer>> predecessors = new ArrayList<>();
    private final Set<AbstractInsnNode> stores = new HashSet<>();
    private final Set<AbstractInsnNode> loads = new HashSet<>();

    Kept(MethodNode method, ControlFlow flow) {
        this.method = method;
        this.flow = flow;
        for (int i = 0; i < flow.size(); i++) {
            predecessors.add(new ArrayList<>());
        }
        for (int i = 0; i < flow.size(); i++) {
            for (int next : flow.successors(i)) {
                predecessors.get(next).add(i);
            }
        }
    }

    boolean isStore(AbstractInsnNode insn) {
        return stores.contains(insn);
    }

    /** Whether the return takes a kept value, by whichever path. */
    boolean isLoadedFor(AbstractInsnNode returns) {
        return loads.containsAll(producers(returns));
    }

    /** The last instructions before this one, on each path, that do something. */
    List<AbstractInsnNode> producers(AbstractInsnNode taker) {
        List<AbstractInsnNode> producers = new ArrayList<>();
        BitSet seen = new BitSet();
        Deque<Integer> work = new ArrayDeque<>(predecessors.get(method.instructions.indexOf(taker)));
        while (!work.isEmpty()) {
            int index = work.pop();
            if (seen.get(index)) {
                continue;
            }
            seen.set(index);
            AbstractInsnNode insn = method.instructions.get(index);
            if (insn.getOpcode() <= Opcodes.NOP || insn.getOpcode() == Opcodes.GOTO) {
                work.addAll(predecessors.get(index));
            } else {
                producers.add(insn);
            }
        }
        return producers;
    }

    /** Looks for them, given which stores leave a try. */
    void find(Predicate<AbstractInsnNode> leavesTry) {
        Map<AbstractInsnNode, List<AbstractInsnNode>> loadsOf = new HashMap<>();
        Map<AbstractInsnNode, Integer> storesOf = new HashMap<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn.getOpcode() == Opcodes.ASTORE) {
                List<AbstractInsnNode> reached = loads((VarInsnNode) insn);
                loadsOf.put(insn, reached);
                reached.forEach(load -> storesOf.merge(load, 1, Integer::sum));
            }
        }
        loadsOf.forEach((store, reached) -> {
            boolean kept = !reached.isEmpty()
                    && reached.stream().allMatch(load -> storesOf.getOrDefault(load, 0) == 1 && isForReturn(load))
                    && !isUserVariable((VarInsnNode) store)
                    && leavesTry.test(store);
            if (kept) {
                stores.add(store);
                loads.addAll(reached);
            }
        });
    }

    /** Whether the value goes from the load to a return and nowhere else, whatever else is pushed and dropped above it. */
    private boolean isForReturn(AbstractInsnNode load) {
        int above = 0;
        int index = method.instructions.indexOf(load);
        for (int steps = 0; steps < flow.size() && flow.successors(index).length == 1; steps++) {
            index = flow.successors(index)[0];
            AbstractInsnNode insn = method.instructions.get(index);
            int opcode = insn.getOpcode();
            if (opcode == Opcodes.ARETURN) {
                return above == 0;
            } else if (opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD) {
                above++;
            } else if (opcode == Opcodes.POP || (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE)) {
                above--;
            } else if (opcode > Opcodes.NOP && opcode != Opcodes.GOTO && opcode != Opcodes.CHECKCAST) {
                return false;
            }
            if (above < 0) {
                return false;
            }
        }
        return false;
    }

    /** What may read the stored value. */
    private List<AbstractInsnNode> loads(VarInsnNode store) {
        List<AbstractInsnNode> reached = new ArrayList<>();
        BitSet seen = new BitSet();
        Deque<Integer> work = new ArrayDeque<>();
        push(work, flow.successors(method.instructions.indexOf(store)));
        while (!work.isEmpty()) {
            int index = work.pop();
            if (seen.get(index)) {
                continue;
            }
            seen.set(index);
            AbstractInsnNode insn = method.instructions.get(index);
            if (insn instanceof VarInsnNode variable && variable.var == store.var) {
                if (variable.getOpcode() != Opcodes.ALOAD) {
                    continue;
                }
                reached.add(insn);
            }
            push(work, flow.successors(index));
        }
        return reached;
    }

    private static void push(Deque<Integer> work, int[] indices) {
        for (int index : indices) {
            work.push(index);
        }
    }

    private boolean isUserVariable(VarInsnNode store) {
        int index = method.instructions.indexOf(store) + 1;
        return method.localVariables != null
                && method.localVariables.stream()
                        .anyMatch(variable -> variable.index == store.var
                                && method.instructions.indexOf(variable.start) <= index
                                && index < method.instructions.indexOf(variable.end));
    }
}
