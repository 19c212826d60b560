package dev.ikat.weave.emit;

import dev.ikat.weave.plan.RuntimeSymbols;
import dev.ikat.weave.plan.Shape;
import dev.ikat.weave.plan.Slot;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Saving and restoring one value. A reference read back leaves null behind, so that the frame of a running body keeps
 * nothing alive; primitives are packed into longs, whose stale bits harm nobody, but for the ints of a generator. What an emit,
 * or an await in a loop, would save again as it was stays until the method emits or waits again, or ends, as in the fields of
 * an iterator: two stores less for each turn. A collector's barrier makes a store dearer than a look, and no loop stores to
 * most variables that it keeps: those are saved where they are stored to, once.
 */
final class FrameAccess {
    private static final String LONGS = "[J";
    private static final String REFS = "[Ljava/lang/Object;";

    private FrameAccess() {}

    /** {@code frame.place = <top of stack>}. */
    static InsnList save(Shape shape, int frame, Slot slot) {
        InsnList code = new InsnList();
        boolean isLong = isLong(shape, slot);
        if (isLong) {
            code.add(pack(slot.kind()));
        }
        if (shape.arrays()) {
            saveToArray(code, shape, frame, slot);
        } else {
            code.add(Code.load(frame));
            code.add(under(isLong));
            code.add(field(Opcodes.PUTFIELD, shape, slot));
        }
        return code;
    }

    /** {@code frame.place = local}. */
    static InsnList saveLocal(Shape shape, int frame, Slot slot) {
        boolean isLong = isLong(shape, slot);
        InsnList code = Code.of(Code.load(frame));
        if (shape.arrays()) {
            code.add(array(shape, slot));
            code.add(Code.push(slot.place()));
        }
        code.add(Code.load(slot.kind(), slot.local()));
        if (isLong) {
            code.add(pack(slot.kind()));
        }
        code.add(shape.arrays() ? toArray(isLong) : field(Opcodes.PUTFIELD, shape, slot));
        return code;
    }

    /** As {@link #saveLocal}, as far as the frame need not have it already. */
    static InsnList update(Shape shape, int frame, Slot slot) {
        return switch (slot.upkeep()) {
            case EACH_TIME -> saveLocal(shape, frame, slot);
            case IF_CHANGED -> keepLocal(shape, frame, slot);
            case AT_STORES -> new InsnList();
        };
    }

    /** {@code if (frame.place != local) frame.place = local}; of a reference. */
    private static InsnList keepLocal(Shape shape, int frame, Slot slot) {
        InsnList code = Code.of(Code.load(frame));
        if (shape.arrays()) {
            code.add(Code.push(slot.place()));
            code.add(Code.load(slot.local()));
            code.add(Code.callVirtual(shape.type(), "keep", "(ILjava/lang/Object;)V"));
        } else {
            code.add(Code.load(slot.local()));
            code.add(Code.callVirtual(shape.type(), "keep" + slot.place(), "(Ljava/lang/Object;)V"));
        }
        return code;
    }

    /** Pushes {@code frame.place}, with its type, and leaves null there. */
    static InsnList restore(Shape shape, int frame, Slot slot) {
        InsnList code = read(shape, frame, slot);
        if (slot.kind() == Slot.Kind.REFERENCE) {
            code.add(forget(shape, frame, slot.place()));
        }
        return code;
    }

    /** As {@link #restore}, but the frame keeps it. */
    static InsnList read(Shape shape, int frame, Slot slot) {
        InsnList code = asItIs(shape, frame, slot);
        if (isLong(shape, slot)) {
            code.add(unpack(slot.kind()));
        } else if (slot.kind() == Slot.Kind.REFERENCE && !slot.type().equals(RuntimeSymbols.OBJECT)) {
            code.add(new TypeInsnNode(Opcodes.CHECKCAST, slot.type()));
        }
        return code;
    }

