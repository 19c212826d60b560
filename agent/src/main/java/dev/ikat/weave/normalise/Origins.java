package dev.ikat.weave.normalise;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/** Where a value comes from, one step back: from a return or store to what pushed it, from a load to the stores it reads. */
final class Origins {
    private final MethodNode method;
    private final Frame<SourceValue>[] before;

    /** The loads of each store. */
    private final Map<AbstractInsnNode, Set<AbstractInsnNode>> loads = new HashMap<>();

    /** All that lies between the returns and the makers of their values. */
    private final Set<AbstractInsnNode> followed = new HashSet<>();

    Origins(String owner, MethodNode method) throws AnalyzerException {
        this.method = method;
        this.before = new Analyzer<>(new Following()).analyze(owner, method);
        for (AbstractInsnNode insn : method.instructions) {
            if (insn.getOpcode() == Opcodes.ALOAD) {
                of(insn).forEach(store ->
                        loads.computeIfAbsent(store, it -> new HashSet<>()).add(insn));
            }
        }
    }

    /** The instructions that the value comes from; none where it is made, or cannot be followed. */
    Set<AbstractInsnNode> of(AbstractInsnNode insn) {
        Frame<SourceValue> frame = before[method.instructions.indexOf(insn)];
        if (frame == null) {
            return Set.of();
        }
        return switch (insn.getOpcode()) {
            case Opcodes.ARETURN, Opcodes.ASTORE, Opcodes.CHECKCAST, Opcodes.DUP ->
                frame.getStack(frame.getStackSize() - 1).insns;
            case Opcodes.ALOAD -> frame.getLocal(((VarInsnNode) insn).var).insns;
            default -> Set.of();
        };
    }

    /** Remembers what the value of a return goes through. */
    void follow(AbstractInsnNode returns) {
        followed.addAll(all(returns));
    }

    /** What makes the value, where it can be followed so far. */
    Stream<AbstractInsnNode> makers(AbstractInsnNode insn) {
        return all(insn).stream().filter(it -> of(it).isEmpty());
    }

    /** What makes the object that a call without arguments is made on. */
    Stream<AbstractInsnNode> receivers(AbstractInsnNode call) {
        Frame<SourceValue> frame = before[method.instructions.indexOf(call)];
        return frame == null
                ? Stream.of()
                : frame.getStack(frame.getStackSize() - 1).insns.stream().flatMap(this::makers);
    }

    /** The local that the receiver of a call without arguments is read from; -1 where it is not, or from several. */
    int receiverSlot(AbstractInsnNode call) {
        Frame<SourceValue> frame = before[method.instructions.indexOf(call)];
        if (frame == null) {
            return -1;
        }
        Set<AbstractInsnNode> pushed = frame.getStack(frame.getStackSize() - 1).insns;
        AbstractInsnNode only = pushed.size() == 1 ? pushed.iterator().next() : call;
        return only instanceof VarInsnNode load && load.getOpcode() == Opcodes.ALOAD ? load.var : -1;
    }

    /** The instruction and all that its value goes through. */
    private Set<AbstractInsnNode> all(AbstractInsnNode insn) {
        Set<AbstractInsnNode> all = new HashSet<>(Set.of(insn));
        Deque<AbstractInsnNode> work = new ArrayDeque<>(all);
        while (!work.isEmpty()) {
            for (AbstractInsnNode origin : of(work.pop())) {
                if (all.add(origin)) {
                    work.push(origin);
                }
            }
        }
        return all;
    }

    /** Whether the store keeps a value for a return only: each load of it is on the way to one. */
    boolean isKept(AbstractInsnNode store) {
        return loads.getOrDefault(store, Set.of()).stream().allMatch(followed::contains);
    }

    /** A swap moves values and makes none, and so does a copy of several, or below others. */
    private static final class Following extends SourceInterpreter {
        Following() {
            super(Opcodes.ASM9);
        }

        @Override
        public SourceValue copyOperation(AbstractInsnNode insn, SourceValue value) {
            boolean moves = insn.getOpcode() >= Opcodes.DUP_X1 && insn.getOpcode() <= Opcodes.SWAP;
            return moves ? value : super.copyOperation(insn, value);
        }
    }
}
