package dev.ikat.weave.normalise;

import dev.ikat.weave.analysis.ControlFlow;
import dev.ikat.weave.analysis.Instructions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The body of a loop over each(…). The class file has no bounds of a statement; the body is what can be reached only through
 * a hasNext that answered true, and is covered by every handler that covers the hasNext: so what a break does before it
 * leaves is in the body, and the finally block of a try statement around the loop, which compilers copy before a return,
 * is not.
 */
final class EachBody {
    private final EachLoops.Loop loop;
    private final AbstractInsnNode hasNext;

    /** The method as it is when asked: what the rest says by index holds for these. */
    final AbstractInsnNode[] nodes;

    private final Map<AbstractInsnNode, Integer> index = new HashMap<>();
    private final ControlFlow flow;

    /** The handlers of each hasNext. */
    final Set<Integer> around;

    final BitSet body;

    /** Where nothing uses the iterator any more. */
    final BitSet after;

    EachBody(MethodNode method, EachLoops.Loop loop) {
        this.loop = loop;
        this.hasNext = loop.asked().get(0);
        this.nodes = method.instructions.toArray();
        this.flow = new ControlFlow(method);
        for (int i = 0; i < nodes.length; i++) {
            index.put(nodes[i], i);
        }
        this.around = around();
        this.body = body(entries());
        this.after = after();
    }

    /** How much is in the body. */
    int size() {
        return body.cardinality();
    }

    int indexOf(AbstractInsnNode node) {
        return Objects.requireNonNull(index.get(node));
    }

    private Set<Integer> handlers(int at) {
        return Arrays.stream(flow.handlersOf(at)).boxed().collect(Collectors.toSet());
    }

    private Set<Integer> around() {
        Set<Integer> handlers = handlers(indexOf(hasNext));
        loop.asked().forEach(asked -> handlers.retainAll(handlers(indexOf(asked))));
        return handlers;
    }

    /** Where control goes when there is an element; where that cannot be told, the calls that take it. */
    private BitSet entries() {
        BitSet entries = new BitSet();
        for (AbstractInsnNode asked : loop.asked()) {
            AbstractInsnNode test = Instructions.nextReal(asked.getNext());
            if (test.getOpcode() == Opcodes.IFEQ) {
                entries.set(indexOf(test) + 1);
            } else if (test.getOpcode() == Opcodes.IFNE) {
                entries.set(indexOf(((JumpInsnNode) test).label));
            } else {
                loop.taken().forEach(taken -> entries.set(indexOf(taken)));
            }
        }
        return entries;
    }

    private BitSet body(BitSet entries) {
        BitSet elsewhere = reached(List.of(0), entries);
        for (int i = 0; i < nodes.length; i++) {
            if (!handlers(behindGotos(i)).containsAll(around)) {
                elsewhere.set(i);
            }
        }
        return asReal(reached(entries.stream().boxed().toList(), elsewhere));
    }

    /** The first instruction at or behind the node. */
    private int real(int at) {
        int next = at;
        while (next < nodes.length - 1 && nodes[next].getOpcode() < 0) {
            next++;
        }
        return next;
    }

    /** Where control comes from there; a goto, which throws nothing, may stand where no handler covers it. */
    private int behindGotos(int at) {
        int next = real(at);
        for (int most = nodes.length; most > 0 && nodes[next].getOpcode() == Opcodes.GOTO; most--) {
            next = real(indexOf(((JumpInsnNode) nodes[next]).label));
        }
        return next;
    }

    /** A label belongs to the instruction that it stands before. */
    private BitSet asReal(BitSet set) {
        BitSet real = new BitSet();
        for (int i = 0; i < nodes.length; i++) {
            real.set(i, set.get(real(i)));
        }
        return real;
    }

    private BitSet after() {
        BitSet goesOn = new BitSet();
        for (AbstractInsnNode use : loop.uses()) {
            goesOn.set(indexOf(use));
        }
        int before;
        do {
            before = goesOn.cardinality();
            for (int i = nodes.length - 1; i >= 0; i--) {
                boolean throwsNothing = nodes[i].getOpcode() < 0 || nodes[i].getOpcode() == Opcodes.GOTO;
                boolean follows = Arrays.stream(flow.successors(i)).anyMatch(goesOn::get)
                        || (!throwsNothing && Arrays.stream(flow.handlersOf(i)).anyMatch(goesOn::get));
                if (follows && !loop.iterators().contains(nodes[i])) {
                    goesOn.set(i);
                }
            }
        } while (goesOn.cardinality() > before);
        goesOn.or(body);
        BitSet after = new BitSet();
        after.set(0, nodes.length);
        after.andNot(goesOn);
        return asReal(after);
    }

    /** What can be reached from there without the barred. */
    private BitSet reached(List<Integer> from, BitSet barred) {
        BitSet reached = new BitSet();
        Deque<Integer> work = new ArrayDeque<>(from);
        while (!work.isEmpty()) {
            int at = work.pop();
            if (!barred.get(at) && !reached.get(at)) {
                reached.set(at);
                Arrays.stream(flow.successors(at)).forEach(work::push);
                Arrays.stream(flow.handlersOf(at)).forEach(work::push);
            }
        }
        return reached;
    }
}
