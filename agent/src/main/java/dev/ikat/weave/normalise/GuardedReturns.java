package dev.ikat.weave.normalise;

import dev.ikat.weave.analysis.AwaitSites;
import dev.ikat.weave.analysis.ControlFlow;
import dev.ikat.weave.analysis.Instructions;
import dev.ikat.weave.plan.ReturnKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * {@code return other(x)} inside a try statement awaits there, so that its catch and finally blocks see the failure:
 *
 * <pre>
 *   return other(x);   becomes   return done(await(other(x)));
 * </pre>
 *
 * Where a finally block stands between, the compiler keeps what will be returned in a local without a name: the await goes
 * before that store.
 */
final class GuardedReturns {
    private final MethodNode method;
    private final ControlFlow flow;
    private final ReturnKind kind;

    private GuardedReturns(MethodNode method, ReturnKind kind) {
        this.method = method;
        this.flow = new ControlFlow(method);
        this.kind = kind;
    }

    static void rewrite(MethodNode method, ReturnKind kind) {
        GuardedReturns returns = new GuardedReturns(method, kind);
        List<AbstractInsnNode> ends = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (returns.returnsInside(insn) || returns.keepsForReturn(insn)) {
                ends.add(insn);
            }
        }
        ends.forEach(returns::awaitBefore);
    }

    private boolean returnsInside(AbstractInsnNode insn) {
        return insn.getOpcode() == Opcodes.ARETURN && guarded(insn) && !isDone(insn);
    }

    private boolean keepsForReturn(AbstractInsnNode insn) {
        return insn.getOpcode() == Opcodes.ASTORE
                && leavesTry(insn)
                && !isDone(insn)
                && !isUserVariable((VarInsnNode) insn)
                && onlyReturned((VarInsnNode) insn);
    }

    private boolean guarded(AbstractInsnNode insn) {
        return !handlers(insn).isEmpty();
    }

    /** A compiler leaves the try with the store: what follows, the finally block, is covered by fewer handlers. */
    private boolean leavesTry(AbstractInsnNode store) {
        AbstractInsnNode before = Instructions.straightBefore(store);
        AbstractInsnNode after = Instructions.nextReal(store.getNext());
        return before != null && !handlers(after).containsAll(handlers(before));
    }

    private List<Integer> handlers(AbstractInsnNode insn) {
        return Arrays.stream(flow.handlersOf(method.instructions.indexOf(insn)))
                .boxed()
                .filter(handler -> !unlocks(method.instructions.get(handler)))
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

    private boolean isUserVariable(VarInsnNode store) {
        int index = method.instructions.indexOf(store) + 1;
        return method.localVariables != null
                && method.localVariables.stream()
                        .anyMatch(variable -> variable.index == store.var
                                && method.instructions.indexOf(variable.start) <= index
                                && index < method.instructions.indexOf(variable.end));
    }

    /** Whether the stored value is returned on each path that reads it, and on one at least. */
    private boolean onlyReturned(VarInsnNode store) {
        BitSet seen = new BitSet();
        Deque<Integer> work = new ArrayDeque<>();
        push(work, flow.successors(method.instructions.indexOf(store)));
        boolean returned = false;
        while (!work.isEmpty()) {
            int index = work.pop();
            if (seen.get(index)) {
                continue;
            }
            seen.set(index);
            AbstractInsnNode insn = method.instructions.get(index);
            if (insn instanceof VarInsnNode variable && variable.var == store.var) {
                if (variable.getOpcode() != Opcodes.ALOAD) {
                    continue;
                }
                if (Instructions.nextReal(insn.getNext()).getOpcode() != Opcodes.ARETURN) {
                    return false;
                }
                returned = true;
            }
            push(work, flow.successors(index));
        }
        return returned;
    }

    private static void push(Deque<Integer> work, int[] indices) {
        for (int index : indices) {
            work.push(index);
        }
    }

    private void awaitBefore(AbstractInsnNode insn) {
        InsnList code = new InsnList();
        code.add(Insertion.await(kind));
        code.add(Insertion.done(kind));
        AbstractInsnNode before = Instructions.straightBefore(insn);
        if (insn.getOpcode() == Opcodes.ASTORE && before != null) {
            method.instructions.insert(before, code);
        } else {
            method.instructions.insertBefore(insn, code);
        }
    }
}
