package dev.ikat.weave.normalise;

import dev.ikat.weave.analysis.AwaitSites;
import dev.ikat.weave.plan.ReturnKind;
import dev.ikat.weave.plan.RuntimeSymbols;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
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
 * Where the loop's body ends is in {@link EachBody}.
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
        for (int i = loops.size() - 1; i >= 0; i--) { // inner loops first
            for (AbstractInsnNode hasNext : loops.get(i).asked) {
                if (hasNext.getPrevious() instanceof VarInsnNode load && load.getOpcode() == Opcodes.ALOAD) {
                    EachBody.close(owner, method, kind, hasNext, load.var);
                }
            }
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

    /** A call that makes an iterator of each(…), and the calls of hasNext that may be on it. */
    private record Loop(AbstractInsnNode iterator, List<AbstractInsnNode> asked) {}

    /** In program order. */
    private List<Loop> loops() {
        List<Loop> loops = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (isCall(insn, "java/lang/Iterable", "iterator")
                    && origins.receivers(insn).anyMatch(AwaitSites::isEach)) {
                loops.add(new Loop(insn, asked(insn)));
            }
        }
        return loops;
    }

    private List<AbstractInsnNode> asked(AbstractInsnNode iterator) {
        List<AbstractInsnNode> asked = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (isCall(insn, "java/util/Iterator", "hasNext")
                    && origins.receivers(insn).anyMatch(iterator::equals)) {
                asked.add(insn);
            }
        }
        return asked;
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
