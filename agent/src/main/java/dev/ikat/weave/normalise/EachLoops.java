package dev.ikat.weave.normalise;

import dev.ikat.weave.analysis.AwaitSites;
import dev.ikat.weave.plan.ReturnKind;
import dev.ikat.weave.plan.RuntimeSymbols;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/**
 * {@code for (T item : each(source)) { … }}, which a compiler has made a loop over an iterator, waits for its elements and
 * leaves as a try statement does:
 *
 * <pre>
 *   it = Each.of(source).iterator();
 *   while ((Boolean) await(Each.more(it))) {
 *     item = it.next();
 *     …                                   // break, return: await(Each.leave(it)) first
 *   }                                     // an exception: await(Each.leave(it, error)); throw error
 * </pre>
 *
 * Where the loop's body ends is in {@link EachBody}, how it is left in {@link EachExits}.
 */
final class EachLoops {
    private final String owner;
    private final MethodNode method;
    private final ReturnKind kind;
    private final Origins origins;

    private EachLoops(String owner, MethodNode method, ReturnKind kind) throws AnalyzerException {
        this.owner = owner;
        this.method = method;
        this.kind = kind;
        this.origins = new Origins(owner, method);
    }

    static void rewrite(String owner, MethodNode method, ReturnKind kind) throws AnalyzerException {
        if (AwaitSites.first(method, AwaitSites::isEach) != null) {
            new EachLoops(owner, method, kind).rewrite();
        }
    }

    private void rewrite() throws AnalyzerException {
        List<Loop> loops = loops();
        for (Loop loop : innerFirst(loops)) {
            EachExits.close(owner, method, kind, loop);
        }
        Set<AbstractInsnNode> asked = new LinkedHashSet<>();
        loops.forEach(loop -> asked.addAll(loop.asked));
        asked.forEach(this::await);
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (AwaitSites.isEach(insn)) {
                MethodInsnNode each = (MethodInsnNode) insn;
                method.instructions.set(insn, Insertion.call(RuntimeSymbols.EACH_LOOP, RuntimeSymbols.OF, each.desc));
            }
        }
    }

    /**
     * What is done with an iterator of each(…): one, as a rule.
     *
     * @param iterators the calls that make it
     * @param asked the calls of hasNext that may be on it
     * @param taken the calls of next
     * @param uses whatever reads it, those calls included
     * @param slot the local that each hasNext reads it from; -1 where there is none, or several
     */
    record Loop(
            Set<AbstractInsnNode> iterators,
            List<AbstractInsnNode> asked,
            List<AbstractInsnNode> taken,
            Set<AbstractInsnNode> uses,
            int slot) {}

    /** In program order. */
    private List<Loop> loops() {
        List<Set<AbstractInsnNode>> groups = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (isCall(insn, "java/lang/Iterable", "iterator")
                    && origins.receivers(insn).anyMatch(AwaitSites::isEach)) {
                groups.add(new LinkedHashSet<>(Set.of(insn)));
            }
        }
        for (AbstractInsnNode insn : method.instructions) {
            if (isCall(insn, "java/util/Iterator", "hasNext")) {
                join(groups, origins.receivers(insn).collect(Collectors.toSet()));
            }
        }
        return groups.stream().map(this::loop).toList();
    }

    /** Those that ask: an inner loop has less in its body than the one around it. */
    private List<Loop> innerFirst(List<Loop> loops) throws AnalyzerException {
        Map<Loop, Integer> sizes = new LinkedHashMap<>();
        for (Loop loop : loops) {
            if (!loop.asked.isEmpty()) {
                sizes.put(loop, new EachBody(method, loop).size());
            }
        }
        return sizes.keySet().stream().sorted(Comparator.comparing(sizes::get)).toList();
    }

    /** Iterators that are asked by the same call are those of one loop. */
    private static void join(List<Set<AbstractInsnNode>> groups, Set<AbstractInsnNode> together) {
        List<Set<AbstractInsnNode>> joined = groups.stream()
                .filter(group -> !Collections.disjoint(group, together))
                .toList();
        for (Set<AbstractInsnNode> other : joined.subList(Math.min(1, joined.size()), joined.size())) {
            joined.get(0).addAll(other);
            groups.removeIf(group -> group == other);
        }
    }

    private Loop loop(Set<AbstractInsnNode> iterators) {
        List<AbstractInsnNode> asked = calls(iterators, "hasNext");
        List<AbstractInsnNode> taken = calls(iterators, "next");
        Set<AbstractInsnNode> uses = new HashSet<>(asked);
        uses.addAll(taken);
        for (AbstractInsnNode insn : method.instructions) {
            if (insn.getOpcode() == Opcodes.ALOAD && origins.makers(insn).anyMatch(iterators::contains)) {
                uses.add(insn);
            }
        }
        Set<Integer> slots = asked.stream().map(origins::receiverSlot).collect(Collectors.toSet());
        return new Loop(
                iterators,
                asked,
                taken,
                uses,
                slots.size() == 1 ? slots.iterator().next() : -1);
    }

    private List<AbstractInsnNode> calls(Set<AbstractInsnNode> iterators, String name) {
        List<AbstractInsnNode> calls = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (isCall(insn, "java/util/Iterator", name)
                    && origins.receivers(insn).anyMatch(iterators::contains)) {
                calls.add(insn);
            }
        }
        return calls;
    }

    private static boolean isCall(AbstractInsnNode insn, String owner, String name) {
        return insn instanceof MethodInsnNode call
                && call.getOpcode() == Opcodes.INVOKEINTERFACE
                && call.owner.equals(owner)
                && call.name.equals(name)
                && call.desc.startsWith("()");
    }

    private void await(AbstractInsnNode hasNext) {
        InsnList code = new InsnList();
        code.add(Insertion.call(RuntimeSymbols.EACH_LOOP, RuntimeSymbols.MORE, RuntimeSymbols.MORE_DESCRIPTOR));
        code.add(Insertion.await());
        code.add(new TypeInsnNode(Opcodes.CHECKCAST, "java/lang/Boolean"));
        code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, "java/lang/Boolean", "booleanValue", "()Z", false));
        method.instructions.insert(hasNext, code);
        method.instructions.remove(hasNext);
    }
}
