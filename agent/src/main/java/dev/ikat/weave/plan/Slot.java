package dev.ikat.weave.plan;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * A local or stack value at an await, and its place in the frame.
 *
 * @param local the local's number; -1 for a value of the operand stack
 * @param kind how it is stored
 * @param type its internal name or array descriptor; for references only
 * @param place the number among the frame's references or longs; -1 when it is not saved
 * @param known the number that it always is there, so that it is not saved; an Integer or a Long
 * @param stays whether the frame keeps the reference as the method goes on, since the await is likely to save it again
 */
public record Slot(
        int local,
        Kind kind,
        String type,
        int place,
        @Nullable Number known,
        boolean stays) {
    /** How values are stored. NULL is the constant. */
    public enum Kind {
        REFERENCE,
        INT,
        FLOAT,
        LONG,
        DOUBLE,
        NULL
    }

    /** The same, kept by the frame as the method goes on. */
    public Slot staying() {
        return new Slot(local, kind, type, place, known, true);
    }

    /** The verifier's type, as a stack map lists it. */
    public Object mapItem() {
        return switch (kind) {
            case INT -> Opcodes.INTEGER;
            case FLOAT -> Opcodes.FLOAT;
            case LONG -> Opcodes.LONG;
            case DOUBLE -> Opcodes.DOUBLE;
            case NULL -> Opcodes.NULL;
            case REFERENCE -> type;
        };
    }

    public boolean saved() {
        return place >= 0;
    }
}
