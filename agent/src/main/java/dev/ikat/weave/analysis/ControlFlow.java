package dev.ikat.weave.analysis;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Which instruction may follow which, by their indices in the method's list. */
public final class ControlFlow {
    private final InsnList instructions;
    private final List<TryCatchBlockNode> handlers;

    public ControlFlow(MethodNode method) {
        this.instructions = method.instructions;
        this.handlers = method.tryCatchBlocks;
    }

    /** Where control goes from the instruction when it throws nothing. */
    public List<Integer> successors(int index) {
        AbstractInsnNode insn = instructions.get(index);
        List<Integer> next = new ArrayList<>();
        if (fallsThrough(insn) && index + 1 < instructions.size()) {
            next.add(index + 1);
        }
        if (insn instanceof JumpInsnNode jump) {
            next.add(instructions.indexOf(jump.label));
        } else if (insn instanceof TableSwitchInsnNode table) {
            addTargets(next, table.dflt, table.labels);
        } else if (insn instanceof LookupSwitchInsnNode lookup) {
            addTargets(next, lookup.dflt, lookup.labels);
        }
        return next;
    }

    /** The first instructions of the handlers that cover the instruction. */
    public List<Integer> handlersOf(int index) {
        List<Integer> covering = new ArrayList<>();
        for (TryCatchBlockNode handler : handlers) {
            if (covers(handler, index)) {
                covering.add(instructions.indexOf(handler.handler));
            }
        }
        return covering;
    }

    private boolean covers(TryCatchBlockNode handler, int index) {
        return instructions.indexOf(handler.start) <= index && index < instructions.indexOf(handler.end);
    }

    private void addTargets(List<Integer> next, LabelNode otherwise, List<LabelNode> labels) {
        next.add(instructions.indexOf(otherwise));
        labels.forEach(label -> next.add(instructions.indexOf(label)));
    }

    static boolean fallsThrough(AbstractInsnNode insn) {
        int opcode = insn.getOpcode();
        return !(opcode == Opcodes.GOTO
                || opcode == Opcodes.ATHROW
                || opcode == Opcodes.TABLESWITCH
                || opcode == Opcodes.LOOKUPSWITCH
                || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN));
    }
}
