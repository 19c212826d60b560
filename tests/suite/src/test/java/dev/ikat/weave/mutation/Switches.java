package dev.ikat.weave.mutation;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** A switch by table becomes one by keys, and that one a chain of comparisons. */
final class Switches {
    private Switches() {}

    static boolean change(Subject subject, Choices choices) {
        List<AbstractInsnNode> switches = subject.reachable().stream()
                .filter(insn -> insn instanceof TableSwitchInsnNode || insn instanceof LookupSwitchInsnNode)
                .toList();
        if (switches.isEmpty()) {
            return false;
        }
        AbstractInsnNode chosen = choices.of(switches);
        LookupSwitchInsnNode lookup =
                chosen instanceof TableSwitchInsnNode table ? lookup(table) : (LookupSwitchInsnNode) chosen;
        if (lookup != chosen && choices.oneIn(2)) {
            subject.method.instructions.set(chosen, lookup);
        } else {
            subject.method.instructions.insertBefore(chosen, comparisons(lookup, subject.fresh(choices)));
            subject.method.instructions.remove(chosen);
        }
        return true;
    }

    private static LookupSwitchInsnNode lookup(TableSwitchInsnNode table) {
        List<Integer> keys = new ArrayList<>();
        for (int key = table.min; key <= table.max; key++) {
            keys.add(key);
        }
        return new LookupSwitchInsnNode(
                table.dflt,
                keys.stream().mapToInt(Integer::intValue).toArray(),
                table.labels.toArray(new LabelNode[0]));
    }

    private static InsnList comparisons(LookupSwitchInsnNode lookup, int local) {
        InsnList code = Subject.code(new VarInsnNode(Opcodes.ISTORE, local));
        for (int i = 0; i < lookup.keys.size(); i++) {
            code.add(new VarInsnNode(Opcodes.ILOAD, local));
            code.add(new LdcInsnNode(lookup.keys.get(i)));
            code.add(new JumpInsnNode(Opcodes.IF_ICMPEQ, lookup.labels.get(i)));
        }
        code.add(new JumpInsnNode(Opcodes.GOTO, lookup.dflt));
        return code;
    }
}
