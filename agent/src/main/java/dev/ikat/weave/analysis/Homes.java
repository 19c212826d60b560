package dev.ikat.weave.analysis;

import dev.ikat.weave.plan.AwaitPoint;
import dev.ikat.weave.plan.Slot;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which variables have a home: a place in the frame that is theirs alone, and that has what they hold whenever a body with
 * a frame waits. So they are saved where they are stored to, and not at the awaits. They are references which some await in
 * a loop keeps and which no loop stores to, so that there are fewer stores than waits. Parameters come first, in their
 * places of a call that has not run.
 */
final class Homes {
    static final Homes NONE = new Homes(Map.of(), 0, Map.of());

    /** By local. */
    private final Map<Integer, Integer> places;

    private final int ofParameters;
    private final Map<Integer, Slot> stores;

    private Homes(Map<Integer, Integer> places, int ofParameters, Map<Integer, Slot> stores) {
        this.places = places;
        this.ofParameters = ofParameters;
        this.stores = stores;
    }

    /** For a method whose awaits save what the points say. */
    static Homes of(MethodNode method, List<Slot> arguments, List<AwaitPoint> points) {
        ControlFlow flow = new ControlFlow(method);
        if (points.isEmpty() || !flow.goesBack()) {
            return NONE;
        }
        BitSet cycles = cycles(flow);
        Set<Integer> kept = keptInLoops(points, cycles);
        if (kept.isEmpty()) {
            return NONE;
        }
        Map<Integer, Integer> stored = new Saves(method, flow, points).stores();
        stored.forEach((index, local) -> {
            if (cycles.get(index)) {
                kept.remove(local);
            }
        });
        List<Integer> parameters =
                arguments.stream().map(Slot::local).filter(kept::contains).toList();
        Map<Integer, Integer> places = new HashMap<>();
        parameters.forEach(local -> places.put(local, places.size()));
        kept.forEach(local -> places.putIfAbsent(local, places.size()));
        Map<Integer, Slot> stores = new TreeMap<>();
        stored.forEach((index, local) -> {
            Integer place = places.get(local);
            if (place != null) {
                stores.put(
                        index,
                        new Slot(local, Slot.Kind.REFERENCE, "java/lang/Object", place, null, Slot.Upkeep.AT_STORES));
            }
        });
        return new Homes(places, parameters.size(), stores);
    }

    private static BitSet cycles(ControlFlow flow) {
        BitSet all = new BitSet();
        all.set(0, flow.size());
        BitSet cycles = new BitSet();
        new Components(flow).loops(all, -1).forEach(cycles::or);
        return cycles;
    }

    /** The locals that are references at each await that saves them, of which one is in a loop. */
    private static Set<Integer> keptInLoops(List<AwaitPoint> points, BitSet cycles) {
        Set<Integer> kept = new TreeSet<>();
        Set<Integer> others = new HashSet<>();
        for (AwaitPoint point : points) {
            for (Slot slot : point.locals()) {
                if (slot.kind() != Slot.Kind.REFERENCE) {
                    others.add(slot.local());
                } else if (cycles.get(point.index())) {
                    kept.add(slot.local());
                }
            }
        }
        kept.removeAll(others);
        return kept;
    }

    /** The place that is the local's, where it is saved as a reference; -1 for none. */
    int of(int local) {
        return places.getOrDefault(local, -1);
    }

    /** How many there are; their places are the first. */
    int count() {
        return places.size();
    }

    /** How many of those, the first, are parameters'. */
    int ofParameters() {
        return ofParameters;
    }

    /** Where those variables are stored to, by the index of the instruction. */
    Map<Integer, Slot> stores() {
        return stores;
    }

    /** The locals that an await may save as they are. */
    private static final class Saves extends BackwardFlow {
        private final MethodNode method;
        private final Map<Integer, BitSet> saved = new HashMap<>();

        Saves(MethodNode method, ControlFlow flow, List<AwaitPoint> points) {
            super(method, flow);
            this.method = method;
            for (AwaitPoint point : points) {
                BitSet locals = new BitSet();
                point.locals().forEach(slot -> locals.set(slot.local()));
                saved.put(point.index(), locals);
            }
        }

        /** The stores of references that are, by index; the local of each. */
        Map<Integer, Integer> stores() {
            solve();
            Map<Integer, Integer> stores = new TreeMap<>();
            for (int i = 0; i < method.instructions.size(); i++) {
                int local = stored(method.instructions.get(i));
                if (local >= 0 && behind(i).get(local)) {
                    stores.put(i, local);
                }
            }
            return stores;
        }

        @Override
        void pass(int index, AbstractInsnNode insn, BitSet locals) {
            int local = stored(insn);
            if (local >= 0) {
                locals.clear(local);
            }
            BitSet here = saved.get(index);
            if (here != null) {
                locals.or(here);
            }
        }

        private static int stored(AbstractInsnNode insn) {
            return insn.getOpcode() == Opcodes.ASTORE ? ((VarInsnNode) insn).var : -1;
        }
    }
}
