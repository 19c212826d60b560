package dev.ikat.weave.analysis;

import dev.ikat.weave.analysis.TypeInterpreter.Uninitialized;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * The types of locals and stack before each instruction, by one pass in program order: from one entry of the class file's
 * stack map to the next. After a jump without fall-through the specification demands an entry, so nothing is merged.
 */
public final class TypeFlow {
    private final MethodNode method;
    private final TypeInterpreter interpreter = new TypeInterpreter();
    private final @Nullable Frame<BasicValue>[] before;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private TypeFlow(MethodNode method) {
        this.method = method;
        this.before = new Frame[method.instructions.size()];
    }

    /** Analyses a method of the class; it must have been read with expanded frames. */
    public static TypeFlow of(String owner, MethodNode method) throws AnalyzerException {
        TypeFlow flow = new TypeFlow(method);
        flow.run(owner);
        return flow;
    }

    /** What holds before the instruction; null when it cannot be reached. */
    public @Nullable Frame<BasicValue> before(AbstractInsnNode insn) {
        return before[method.instructions.indexOf(insn)];
    }

    private void run(String owner) throws AnalyzerException {
        Frame<BasicValue> current = entry(owner);
        for (AbstractInsnNode insn = method.instructions.getFirst(); insn != null; insn = insn.getNext()) {
            if (insn instanceof FrameNode map) {
                current = fromMap(map);
            }
            before[method.instructions.indexOf(insn)] = current;
            if (current != null && insn.getOpcode() >= 0) {
                current = after(insn, current);
            }
        }
    }

    private @Nullable Frame<BasicValue> after(AbstractInsnNode insn, Frame<BasicValue> current)
            throws AnalyzerException {
        Frame<BasicValue> next = new Frame<>(current);
        Uninitialized constructed = constructed(insn, current);
        next.execute(insn, interpreter);
        if (constructed != null) {
            initialise(next, constructed);
        }
        return ControlFlow.fallsThrough(insn) ? next : null;
    }

    private Frame<BasicValue> entry(String owner) {
        Frame<BasicValue> frame = new Frame<>(method.maxLocals, method.maxStack + 1);
        int slot = 0;
        if ((method.access & Opcodes.ACC_STATIC) == 0) {
            frame.setLocal(slot++, interpreter.newValue(Type.getObjectType(owner)));
        }
        for (Type type : Type.getArgumentTypes(method.desc)) {
            slot = set(frame, slot, interpreter.newValue(type));
        }
        fillRest(frame, slot);
        return frame;
    }

    private Frame<BasicValue> fromMap(FrameNode map) {
        Frame<BasicValue> frame = new Frame<>(method.maxLocals, method.maxStack + 1);
        int slot = 0;
        for (Object item : map.local) {
            slot = set(frame, slot, value(item));
        }
        fillRest(frame, slot);
        for (Object item : map.stack) {
            frame.push(value(item));
        }
        return frame;
    }

    private static int set(Frame<BasicValue> frame, int slot, BasicValue value) {
        frame.setLocal(slot, value);
        if (value.getSize() == 2) {
            frame.setLocal(slot + 1, BasicValue.UNINITIALIZED_VALUE);
        }
        return slot + value.getSize();
    }

    private void fillRest(Frame<BasicValue> frame, int from) {
        for (int slot = from; slot < method.maxLocals; slot++) {
            frame.setLocal(slot, BasicValue.UNINITIALIZED_VALUE);
        }
    }

    private BasicValue value(Object item) {
        if (item instanceof String name) {
            return interpreter.newValue(Type.getObjectType(name));
        }
        if (item instanceof LabelNode label) {
            AbstractInsnNode site = Instructions.nextReal(label);
            return new Uninitialized(Type.getObjectType(((TypeInsnNode) site).desc), site);
        }
        if (item.equals(Opcodes.INTEGER)) {
            return BasicValue.INT_VALUE;
        }
        if (item.equals(Opcodes.FLOAT)) {
            return BasicValue.FLOAT_VALUE;
        }
        if (item.equals(Opcodes.LONG)) {
            return BasicValue.LONG_VALUE;
        }
        if (item.equals(Opcodes.DOUBLE)) {
            return BasicValue.DOUBLE_VALUE;
        }
        return item.equals(Opcodes.NULL) ? TypeInterpreter.NULL : BasicValue.UNINITIALIZED_VALUE;
    }

    /** The object whose constructor the instruction calls, if it does. */
    private static @Nullable Uninitialized constructed(AbstractInsnNode insn, Frame<BasicValue> frame) {
        if (insn instanceof MethodInsnNode call && call.name.equals("<init>")) {
            int arguments = Type.getArgumentTypes(call.desc).length;
            BasicValue receiver = frame.getStack(frame.getStackSize() - arguments - 1);
            return receiver instanceof Uninitialized made ? made : null;
        }
        return null;
    }

    private static void initialise(Frame<BasicValue> frame, Uninitialized made) {
        BasicValue ready = new BasicValue(made.getType());
        for (int i = 0; i < frame.getLocals(); i++) {
            if (made.equals(frame.getLocal(i))) {
                frame.setLocal(i, ready);
            }
        }
        for (int i = 0; i < frame.getStackSize(); i++) {
            if (made.equals(frame.getStack(i))) {
                frame.setStack(i, ready);
            }
        }
    }

    /** The method's stack map item for a value; what {@link FrameNode} lists. */
    public static Object mapItem(BasicValue value) {
        if (value == BasicValue.UNINITIALIZED_VALUE) {
            return Opcodes.TOP;
        }
        if (value instanceof Uninitialized made) {
            return Instructions.labelBefore(made.site);
        }
        return switch (value.getType().getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> isNull(value) ? Opcodes.NULL : value.getType().getInternalName();
        };
    }

    /** The NEW instruction that made an object whose constructor has not run; null for any other value. */
    public static @Nullable AbstractInsnNode constructionOf(BasicValue value) {
        return value instanceof Uninitialized made ? made.site : null;
    }

    /** Whether the value is known to be null. */
    public static boolean isNull(BasicValue value) {
        return value.isReference() && value.getType().getInternalName().equals("null");
    }

    /** Whether the slot holds nothing the verifier knows of. */
    public static boolean isEmpty(BasicValue value) {
        return value == BasicValue.UNINITIALIZED_VALUE;
    }

    /** The stack map of a frame's locals, long and double as one item. */
    public static List<Object> localItems(Frame<BasicValue> frame) {
        BitSet all = new BitSet();
        all.set(0, frame.getLocals());
        return localItems(frame, all);
    }

    /** As {@link #localItems(Frame)}, for some of the locals; the others are unknown to the verifier. */
    public static List<Object> localItems(Frame<BasicValue> frame, BitSet slots) {
        List<Object> items = new ArrayList<>();
        for (int slot = 0; slot < frame.getLocals(); slot++) {
            BasicValue value = frame.getLocal(slot);
            if (slots.get(slot)) {
                items.add(mapItem(value));
                slot += value.getSize() - 1;
            } else {
                items.add(Opcodes.TOP);
            }
        }
        return items;
    }

    /** The items of the lowest {@code depth} stack values. */
    public static List<Object> stackItems(Frame<BasicValue> frame, int depth) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            items.add(mapItem(frame.getStack(i)));
        }
        return items;
    }
}
