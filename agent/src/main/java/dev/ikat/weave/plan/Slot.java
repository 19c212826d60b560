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
 * @param upkeep when it is saved
 */
public record Slot(
        int local,
        Kind kind,
        String type,
        int place,
        @Nullable Number known,
        Upkeep upkeep) {
    /** How values are stored. NULL is the constant. */
    public enum Kind {
        REFERENCE,
        INT,
        FLOAT,
        LONG,
        DOUBLE,
        NULL
    }

    /** When the frame gets it. What is saved but each time it waits stays in the frame as the method goes on. */
    public enum Upkeep {
        /** Whenever the method waits there. */
        EACH_TIME,
        /** Likewise, if the frame does not have it already: a reference that a loop saves again and again. */
        IF_CHANGED,
        /** Where the variable is stored to: the place is the variable's alone, its home. */
        AT_STORES
    }

    public Slot with(Upkeep other) {
        return new Slot(local, kind, type, place, known, other);
    }

    /** Whether the frame keeps it as the method goes on. */
    public boolean stays() {
        return upkeep != Upkeep.EACH_TIME;
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
