package dev.ikat.weave.normalise;

import dev.ikat.weave.analysis.AwaitSites;
import dev.ikat.weave.analysis.Instructions;
import dev.ikat.weave.plan.ReturnKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/**
 * {@code return other(x)} inside a try statement awaits there, so that its catch and finally blocks see the failure:
 *
 * <pre>
 *   return other(x);   becomes   return done(await(other(x)));
 * </pre>
 *
 * The return instruction itself stands outside the try range, and a finally block may stand between: until it has run, javac
 * keeps the value in a local without a name, Eclipse's compiler sometimes on the operand stack. So the value is followed
 * back from the return, and awaited at the last place that is covered by all handlers which do not cover the return.
 * A generator returns another one as {@code return end(emitAll(other(x)));} wherever it stands.
 *
 * <p>What goes through a variable of the user's is not followed: {@code try { c = other(x); } finally { … } return c;} awaits
 * at the return. Without a debug table of variables such a variable cannot be told from the compiler's, if it is
 * read for nothing else.
 */
final class GuardedReturns {
    /** A handler of so many moves before it unlocks was not made for that. */
    private static final int MOST_MOVES = 50;

    private final MethodNode method;
    private final ReturnKind kind;
    private final Origins origins;

    /** Behind these the value on the stack is awaited; before them where they are stores or returns. */
    private final Set<AbstractInsnNode> places = new LinkedHashSet<>();

    private GuardedReturns(String owner, MethodNode method, ReturnKind kind) throws AnalyzerException {
        this.method = method;
        this.kind = kind;
        this.origins = new Origins(owner, method);
    }

    static void rewrite(String owner, MethodNode method, ReturnKind kind) throws AnalyzerException {
        List<AbstractInsnNode> returns = returns(method);
        boolean isTail = method.tryCatchBlocks.isEmpty() && !kind.emits();
        if (isTail || returns.isEmpty()) {
            return;
        }
        GuardedReturns guarded = new GuardedReturns(owner, method, kind);
        returns.forEach(guarded.origins::follow);
        returns.forEach(guarded::find);
        guarded.places.forEach(guarded::await);
    }

    /** Those whose value is not made just before, done already. */
    private static List<AbstractInsnNode> returns(MethodNode method) {
        List<AbstractInsnNode> returns = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn.getOpcode() == Opcodes.ARETURN) {
                AbstractInsnNode before = Instructions.straightBefore(insn);
                if (before == null || !AwaitSites.isDone(before)) {
                    returns.add(insn);
                }
            }
        }
        return returns;
    }

    private void find(AbstractInsnNode returns) {
        List<TryCatchBlockNode> around = blocks(returns);
        if (kind.emits() || (!around.isEmpty() && !origins.makers(returns).allMatch(AwaitSites::isDone))) {
            places.add(returns);
        }
        find(returns, new HashSet<>(around), new HashSet<>());
    }

    /** Finds the places behind the taker; answers whether each way to it has one. */
    private boolean find(AbstractInsnNode taker, Set<TryCatchBlockNode> around, Set<AbstractInsnNode> seen) {
        Set<AbstractInsnNode> origins = this.origins.of(taker);
        boolean all = !origins.isEmpty();
        for (AbstractInsnNode origin : origins) {
            if (seen.add(origin) && !this.origins.makers(origin).allMatch(AwaitSites::isDone)) {
                all &= !isUserVariable(origin) && findAt(origin, around, seen);
            }
        }
        return all;
    }

    /** A place further back, under more handlers, is the better one. */
    private boolean findAt(AbstractInsnNode origin, Set<TryCatchBlockNode> around, Set<AbstractInsnNode> seen) {
        Set<TryCatchBlockNode> here = new HashSet<>(around);
        boolean left = here.addAll(blocks(origin)) && origin.getOpcode() != Opcodes.DUP;
        boolean further = find(origin, left ? here : around, seen);
        if (left && !further) {
            places.add(origin);
        }
        return left || further;
    }

    private boolean isUserVariable(AbstractInsnNode insn) {
        if (insn.getOpcode() != Opcodes.ASTORE) {
            return false;
        }
        int index = method.instructions.indexOf(insn) + 1;
        boolean named = method.localVariables != null
                && method.localVariables.stream()
                        .anyMatch(variable -> variable.index == ((VarInsnNode) insn).var
                                && method.instructions.indexOf(variable.start) <= index
                                && index < method.instructions.indexOf(variable.end));
        return named || !origins.isKept(insn);
    }

    private List<TryCatchBlockNode> blocks(AbstractInsnNode insn) {
        int index = method.instructions.indexOf(insn);
        return method.tryCatchBlocks.stream()
                .filter(block -> method.instructions.indexOf(block.start) <= index
                        && index < method.instructions.indexOf(block.end)
                        && !unlocks(block.handler))
                .toList();
    }

    /** The handler of a synchronized block, which the source does not have: keep the error, load the lock, unlock. */
    private static boolean unlocks(AbstractInsnNode handler) {
        AbstractInsnNode insn = Instructions.nextReal(handler);
        for (int most = MOST_MOVES; most > 0 && moves(insn); most--) {
            insn = Instructions.nextReal(insn instanceof JumpInsnNode jump ? jump.label : insn.getNext());
        }
        return insn.getOpcode() == Opcodes.MONITOREXIT;
    }

    /** Whether the instruction does nothing but move what there is, or go elsewhere. */
    private static boolean moves(AbstractInsnNode insn) {
        int opcode = insn.getOpcode();
        return (opcode >= Opcodes.NOP && opcode <= Opcodes.ALOAD)
                || (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE)
                || (opcode >= Opcodes.POP && opcode <= Opcodes.SWAP)
                || opcode == Opcodes.CHECKCAST
                || opcode == Opcodes.GOTO;
    }

    private void await(AbstractInsnNode place) {
        InsnList code = new InsnList();
        code.add(Insertion.await(kind));
        code.add(Insertion.done(kind));
        if (place.getOpcode() == Opcodes.ASTORE || place.getOpcode() == Opcodes.ARETURN) {
            method.instructions.insertBefore(place, code);
        } else {
            method.instructions.insert(place, code);
        }
    }
}
