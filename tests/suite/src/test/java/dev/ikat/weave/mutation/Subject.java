package dev.ikat.weave.mutation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** A method under mutation, without stack map, and what an analysis says of it as it is now. */
final class Subject {
    /** A local from here on needs WIDE. More would make frames so large that recursion overflows the stack. */
    private static final int FAR = 256;

    final MethodNode method;
    final Program program;
    private final String owner;
    private Frame<BasicValue>[] frames;

    Subject(Program program, String owner, MethodNode method) {
        this.program = program;
        this.owner = owner;
        this.method = method;
    }

    /** Looks at the code, again after a change. */
    void analyse() {
        try {
            frames = Types.of(owner, method, program.loader());
        } catch (AnalyzerException error) {
            throw new IllegalStateException("a mutation spoilt " + owner + "." + method.name, error);
        }
    }

    /** What holds before an instruction; null when it is unreachable. */
    Frame<BasicValue> before(AbstractInsnNode insn) {
        return frames[method.instructions.indexOf(insn)];
    }

    int depth(AbstractInsnNode insn) {
        return before(insn).getStackSize();
    }

    /** How much of the stack the instruction leaves alone. */
    int floor(AbstractInsnNode insn) {
        return Types.floor(insn, before(insn), program.loader());
    }

    BasicValue top(AbstractInsnNode insn) {
        return top(insn, 0);
    }

    /** The value that many below the top; null when there is none. */
    BasicValue top(AbstractInsnNode insn, int below) {
        Frame<BasicValue> frame = before(insn);
        int index = frame.getStackSize() - 1 - below;
        return index < 0 ? null : frame.getStack(index);
    }

    /** The instructions that may run. */
    List<AbstractInsnNode> reachable() {
        List<AbstractInsnNode> reachable = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn.getOpcode() >= 0 && before(insn) != null) {
                reachable.add(insn);
            }
        }
        return reachable;
    }

    /** From the instruction to the end of its basic block, which no jump enters in between. */
    List<AbstractInsnNode> straightFrom(AbstractInsnNode insn) {
        Set<LabelNode> targets = targets();
        List<AbstractInsnNode> straight = new ArrayList<>();
        for (AbstractInsnNode node = insn; node != null && !targets.contains(node); node = node.getNext()) {
            if (node.getOpcode() >= 0) {
                straight.add(node);
                if (node instanceof JumpInsnNode || !fallsThrough(node)) {
                    return straight;
                }
            }
        }
        return straight;
    }

    /** The labels that control may come to by a jump or an exception. */
    Set<LabelNode> targets() {
        Set<LabelNode> targets = new HashSet<>();
        for (AbstractInsnNode insn : method.instructions) {
            targets.addAll(jumps(insn));
        }
        for (TryCatchBlockNode range : method.tryCatchBlocks) {
            targets.add(range.handler);
        }
        return targets;
    }

    static List<LabelNode> jumps(AbstractInsnNode insn) {
        List<LabelNode> labels = new ArrayList<>();
        if (insn instanceof JumpInsnNode jump) {
            labels.add(jump.label);
        } else if (insn instanceof TableSwitchInsnNode table) {
            labels.addAll(table.labels);
            labels.add(table.dflt);
        } else if (insn instanceof LookupSwitchInsnNode lookup) {
            labels.addAll(lookup.labels);
            labels.add(lookup.dflt);
        }
        return labels;
    }

    static boolean fallsThrough(AbstractInsnNode insn) {
        int opcode = insn.getOpcode();
        return opcode != Opcodes.GOTO
                && opcode != Opcodes.ATHROW
                && opcode != Opcodes.TABLESWITCH
                && opcode != Opcodes.LOOKUPSWITCH
                && (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN);
    }

    /** Whether a woven method may leave there, to be resumed. */
    static boolean isAwait(AbstractInsnNode insn) {
        return isCall(insn, "await") || isCall(insn, "emit") || isCall(insn, "emitAll");
    }

    static boolean isEach(AbstractInsnNode insn) {
        return isCall(insn, "each");
    }

    private static boolean isCall(AbstractInsnNode insn, String name) {
        return insn instanceof MethodInsnNode call && call.owner.equals("dev/ikat/Ikat") && call.name.equals(name);
    }

    boolean loopsOverEach() {
        return Arrays.stream(method.instructions.toArray()).anyMatch(Subject::isEach);
    }

    boolean locks() {
        return reachable().stream().anyMatch(insn -> insn.getOpcode() == Opcodes.MONITORENTER);
    }

    /** The number of a local that nobody uses: the next, one after a gap, or one far up, which needs WIDE. */
    int fresh(Choices choices) {
        int number = method.maxLocals + (choices.oneIn(3) ? choices.below(6) : 0);
        if (choices.oneIn(12)) {
            number = Math.max(number, FAR + choices.below(6));
        }
        method.maxLocals = number + 2;
        return number;
    }

    static AbstractInsnNode load(BasicValue value, int local) {
        return new VarInsnNode(value.getType().getOpcode(Opcodes.ILOAD), local);
    }

    static AbstractInsnNode store(BasicValue value, int local) {
        return new VarInsnNode(value.getType().getOpcode(Opcodes.ISTORE), local);
    }

    static AbstractInsnNode op(int opcode) {
        return new InsnNode(opcode);
    }

    static InsnList code(AbstractInsnNode... nodes) {
        InsnList list = new InsnList();
        for (AbstractInsnNode node : nodes) {
            list.add(node);
        }
        return list;
    }

    void insertBefore(AbstractInsnNode insn, AbstractInsnNode... nodes) {
        method.instructions.insertBefore(insn, code(nodes));
    }

    /** The number of slots that the parameters take. */
    int parameterSlots() {
        int slots = Type.getArgumentsAndReturnSizes(method.desc) >> 2;
        return (method.access & Opcodes.ACC_STATIC) == 0 ? slots : slots - 1;
    }
}
