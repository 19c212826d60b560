package dev.ikat.weave.analysis;

import dev.ikat.weave.plan.AwaitPoint;
import dev.ikat.weave.plan.LoopCopy;
import dev.ikat.weave.plan.LoopCopy.Exit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Which loops have their iteration copied, so that a resume does not jump into them: a loop that is entered in two places
 * is irreducible, and the JIT gives up its loop optimisations. A resume runs the copied rest of the iteration it was in,
 * and meets the loop at its header. In a nest each loop has one copy for every loop around it: code at depth d stands
 * d + 1 times, so there is a limit.
 *
 * <p>Loops are the strongly connected parts of the flow graph, found level by level without the edges to the header
 * (Steensgaard, "Sequentializing program dependence graphs for irreducible programs", 1993). One that the compiler made
 * with two entries stays as it is.
 */
final class Loops {
    /** HotSpot does not compile methods of more byte code than 8,000 bytes; so large these copies may make one. */
    private static final int MOST_BYTES = 7_000;

    /** What an instruction takes, and an await's saving and restoring, by rule of thumb. */
    private static final int INSTRUCTION_BYTES = 3;

    private static final int AWAIT_BYTES = 60;
    private static final int SLOT_BYTES = 12;

    private final AbstractInsnNode[] instructions;
    private final TypeFlow types;
    private final Liveness liveness;
    private final List<AwaitPoint> points;
    private final ControlFlow flow;
    private final Components components;

    private Loops(MethodNode method, ControlFlow flow, TypeFlow types, Liveness liveness, List<AwaitPoint> points) {
        this.instructions = method.instructions.toArray();
        this.types = types;
        this.liveness = liveness;
        this.points = points;
        this.flow = flow;
        this.components = new Components(flow);
    }

    static List<LoopCopy> toCopy(MethodNode method, TypeFlow types, Liveness liveness, List<AwaitPoint> points) {
        ControlFlow flow = new ControlFlow(method);
        if (points.isEmpty() || !flow.goesBack()) {
            return List.of();
        }
        Loops loops = new Loops(method, flow, types, liveness, points);
        BitSet all = new BitSet();
        all.set(0, loops.instructions.length);
        List<LoopCopy> copies = loops.copiesIn(all, -1);
        return loops.bytes(copies) <= MOST_BYTES ? copies : List.of();
    }

    /** The copies for the outermost loops among the instructions, which the edges to a header do not count for. */
    private List<LoopCopy> copiesIn(BitSet members, int header) {
        List<LoopCopy> copies = new ArrayList<>();
        for (BitSet loop : components.loops(members, header)) {
            int first = components.onlyEntry(loop);
            if (first >= 0 && points.stream().anyMatch(point -> loop.get(point.index()))) {
                copies.add(copy(loop, first));
            }
        }
        return copies;
    }

    private LoopCopy copy(BitSet loop, int header) {
        List<LoopCopy> inner = copiesIn(loop, header);
        BitSet entered = new BitSet();
        BitSet copied = new BitSet();
        for (AwaitPoint point : points) {
            if (loop.get(point.index())) {
                boolean byInner = inner.stream().anyMatch(it -> enters(it, point.label()));
                entered.set(point.label(), !byInner);
                reach(point.index(), loop, header, copied);
            }
        }
        addReturns(copied);
        addMaps(copied);
        return new LoopCopy(copied, entered, exits(copied, entered), inner);
    }

    /** A return that directly follows is copied too, not jumped to: what makes its value is rewritten together with it. */
    private void addReturns(BitSet copied) {
        for (int index : copied.stream().toArray()) {
            int end = index + 1;
            while (end < instructions.length
                    && instructions[end].getOpcode() < 0
                    && !(instructions[end] instanceof FrameNode)) {
                end++;
            }
            boolean returns = end < instructions.length && instructions[end].getOpcode() == Opcodes.ARETURN;
            if (returns && ControlFlow.fallsThrough(instructions[index])) {
                copied.set(index, end + 1);
            }
        }
    }

    /** What belongs to a label is copied with it: the stack map of what follows, where that is jumped to. */
    private void addMaps(BitSet copied) {
        for (int index : copied.stream().toArray()) {
            for (int next = index; instructions[next].getOpcode() < 0 && next + 1 < instructions.length; next++) {
                if (instructions[next + 1].getOpcode() < 0) {
                    copied.set(next + 1);
                }
            }
        }
    }

    private static boolean enters(LoopCopy copy, int label) {
        return copy.entered().get(label) || copy.inner().stream().anyMatch(it -> enters(it, label));
    }

    /** Adds what can follow the instruction inside the loop before its header comes again. */
    private void reach(int from, BitSet loop, int header, BitSet reached) {
        Deque<Integer> work = new ArrayDeque<>();
        work.push(from);
        while (!work.isEmpty()) {
            int index = work.pop();
            for (int[] following : new int[][] {flow.successors(index), flow.handlersOf(index)}) {
                for (int next : following) {
                    if (next != header && loop.get(next) && !reached.get(next)) {
                        reached.set(next);
                        work.push(next);
                    }
                }
            }
        }
    }

    private Map<Integer, Exit> exits(BitSet copied, BitSet entered) {
        BitSet leaving = (BitSet) copied.clone();
        points.stream().filter(point -> entered.get(point.label())).forEach(point -> leaving.set(point.index()));
        Map<Integer, Exit> exits = new HashMap<>();
        leaving.stream()
                .filter(index -> ControlFlow.fallsThrough(instructions[index]) && !copied.get(index + 1))
                .forEach(index -> exits.put(index, exitTo(index + 1)));
        return exits;
    }

    private Exit exitTo(int target) {
        if (isMapped(target)) {
            return new Exit(target, null, List.of());
        }
        AbstractInsnNode insn = instructions[target];
        Frame<BasicValue> frame = types.before(insn);
        if (frame == null) {
            throw new IllegalStateException("an instruction that is fallen through to has types");
        }
        return new Exit(
                target,
                TypeFlow.localItems(frame, liveness.before(insn)),
                TypeFlow.stackItems(frame, frame.getStackSize()));
    }

    private boolean isMapped(int index) {
        int next = index;
        while (instructions[next].getOpcode() < 0 && !(instructions[next] instanceof FrameNode)) {
            next++;
        }
        return instructions[next] instanceof FrameNode;
    }

    private int bytes(List<LoopCopy> copies) {
        BitSet all = new BitSet();
        all.set(0, instructions.length);
        return bytesOf(all) + bytesOfCopies(copies);
    }

    private int bytesOfCopies(List<LoopCopy> copies) {
        return copies.stream()
                .mapToInt(copy -> bytesOf(copy.copied()) + bytesOfCopies(copy.inner()))
                .sum();
    }

    private int bytesOf(BitSet indices) {
        int bytes = (int) indices.stream()
                        .filter(index -> instructions[index].getOpcode() >= 0)
                        .count()
                * INSTRUCTION_BYTES;
        for (AwaitPoint point : points) {
            if (indices.get(point.index())) {
                bytes += AWAIT_BYTES
                        + SLOT_BYTES * (point.locals().size() + point.stack().size());
            }
        }
        return bytes;
    }
}
