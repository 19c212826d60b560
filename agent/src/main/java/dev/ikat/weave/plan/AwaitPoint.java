package dev.ikat.weave.plan;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One await of a method, or one emit.
 *
 * @param kind what it does
 * @param label its number; 1 for the first
 * @param index the call's index in the method's instructions
 * @param line its source line
 * @param locals every local that has a type there, saved or not
 * @param stack the operand stack below the awaited or emitted object
 * @param localItems the verifier's types of all locals, as in a stack map
 * @param stackItems those of {@code stack}
 * @param direct the call that makes the awaited coroutine, when its body can be called instead
 */
public record AwaitPoint(
        Kind kind,
        int label,
        int index,
        int line,
        List<Slot> locals,
        List<Slot> stack,
        List<Object> localItems,
        List<Object> stackItems,
        @Nullable DirectCall direct) {
    /** The places among the frame's references that it takes. */
    public BitSet places() {
        BitSet places = new BitSet();
        Stream.concat(locals.stream(), stack.stream())
                .filter(slot -> slot.kind() == Slot.Kind.REFERENCE)
                .forEach(slot -> places.set(slot.place()));
        return places;
    }

    /** What the method does there. An emit always leaves. */
    public enum Kind {
        AWAIT,
        EMIT,
        EMIT_ALL
    }

    /** The same await, calling its coroutine's body. */
    public AwaitPoint calling(DirectCall call) {
        return new AwaitPoint(kind, label, index, line, locals, stack, localItems, stackItems, call);
    }
}
