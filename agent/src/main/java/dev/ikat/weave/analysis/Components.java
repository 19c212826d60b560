package dev.ikat.weave.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Strongly connected parts of a flow graph, exceptions included (Tarjan 1972, without recursion). */
final class Components {
    private final int[][] edges;
    private final List<List<Integer>> predecessors = new ArrayList<>();

    Components(ControlFlow flow) {
        edges = new int[flow.size()][];
        for (int i = 0; i < edges.length; i++) {
            predecessors.add(new ArrayList<>());
        }
        for (int i = 0; i < edges.length; i++) {
            int[] successors = flow.successors(i);
            int[] handlers = flow.handlersOf(i);
            edges[i] = new int[successors.length + handlers.length];
            System.arraycopy(successors, 0, edges[i], 0, successors.length);
            System.arraycopy(handlers, 0, edges[i], successors.length, handlers.length);
        }
        BitSet reached = reached();
        reached.stream()
                .forEach(i -> Arrays.stream(edges[i])
                        .forEach(next -> predecessors.get(next).add(i)));
    }

    /** A label that nothing leads to, the end of a try range for instance, enters nothing. */
    private BitSet reached() {
        BitSet reached = new BitSet();
        IntStack work = new IntStack(edges.length);
        if (edges.length > 0) {
            reached.set(0);
            work.push(0);
        }
        while (!work.isEmpty()) {
            for (int next : edges[work.pop()]) {
                if (!reached.get(next)) {
                    reached.set(next);
                    work.push(next);
                }
            }
        }
        return reached;
    }

    /** The cyclic parts among the members when no edge leads to the header. */
    List<BitSet> loops(BitSet members, int header) {
        return new Search(members, header).run();
    }

    /** The one instruction through which the part is entered; -1 when there are more. */
    int onlyEntry(BitSet part) {
        int entry = -1;
        for (int index = part.nextSetBit(0); index >= 0; index = part.nextSetBit(index + 1)) {
            boolean entered = index == 0 || predecessors.get(index).stream().anyMatch(before -> !part.get(before));
            if (entered && entry >= 0) {
                return -1;
            }
            entry = entered ? index : entry;
        }
        return entry;
    }

    private final class Search {
        private final BitSet members;
        private final int header;
        private final int[] order = new int[edges.length];
        private final int[] lowest = new int[edges.length];
        private final int[] nextEdge = new int[edges.length];
        private final IntStack path = new IntStack(edges.length);
        private final IntStack open = new IntStack(edges.length);
        private final BitSet isOpen = new BitSet();
        private final List<BitSet> loops = new ArrayList<>();
        private int count;

        Search(BitSet members, int header) {
            this.members = members;
            this.header = header;
        }

        List<BitSet> run() {
            for (int index = members.nextSetBit(0); index >= 0; index = members.nextSetBit(index + 1)) {
                if (order[index] == 0) {
                    enter(index);
                    while (!path.isEmpty()) {
                        step(path.top());
                    }
                }
            }
            return loops;
        }

        private void enter(int index) {
            order[index] = ++count;
            lowest[index] = count;
            path.push(index);
            open.push(index);
            isOpen.set(index);
        }

        private void step(int index) {
            if (nextEdge[index] == edges[index].length) {
                path.pop();
                if (!path.isEmpty()) {
                    lowest[path.top()] = Math.min(lowest[path.top()], lowest[index]);
                }
                if (lowest[index] == order[index]) {
                    close(index);
                }
                return;
            }
            int next = edges[index][nextEdge[index]++];
            if (next == header || !members.get(next)) {
                return;
            }
            if (order[next] == 0) {
                enter(next);
            } else if (isOpen.get(next)) {
                lowest[index] = Math.min(lowest[index], order[next]);
            }
        }

        private void close(int root) {
            BitSet part = new BitSet();
            int index;
            do {
                index = open.pop();
                isOpen.clear(index);
                part.set(index);
            } while (index != root);
            if (part.cardinality() > 1) {
                loops.add(part);
            }
        }
    }

    /** Of a bounded number of ints. */
    private static final class IntStack {
        private final int[] values;
        private int size;

        IntStack(int most) {
            values = new int[most];
        }

        void push(int value) {
            values[size++] = value;
        }

        int pop() {
            return values[--size];
        }

        int top() {
            return values[size - 1];
        }

        boolean isEmpty() {
            return size == 0;
        }
    }
}