    /** Pushes what the frame has there, as it has it. */
    private static InsnList asItIs(Shape shape, int frame, Slot slot) {
        InsnList code = Code.of(Code.load(frame));
        if (shape.arrays()) {
            code.add(array(shape, slot));
            code.add(Code.push(slot.place()));
            code.add(Code.op(slot.kind() == Slot.Kind.REFERENCE ? Opcodes.AALOAD : Opcodes.LALOAD));
        } else {
            code.add(field(Opcodes.GETFIELD, shape, slot));
        }
        return code;
    }

    /** Leaves null where the frame has a reference. */
    static InsnList forget(Shape shape, int frame, int place) {
        return shape.arrays()
                ? Code.of(
                        Code.load(frame),
                        new FieldInsnNode(Opcodes.GETFIELD, shape.type(), "refs", REFS),
                        Code.push(place),
                        Code.op(Opcodes.ACONST_NULL),
                        Code.op(Opcodes.AASTORE))
                : Code.of(
                        Code.load(frame),
                        Code.op(Opcodes.ACONST_NULL),
                        new FieldInsnNode(
                                Opcodes.PUTFIELD, shape.type(), "r" + place, RuntimeSymbols.OBJECT_DESCRIPTOR));
    }

    private static void saveToArray(InsnList code, Shape shape, int frame, Slot slot) {
        boolean isLong = isLong(shape, slot);
        code.add(Code.load(frame));
        code.add(array(shape, slot));
        code.add(under(isLong));
        code.add(Code.push(slot.place()));
        code.add(under(isLong));
        code.add(toArray(isLong));
    }

    private static AbstractInsnNode toArray(boolean isLong) {
        return Code.op(isLong ? Opcodes.LASTORE : Opcodes.AASTORE);
    }

    /** Moves what was just pushed below the value. */
    private static InsnList under(boolean isLong) {
        return isLong ? Code.of(Code.op(Opcodes.DUP_X2), Code.op(Opcodes.POP)) : Code.of(Code.op(Opcodes.SWAP));
    }

    /** Whether its place is one of the longs. */
    private static boolean isLong(Shape shape, Slot slot) {
        return slot.kind() != Slot.Kind.REFERENCE && !(slot.kind() == Slot.Kind.INT && shape.ints());
    }

    private static FieldInsnNode field(int opcode, Shape shape, Slot slot) {
        String type = shape.type();
        if (slot.kind() == Slot.Kind.REFERENCE) {
            return new FieldInsnNode(opcode, type, "r" + slot.place(), RuntimeSymbols.OBJECT_DESCRIPTOR);
        }
        boolean isLong = isLong(shape, slot);
        return new FieldInsnNode(opcode, type, (isLong ? "l" : "i") + slot.place(), isLong ? "J" : "I");
    }

    private static FieldInsnNode array(Shape shape, Slot slot) {
        boolean reference = slot.kind() == Slot.Kind.REFERENCE;
        return new FieldInsnNode(
                Opcodes.GETFIELD, shape.type(), reference ? "refs" : "longs", reference ? REFS : LONGS);
    }

    private static InsnList pack(Slot.Kind kind) {
        return switch (kind) {
            case INT -> Code.of(Code.op(Opcodes.I2L));
            case FLOAT ->
                Code.of(Code.callStatic("java/lang/Float", "floatToRawIntBits", "(F)I"), Code.op(Opcodes.I2L));
            case DOUBLE -> Code.of(Code.callStatic("java/lang/Double", "doubleToRawLongBits", "(D)J"));
            default -> new InsnList();
        };
    }

    private static InsnList unpack(Slot.Kind kind) {
        return switch (kind) {
            case INT -> Code.of(Code.op(Opcodes.L2I));
            case FLOAT -> Code.of(Code.op(Opcodes.L2I), Code.callStatic("java/lang/Float", "intBitsToFloat", "(I)F"));
            case DOUBLE -> Code.of(Code.callStatic("java/lang/Double", "longBitsToDouble", "(J)D"));
            default -> new InsnList();
        };
    }
}
