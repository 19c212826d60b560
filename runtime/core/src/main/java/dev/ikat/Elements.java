package dev.ikat;

import dev.ikat.frame.Body;
import dev.ikat.frame.Frame;
import dev.ikat.frame.GeneratorFrame;
import dev.ikat.frame.Trampoline;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The body of a generator that emits what an iterable has, or a generator that cannot be run as part of the chain. */
final class Elements extends GeneratorFrame {
    static final int EMITTING = 1;

    private static final Body BODY = (frame, value, error, trampoline) ->
            frame == null ? null : ((Elements) frame).step(value, error, trampoline);

    private final Iterator<?> iterator;

    private Elements(Iterator<?> iterator) {
        super(BODY);
        this.iterator = iterator;
    }

    static Elements from(@Nullable Object source) {
        if (source instanceof Iterable<?> iterable) {
            return new Elements(iterable.iterator());
        }
        throw new NullPointerException("emitAll(null): there is nothing to emit");
    }

    private @Nullable Object step(@Nullable Object sent, @Nullable Throwable error, Trampoline trampoline)
            throws Throwable {
        label = EMITTING;
        if (iterator instanceof GeneratorRun<?> generator) {
            return step(generator, sent, error, trampoline);
        }
        if (error != null) {
            throw error;
        }
        if (sent != null) {
            throw new IllegalStateException(
                    "a value was sent while emitAll emits an Iterable, which takes none; send null, or emit in a loop");
        }
        if (!iterator.hasNext()) {
            return null;
        }
        trampoline.emit(iterator.next());
        return Frame.EMITTED;
    }

    private static @Nullable Object step(
            GeneratorRun<?> generator, @Nullable Object sent, @Nullable Throwable error, Trampoline trampoline) {
        if (error instanceof GeneratorExit) {
            generator.close();
            throw (GeneratorExit) error;
        }
        boolean present =
                (generator.state == Delegation.READY && error == null) || generator.advanceRaising(sent, error);
        if (!present) {
            return generator.endValue();
        }
        trampoline.emit(generator.take());
        return Frame.EMITTED;
    }
}
