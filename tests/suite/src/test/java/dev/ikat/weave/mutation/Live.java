package dev.ikat.weave.mutation;

import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Which locals may still be read, before each instruction: the textbook's equations, iterated to a fixed point. */
final class Live {
    private final InsnList instructions;
    private final BitSet[] before;

    private Live(MethodNode method) {
        this.instructions = method.instructions;
        this.before = new BitSet[instructions.size()];
        for (int i = 0; i < before.length; i++) {
            before[i] = new BitSet();
        }
    }

    static Live in(MethodNode method) {
        Live live = new Live(method);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = live.before.length - 1; i >= 0; i--) {
                changed |= live.step(i, method);
            }
        }
        return live;
    }

    boolean before(AbstractInsnNode insn, int local) {
        return before[instructions.indexOf(insn)].get(local);
    }

    private boolean step(int index, MethodNode method) {
        AbstractInsnNode insn = instructions.get(index);
        BitSet live = new BitSet();
        if (Subject.fallsThrough(insn) && index + 1 < before.length) {
            live.or(before[index + 1]);
        }
        for (LabelNode label : Subject.jumps(insn)) {
            live.or(before[instructions.indexOf(label)]);
        }
        if (insn instanceof VarInsnNode variable) {
            int slots = isWide(variable) ? 2 : 1;
            live.set(variable.var, variable.var + slots, variable.getOpcode() < Opcodes.ISTORE);
        } else if (insn instanceof IincInsnNode add) {
            live.set(add.var);
        }
        for (TryCatchBlockNode range : method.tryCatchBlocks) {
            if (instructions.indexOf(range.start) <= index && index < instructions.indexOf(range.end)) {
                live.or(before[instructions.indexOf(range.handler)]);
            }
        }
        boolean changed = !live.equals(before[index]);
        before[index] = live;
        return changed;
    }

    private static boolean isWide(VarInsnNode insn) {
        return switch (insn.getOpcode()) {
            case Opcodes.LLOAD, Opcodes.DLOAD, Opcodes.LSTORE, Opcodes.DSTORE -> true;
            default -> false;
        };
    }
}
