package dev.ikat.weave.analysis;

import java.util.ArrayList;
import java.util.Arrays;
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

/** Which instruction may follow which, by their indices in the method's list; of the method as it is when asked first. */
public final class ControlFlow {
    private static final int[] NONE = {};

    private final int[][] successors;
    private final int[][] handlers;

    public ControlFlow(MethodNode method) {
        InsnList instructions = method.instructions;
        successors = new int[instructions.size()][];
        handlers = new int[instructions.size()][];
        Arrays.fill(handlers, NONE);
        for (int i = 0; i < successors.length; i++) {
            successors[i] = successorsOf(instructions, i);
        }
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            addHandler(
                    instructions.indexOf(block.start),
                    instructions.indexOf(block.end),
                    instructions.indexOf(block.handler));
        }
    }

    public int size() {
        return successors.length;
    }

    /** Whether some edge leads back in program order: without one there is no loop. */
    boolean goesBack() {
        for (int i = 0; i < successors.length; i++) {
            for (int[] following : new int[][] {successors[i], handlers[i]}) {
                for (int next : following) {
                    if (next <= i) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Where control goes from the instruction when it throws nothing. */
    public int[] successors(int index) {
        return successors[index];
    }

    /** The first instructions of the handlers that cover the instruction, in the order of the table. */
    public int[] handlersOf(int index) {
        return handlers[index];
    }

    private static int[] successorsOf(InsnList instructions, int index) {
        AbstractInsnNode insn = instructions.get(index);
        List<LabelNode> targets = new ArrayList<>();
        if (insn instanceof JumpInsnNode jump) {
            targets.add(jump.label);
        } else if (insn instanceof TableSwitchInsnNode table) {
            targets.addAll(table.labels);
            targets.add(table.dflt);
        } else if (insn instanceof LookupSwitchInsnNode lookup) {
            targets.addAll(lookup.labels);
            targets.add(lookup.dflt);
        }
        boolean falls = fallsThrough(insn) && index + 1 < instructions.size();
        int[] next = new int[targets.size() + (falls ? 1 : 0)];
        for (int i = 0; i < targets.size(); i++) {
            next[i] = instructions.indexOf(targets.get(i));
        }
        if (falls) {
            next[targets.size()] = index + 1;
        }
        return next;
    }

    /** Neighbours mostly share their handlers, and then the array. */
    private void addHandler(int start, int end, int handler) {
        int[] before = null;
        int[] after = NONE;
        for (int i = start; i < end; i++) {
            if (handlers[i] != before) {
                before = handlers[i];
                after = Arrays.copyOf(before, before.length + 1);
                after[before.length] = handler;
            }
            handlers[i] = after;
        }
    }

    /** Whether control may go on with the next instruction. */
    public static boolean fallsThrough(AbstractInsnNode insn) {
        int opcode = insn.getOpcode();
        return !(opcode == Opcodes.GOTO
                || opcode == Opcodes.ATHROW
                || opcode == Opcodes.TABLESWITCH
                || opcode == Opcodes.LOOKUPSWITCH
                || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN));
    }
}
