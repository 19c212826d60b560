package dev.ikat.weave.normalise;

import dev.ikat.weave.analysis.AwaitSites;
import dev.ikat.weave.analysis.Instructions;
import dev.ikat.weave.analysis.TypeFlow;
import dev.ikat.weave.plan.Refused;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * {@code new X(await(y))}: an object whose constructor has not run cannot be saved, so it is made after its arguments.
 *
 * <pre>
 *   NEW X; DUP; …arguments…; INVOKESPECIAL X.&lt;init&gt;
 *   NEW X; POP; …arguments…; store them; NEW X; DUP; load them; INVOKESPECIAL X.&lt;init&gt;
 * </pre>
 *
 * The first NEW stays for its effects, the initialisation of X and the errors of linking it, where the source has them.
 */
final class Constructions {
    private final MethodNode method;
    private final TypeFlow types;

    /** Where the arguments are kept for a moment; never across an await, so that all constructions share the place. */
    private final int firstLocal;

    private Constructions(MethodNode method, TypeFlow types) {
        this.method = method;
        this.types = types;
        this.firstLocal = method.maxLocals;
    }

    static void rewrite(String owner, MethodNode method) throws AnalyzerException, Refused {
        Constructions constructions = new Constructions(method, TypeFlow.of(owner, method));
        List<Runnable> edits = new ArrayList<>();
        for (AbstractInsnNode site : constructions.acrossAwaits()) {
            constructions.refuseOddUses(site);
            constructions.plan(site, edits);
        }
        edits.forEach(Runnable::run);
    }

    /** The NEW instructions whose objects are unfinished at some await. */
    private Set<AbstractInsnNode> acrossAwaits() {
        Set<AbstractInsnNode> sites = new LinkedHashSet<>();
        for (AbstractInsnNode await : AwaitSites.in(method)) {
            Frame<BasicValue> frame = types.before(await);
            for (int i = 0; frame != null && i < frame.getStackSize(); i++) {
                AbstractInsnNode site = TypeFlow.constructionOf(frame.getStack(i));
                if (site != null) {
                    sites.add(site);
                }
            }
        }
        return sites;
    }

    private void plan(AbstractInsnNode site, List<Runnable> edits) {
        AbstractInsnNode following = Instructions.nextReal(site.getNext());
        boolean duplicated = following.getOpcode() == Opcodes.DUP;
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof FrameNode map) {
                edits.add(() -> map.stack = map.stack.stream()
                        .filter(item -> !(item instanceof LabelNode label && Instructions.nextReal(label) == site))
                        .toList());
            } else if (insn instanceof MethodInsnNode call && constructs(call, site)) {
                edits.add(() -> method.instructions.insertBefore(call, remake(site, call, duplicated)));
            }
        }
        edits.add(() -> {
            method.instructions.insert(site, new InsnNode(Opcodes.POP));
            if (duplicated) {
                method.instructions.set(following, new InsnNode(Opcodes.NOP));
            }
        });
    }

    private boolean constructs(MethodInsnNode call, AbstractInsnNode site) {
        Frame<BasicValue> frame = types.before(call);
        if (frame == null || !call.name.equals("<init>")) {
            return false;
        }
        int receiver = frame.getStackSize() - Type.getArgumentTypes(call.desc).length - 1;
        return TypeFlow.constructionOf(frame.getStack(receiver)) == site;
    }

    private InsnList remake(AbstractInsnNode site, MethodInsnNode call, boolean duplicated) {
        Type[] arguments = Type.getArgumentTypes(call.desc);
        InsnList code = new InsnList();
        int local = firstLocal;
        int[] locals = new int[arguments.length];
        for (int i = arguments.length - 1; i >= 0; i--) {
            locals[i] = local;
            code.add(new VarInsnNode(arguments[i].getOpcode(Opcodes.ISTORE), local));
            local += arguments[i].getSize();
        }
        method.maxLocals = Math.max(method.maxLocals, local);
        code.add(new TypeInsnNode(Opcodes.NEW, ((TypeInsnNode) site).desc));
        if (duplicated) {
            code.add(new InsnNode(Opcodes.DUP));
        }
        for (int i = 0; i < arguments.length; i++) {
            code.add(new VarInsnNode(arguments[i].getOpcode(Opcodes.ILOAD), locals[i]));
        }
        return code;
    }

    /** Only NEW, at most one DUP right behind it, and the constructor may touch the unfinished object. */
    private void refuseOddUses(AbstractInsnNode site) throws Refused {
        AbstractInsnNode following = Instructions.nextReal(site.getNext());
        for (AbstractInsnNode insn : method.instructions) {
            Frame<BasicValue> frame = insn == following ? null : types.before(insn);
            if (frame != null && insn.getOpcode() >= 0 && (inLocals(frame, site) || moves(insn, frame, site))) {
                throw new Refused(
                        "await among the arguments of a constructor, where the unfinished object stands in a local"
                                + " variable or is moved about, as around a switch expression with a try statement; put"
                                + " the awaited value into a local variable first",
                        Instructions.lineOf(insn));
            }
        }
    }

    private static boolean inLocals(Frame<BasicValue> frame, AbstractInsnNode site) {
        for (int i = 0; i < frame.getLocals(); i++) {
            if (TypeFlow.constructionOf(frame.getLocal(i)) == site) {
                return true;
            }
        }
        return false;
    }

    private static boolean moves(AbstractInsnNode insn, Frame<BasicValue> frame, AbstractInsnNode site) {
        int opcode = insn.getOpcode();
        boolean stackInstruction = opcode >= Opcodes.POP && opcode <= Opcodes.SWAP;
        boolean reads = opcode == Opcodes.ASTORE || opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL;
        int deepest = switch (opcode) {
            case Opcodes.POP, Opcodes.DUP, Opcodes.ASTORE, Opcodes.IFNULL, Opcodes.IFNONNULL -> 1;
            case Opcodes.DUP_X1, Opcodes.SWAP, Opcodes.POP2, Opcodes.DUP2 -> 2;
            case Opcodes.DUP_X2, Opcodes.DUP2_X1 -> 3;
            default -> 4;
        };
        if (!stackInstruction && !reads) {
            return false;
        }
        int slots = 0;
        for (int i = frame.getStackSize() - 1; i >= 0 && slots < deepest; i--) {
            if (TypeFlow.constructionOf(frame.getStack(i)) == site) {
                return true;
            }
            slots += frame.getStack(i).getSize();
        }
        return false;
    }
}
