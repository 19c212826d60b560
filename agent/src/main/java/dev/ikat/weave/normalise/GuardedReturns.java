package dev.ikat.weave.normalise;

import dev.ikat.weave.analysis.AwaitSites;
import dev.ikat.weave.analysis.ControlFlow;
import dev.ikat.weave.analysis.Instructions;
import dev.ikat.weave.plan.ReturnKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * {@code return other(x)} inside a try statement awaits there, so that its catch and finally blocks see the failure:
 *
 * <pre>
 *   return other(x);   becomes   return done(await(other(x)));
 * </pre>
 *
 * A compiler ends the try range before the return instruction, so what counts is whether the value's last instruction is
 * covered; the await is then covered as that is. Where a finally block stands between, the compiler keeps what will be
 * returned in a local without a name: the await goes before that store. Eclipse's leaves it on the operand stack while
 * resources are closed: the await goes behind what made it.
 */
final class GuardedReturns {
    private final MethodNode method;
    private final ReturnKind kind;
    private final Kept kept;
    private Frame<SourceValue> @Nullable [] sources;

    private GuardedReturns(MethodNode method, ReturnKind kind) {
        this.method = method;
        this.kind = kind;
        this.kept = new Kept(method, new ControlFlow(method));
    }

    static void rewrite(String owner, MethodNode method, ReturnKind kind) throws AnalyzerException {
        if (method.tryCatchBlocks.isEmpty()) {
            return;
        }
        GuardedReturns returns = new GuardedReturns(method, kind);
        returns.kept.find(returns::leavesTry);
        List<Runnable> edits = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            returns.plan(owner, insn, edits);
        }
        edits.forEach(Runnable::run);
    }

    private void plan(String owner, AbstractInsnNode insn, List<Runnable> edits) throws AnalyzerException {
        if (isDone(insn)) {
            return;
        }
        if (insn.getOpcode() == Opcodes.ARETURN && waitsOnStack(insn)) {
            for (AbstractInsnNode source : sources(owner, insn)) {
                if (!AwaitSites.isDone(source) && !blocks(insn).containsAll(blocks(source))) {
                    edits.add(() -> awaitBefore(source.getNext(), Set.of()));
                }
            }
        } else if (insn.getOpcode() == Opcodes.ARETURN && !kept.isLoadedFor(insn)) {
            Set<TryCatchBlockNode> left = left(insn);
            if (!left.isEmpty() || !blocks(insn).isEmpty()) {
                edits.add(() -> awaitBefore(insn, left));
            }
        } else if (kept.isStore(insn)) {
            edits.add(() -> awaitBefore(insn, left(insn)));
        }
    }

    /** Whether the last that was done before the return did not make its value. */
    private boolean waitsOnStack(AbstractInsnNode returns) {
        return kept.producers(returns).stream().anyMatch(GuardedReturns::pushesNothing);
    }

    private static boolean pushesNothing(AbstractInsnNode insn) {
        return insn instanceof JumpInsnNode || (insn instanceof MethodInsnNode call && call.desc.endsWith(")V"));
    }

    private Set<AbstractInsnNode> sources(String owner, AbstractInsnNode returns) throws AnalyzerException {
        if (sources == null) {
            sources = new Analyzer<>(new SourceInterpreter()).analyze(owner, method);
        }
        Frame<SourceValue> frame = sources[method.instructions.indexOf(returns)];
        return frame == null ? Set.of() : frame.getStack(frame.getStackSize() - 1).insns;
    }

    /** The try ranges that the value is made in, but that end before the instruction which takes it. */
    private Set<TryCatchBlockNode> left(AbstractInsnNode taker) {
        Set<TryCatchBlockNode> left = new LinkedHashSet<>();
        for (AbstractInsnNode producer : kept.producers(taker)) {
            left.addAll(blocks(producer));
        }
        left.removeAll(blocks(taker));
        return left;
    }

    /** A compiler leaves the try with the store: what follows, the finally block, is covered by fewer handlers. */
    private boolean leavesTry(AbstractInsnNode store) {
        AbstractInsnNode after = Instructions.nextReal(store.getNext());
        while (after.getOpcode() == Opcodes.NOP) {
            after = Instructions.nextReal(after.getNext());
        }
        Set<TryCatchBlockNode> made = new LinkedHashSet<>(blocks(store));
        kept.producers(store).forEach(producer -> made.addAll(blocks(producer)));
        return !blocks(after).containsAll(made);
    }

    private List<TryCatchBlockNode> blocks(AbstractInsnNode insn) {
        int index = method.instructions.indexOf(insn);
        return method.tryCatchBlocks.stream()
                .filter(block -> method.instructions.indexOf(block.start) <= index
                        && index < method.instructions.indexOf(block.end)
                        && !unlocks(block.handler))
                .toList();
    }

    /** The handler of a synchronized block, which the source does not have: store the error, load the lock, unlock. */
    private static boolean unlocks(AbstractInsnNode handler) {
        AbstractInsnNode store = Instructions.nextReal(handler);
        if (store.getOpcode() != Opcodes.ASTORE) {
            return false;
        }
        AbstractInsnNode lock = Instructions.nextReal(store.getNext());
        return lock.getOpcode() == Opcodes.ALOAD
                && Instructions.nextReal(lock.getNext()).getOpcode() == Opcodes.MONITOREXIT;
    }

    private static boolean isDone(AbstractInsnNode insn) {
        AbstractInsnNode before = Instructions.straightBefore(insn);
        return before != null && AwaitSites.isDone(before);
    }

    /** The await is covered as the value is: by the ranges left too, each at its place in the table. */
    private void awaitBefore(AbstractInsnNode taker, Set<TryCatchBlockNode> left) {
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        InsnList code = new InsnList();
        code.add(start);
        code.add(Insertion.await(kind));
        code.add(Insertion.done(kind));
        code.add(end);
        method.instructions.insertBefore(taker, code);
        for (TryCatchBlockNode block : left) {
            method.tryCatchBlocks.add(
                    method.tryCatchBlocks.indexOf(block) + 1,
                    new TryCatchBlockNode(start, end, block.handler, block.type));
        }
    }
}
