package dev.ikat.weave.normalise;

import dev.ikat.weave.analysis.AwaitSites;
import dev.ikat.weave.analysis.Instructions;
import dev.ikat.weave.analysis.TypeFlow;
import dev.ikat.weave.plan.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
 * {@code new X(await(y))}: an object whose constructor has not run cannot be saved, so a null stands in for it, in every
 * place that the compiler copies it to, and the object is made after its arguments.
 *
 * <pre>
 *   NEW X; DUP; …arguments…; INVOKESPECIAL X.&lt;init&gt;
 *   NEW X; POP; ACONST_NULL; DUP; …arguments…; store them; POP; POP; NEW X; DUP; load them; INVOKESPECIAL X.&lt;init&gt;
 * </pre>
 *
 * The first NEW stays for its effects, the initialisation of X and the errors of linking it, where the source has them.
 */
final class Constructions {
    private final MethodNode method;
    private final TypeFlow types;

    /** Where values are kept for a moment; never across an await, so that all constructions share the place. */
    private final int firstLocal;

    private Constructions(MethodNode method, TypeFlow types) {
        this.method = method;
        this.types = types;
        this.firstLocal = method.maxLocals;
    }

    static void rewrite(String owner, MethodNode method) throws AnalyzerException, Refused {
        if (!makesObjects(method)) {
            return;
        }
        Constructions constructions = new Constructions(method, TypeFlow.of(owner, method));
        Set<AbstractInsnNode> sites = constructions.acrossAwaits();
        if (!sites.isEmpty()) {
            constructions.rewrite(sites);
        }
    }

