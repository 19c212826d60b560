package dev.ikat.weave.emit;

import dev.ikat.weave.plan.AwaitPoint;
import dev.ikat.weave.plan.LoopCopy;
import dev.ikat.weave.plan.LoopCopy.Exit;
import dev.ikat.weave.plan.MethodPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Copies the rest of loops' iterations behind the method, for resumes.
 *
 * <pre>
 *   while (c) { a; x = await(y); b; }
 *
 *   header: if (!c) goto after; a; x = await(y); b; goto header; after: …
 *   entered1: x = outcome; b; goto header                             // the copy
 * </pre>
 */
final class Copies {
    private final MethodPlan plan;
    private final MethodNode method;
    private final AbstractInsnNode[] original;
    private final int[] lines;
    private final List<TryCatchBlockNode> blocks;
    private final List<LocalVariableNode> variables;
    private final Map<LabelNode, Integer> index = new HashMap<>();
    private final List<Instance> instances = new ArrayList<>();

    private Copies(MethodPlan plan, MethodNode method) {
        this.plan = plan;
        this.method = method;
        this.original = method.instructions.toArray();
        this.lines = lines(original);
        this.blocks = List.copyOf(method.tryCatchBlocks);
        this.variables = method.localVariables == null ? List.of() : List.copyOf(method.localVariables);
        for (int i = 0; i < original.length; i++) {
            if (original[i] instanceof LabelNode label) {
                index.put(label, i);
            }
        }
    }

    /** Adds the copies to the method; the first instance is the method itself. */
    static List<Instance> write(MethodPlan plan, MethodNode method) {
        Copies copies = new Copies(plan, method);
        BitSet entered = new BitSet();
        plan.points().forEach(point -> entered.set(point.label()));
        Instance whole = new Instance(copies.original, null, null, entered);
        copies.instances.add(whole);
        plan.loops().forEach(loop -> copies.copy(loop, whole));
        for (Instance copy : copies.instances) {
            if (copy != whole) {
                entered.andNot(copy.entered());
            }
        }
        return copies.instances;
    }

    private void copy(LoopCopy loop, Instance around) {
        Instance copy = new Instance(new AbstractInsnNode[original.length], around, loop, loop.entered());
        instances.add(copy);
        Map<LabelNode, LabelNode> labels = labels(copy);
        InsnList code = code(copy, labels);
        for (TryCatchBlockNode block : blocks) {
            LabelNode[] range = range(copy, code, block.start, block.end);
            if (range.length > 0) {
                method.tryCatchBlocks.add(
                        new TryCatchBlockNode(range[0], range[1], labels.get(block.handler), block.type));
            }
        }
        for (LocalVariableNode it : variables) {
            LabelNode[] range = range(copy, code, it.start, it.end);
            if (range.length > 0) {
                method.localVariables.add(
                        new LocalVariableNode(it.name, it.desc, it.signature, range[0], range[1], it.index));
            }
        }
        endWell(code);
        method.instructions.add(code);
        loop.inner().forEach(inner -> copy(inner, copy));
    }

    /** HotSpot's verifier takes no lookup switch without pairs for a method's last instruction. */
    private static void endWell(InsnList code) {
        AbstractInsnNode last = code.getLast();
        while (last.getOpcode() < 0) {
            last = last.getPrevious();
        }
        if (last instanceof LookupSwitchInsnNode) {
            code.add(OwnLocals.map(List.of(), List.of()));
            code.add(Code.op(Opcodes.ACONST_NULL));
            code.add(Code.op(Opcodes.ATHROW));
        }
    }

    /** Where each label of the method is for jumps from the copy. */
    private Map<LabelNode, LabelNode> labels(Instance copy) {
        Map<LabelNode, LabelNode> labels = new HashMap<>();
        for (int i = 0; i < original.length; i++) {
            if (original[i] instanceof LabelNode label) {
                if (copy.reaches(i)) {
                    copy.nodes()[i] = new LabelNode();
                }
                labels.put(label, (LabelNode) copy.withTarget(i).node(i));
            }
        }
        return labels;
    }

    private InsnList code(Instance copy, Map<LabelNode, LabelNode> labels) {
        BitSet resumed = new BitSet();
        plan.points().stream()
                .filter(point -> copy.entered().get(point.label()))
                .mapToInt(AwaitPoint::index)
                .forEach(resumed::set);
        InsnList code = new InsnList();
        int line = -1;
        for (int i = 0; i < original.length; i++) {
            if (!copy.reaches(i) && !resumed.get(i)) {
                line = -1;
                continue;
            }
            if (original[i].getOpcode() >= 0 && lines[i] != line) {
                line = lines[i];
                LabelNode start = new LabelNode();
                code.add(start);
                code.add(new LineNumberNode(line, start));
            }
            AbstractInsnNode node = node(copy, i, labels);
            copy.nodes()[i] = node;
            code.add(node);
            Exit exit = loop(copy).exits().get(i);
            if (exit != null) {
                code.add(new JumpInsnNode(Opcodes.GOTO, landing(copy, exit)));
            }
        }
        return code;
    }

    /** Lines have entries of their own in a copy; an await that is only resumed there is filled in later. */
    private AbstractInsnNode node(Instance copy, int index, Map<LabelNode, LabelNode> labels) {
        if (!copy.reaches(index)) {
            return Code.op(Opcodes.NOP);
        }
        AbstractInsnNode node = original[index];
        return node instanceof LineNumberNode
                ? new LabelNode()
                : node instanceof LabelNode ? copy.node(index) : node.clone(labels);
    }

    private static LoopCopy loop(Instance copy) {
        return Objects.requireNonNull(copy.copy());
    }

    /** Directly before the instruction: behind the labels there, which may end a try range. */
    private LabelNode landing(Instance copy, Exit exit) {
        LabelNode label = new LabelNode();
        InsnList landing = Code.of(label);
        if (exit.locals() != null) {
            landing.add(OwnLocals.map(exit.locals(), exit.stack()));
        }
        int first = exit.target();
        while (original[first].getOpcode() < 0) {
            first++;
        }
        method.instructions.insertBefore(copy.withTarget(first).node(first), landing);
        return label;
    }

    /** Labels around what the copy has of a range of the method; none when it has nothing that runs. */
    private LabelNode[] range(Instance copy, InsnList code, LabelNode start, LabelNode end) {
        AbstractInsnNode first = null;
        AbstractInsnNode last = null;
        int behind = Objects.requireNonNull(index.get(end));
        for (int i = Objects.requireNonNull(index.get(start)); i < behind; i++) {
            AbstractInsnNode node = copy.nodes()[i];
            if (node != null && node.getOpcode() >= 0) {
                first = first == null ? node : first;
                last = node;
            }
        }
        if (first == null || last == null) {
            return new LabelNode[0];
        }
        LabelNode[] range = {new LabelNode(), new LabelNode()};
        code.insertBefore(first, range[0]);
        code.insert(last, range[1]);
        return range;
    }

    /** The source line of each instruction; -1 where the class has none. */
    private static int[] lines(AbstractInsnNode[] instructions) {
        int[] lines = new int[instructions.length];
        int line = -1;
        for (int i = 0; i < lines.length; i++) {
            line = instructions[i] instanceof LineNumberNode node ? node.line : line;
            lines[i] = line;
        }
        return lines;
    }
}