    private static boolean makesObjects(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn.getOpcode() == Opcodes.NEW) {
                return true;
            }
        }
        return false;
    }

    private void rewrite(Set<AbstractInsnNode> sites) throws Refused {
        Map<MethodInsnNode, Remake> calls = new LinkedHashMap<>();
        for (AbstractInsnNode insn : method.instructions) {
            Frame<BasicValue> frame = types.before(insn);
            if (insn instanceof FrameNode map) {
                map.local = withoutUnfinished(map.local, sites);
                map.stack = withoutUnfinished(map.stack, sites);
            } else if (frame != null
                    && insn instanceof MethodInsnNode call
                    && sites.contains(constructed(call, frame))) {
                calls.put(call, new Remake(call, frame));
            } else if (frame != null) {
                refuseLook(insn, frame, sites);
            }
        }
        calls.forEach((call, remake) -> {
            method.instructions.insertBefore(call, remake.before);
            method.instructions.insert(call, remake.after);
        });
        for (AbstractInsnNode site : sites) {
            method.instructions.insert(site, new InsnNode(Opcodes.ACONST_NULL));
            method.instructions.insert(site, new InsnNode(Opcodes.POP));
        }
    }

    /** The NEW instructions whose objects are unfinished at some await. */
    private Set<AbstractInsnNode> acrossAwaits() {
        Set<AbstractInsnNode> sites = new LinkedHashSet<>();
        for (AbstractInsnNode await : AwaitSites.in(method)) {
            Frame<BasicValue> frame = types.before(await);
            for (BasicValue value : frame == null ? List.<BasicValue>of() : values(frame)) {
                AbstractInsnNode site = TypeFlow.constructionOf(value);
                if (site != null) {
                    sites.add(site);
                }
            }
        }
        return sites;
    }

    private static List<BasicValue> values(Frame<BasicValue> frame) {
        List<BasicValue> values = new ArrayList<>();
        for (int i = 0; i < frame.getLocals(); i++) {
            values.add(frame.getLocal(i));
        }
        for (int i = 0; i < frame.getStackSize(); i++) {
            values.add(frame.getStack(i));
        }
        return values;
    }

    private static List<Object> withoutUnfinished(List<Object> items, Set<AbstractInsnNode> sites) {
        return items.stream()
                .map(item -> item instanceof LabelNode label && sites.contains(Instructions.nextReal(label))
                        ? Opcodes.NULL
                        : item)
                .toList();
    }

    /** The NEW of the object whose constructor is called; null for other calls. */
    private static @Nullable AbstractInsnNode constructed(MethodInsnNode call, Frame<BasicValue> frame) {
        return call.name.equals("<init>") ? TypeFlow.constructionOf(frame.getStack(receiver(call, frame))) : null;
    }

    private static int receiver(MethodInsnNode call, Frame<BasicValue> frame) {
        return frame.getStackSize() - Type.getArgumentTypes(call.desc).length - 1;
    }

    /** No compiler compares or locks an unfinished object, though the verifier would let it; a null there would show. */
    private static void refuseLook(AbstractInsnNode insn, Frame<BasicValue> frame, Set<AbstractInsnNode> sites)
            throws Refused {
        int operands = switch (insn.getOpcode()) {
            case Opcodes.IFNULL, Opcodes.IFNONNULL, Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> 1;
            case Opcodes.IF_ACMPEQ, Opcodes.IF_ACMPNE -> 2;
            default -> 0;
        };
        for (int i = 1; i <= operands; i++) {
            if (sites.contains(TypeFlow.constructionOf(frame.getStack(frame.getStackSize() - i)))) {
                throw new Refused(
                        "await among the arguments of a constructor, while the unfinished object is compared or locked;"
                                + " put the awaited value into a local variable first",
                        Instructions.lineOf(insn));
            }
        }
    }

    /** What goes around one call of a constructor. */
    private final class Remake {
        private final Frame<BasicValue> frame;
        private final @Nullable AbstractInsnNode site;
        private final int receiver;
        private final InsnList before = new InsnList();
        private final InsnList after = new InsnList();
        private int nextLocal = firstLocal;

        Remake(MethodInsnNode call, Frame<BasicValue> frame) {
            this.frame = frame;
            this.receiver = receiver(call, frame);
            this.site = TypeFlow.constructionOf(frame.getStack(receiver));
            write(call.owner);
        }

        private void write(String type) {
            List<AbstractInsnNode> arguments = new ArrayList<>();
            for (int i = frame.getStackSize() - 1; i > receiver; i--) {
                arguments.add(0, keep(frame.getStack(i)));
            }
            before.add(new InsnNode(Opcodes.POP));
            int object = nextLocal++;
            for (int i = receiver - 1, deepest = deepestCopy(); i >= deepest; i--) {
                if (isCopy(frame.getStack(i))) {
                    before.add(new InsnNode(Opcodes.POP));
                    after.insert(new VarInsnNode(Opcodes.ALOAD, object));
                } else {
                    after.insert(keep(frame.getStack(i)));
                }
            }
            before.add(new TypeInsnNode(Opcodes.NEW, type));
            before.add(new InsnNode(Opcodes.DUP));
            arguments.forEach(before::add);
            for (int local = 0; local < frame.getLocals(); local++) {
                if (isCopy(frame.getLocal(local))) {
                    after.insert(new VarInsnNode(Opcodes.ASTORE, local));
                    after.insert(new VarInsnNode(Opcodes.ALOAD, object));
                }
            }
            after.insert(new VarInsnNode(Opcodes.ASTORE, object));
            method.maxLocals = Math.max(method.maxLocals, nextLocal);
        }

        /** Puts the top of the stack aside; what brings it back. */
        private AbstractInsnNode keep(BasicValue value) {
            Type type = value.getType();
            int local = nextLocal;
            nextLocal += type.getSize();
            before.add(new VarInsnNode(type.getOpcode(Opcodes.ISTORE), local));
            return new VarInsnNode(type.getOpcode(Opcodes.ILOAD), local);
        }

        private int deepestCopy() {
            int deepest = 0;
            while (deepest < receiver && !isCopy(frame.getStack(deepest))) {
                deepest++;
            }
            return deepest;
        }

        private boolean isCopy(BasicValue value) {
            return TypeFlow.constructionOf(value) == site;
        }
    }
}
