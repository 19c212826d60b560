package dev.ikat;

import dev.ikat.frame.Body;
import dev.ikat.frame.Frame;
import dev.ikat.frame.GeneratorFrame;
import dev.ikat.frame.Trampoline;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Generator}s are: the trampoline of a frame of its own. This class itself serves every body; most have one that
 * is made for them, a {@link SpecialisedGenerator}.
 */
non-sealed class GeneratorRun<T> extends Delegation implements Generator<T>, EmittingTrampoline {
    private static final Body NOTHING = (frame, value, error, trampoline) -> null;

    GeneratorRun(GeneratorFrame frame) {
        super(frame);
    }

    static <T> Generator<T> of(GeneratorFrame frame) {
        return new GeneratorRun<>(frame);
    }

    static <T> Generator<T> ended(@Nullable Object value) {
        GeneratorRun<T> run = new GeneratorRun<>(new GeneratorFrame(NOTHING));
        run.state = ENDED;
        run.value = value;
        return run;
    }

    @Override
    public boolean hasNext() {
        return state == READY || advance(null);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // T may be nullable
    public T next() {
        if (state != READY && !advance(null)) {
            throw noElement();
        }
        Object element = value;
        value = null;
        state = IDLE;
        return (T) element;
    }

    final NoSuchElementException noElement() {
        return new NoSuchElementException(this + " has no more elements");
    }

    /** Up to the next element, which is READY then; false at the end. */
    boolean advance(@Nullable Object sent) {
        return advanceRaising(sent, null);
    }

    /** As {@link #advance}, of the innermost; the emit that it came from throws the error, if there is one. */
    final boolean advanceRaising(@Nullable Object sent, @Nullable Throwable error) {
        switch (state) {
            case IDLE -> {
                return advanceInnermost(sent, error);
            }
            case DELEGATED -> {
                detach();
                return advanceRaising(sent, error);
            }
            case RUNNING ->
                throw new IllegalStateException(this + " is running already: it cannot ask itself for an element");
            case READY -> throw lookedAhead(this);
            default -> {
                if (error != null) {
                    throw Sneaky.raise(error);
                }
                return false;
            }
        }
    }

    private boolean advanceInnermost(@Nullable Object sent, @Nullable Throwable error) {
        raising(error);
        state = RUNNING;
        Frame current = innermost().frame;
        Object result = null;
        Throwable failure = null;
        try {
            result = current.body.resume(current, sent, error, this);
        } catch (Throwable thrown) {
            failure = thrown;
        }
        if (state == READY && failure == null && error == null) {
            return true;
        }
        try {
            return goOn(result, failure, error, this) == Frame.EMITTED;
        } catch (Throwable thrown) {
            throw Sneaky.raise(thrown);
        }
    }

    /** It is used by somebody while another one emits all of it: that one iterates it from now on. */
    private void detach() {
        Delegation root = root();
        if (root.state == RUNNING) {
            throw new IllegalStateException(
                    this + " is running already, as " + root + " is, which emits all of it: it cannot ask itself");
        }
        GeneratorRun<Object> instead = new GeneratorRun<>(Elements.from(this));
        instead.frame.label = Elements.EMITTING;
        replaceBy(instead, root);
    }

    @Override
    public T send(@Nullable Object sent) {
        if (sent != null && isNew()) {
            throw sentTooEarly(this);
        }
        return nextOf(advance(sent));
    }

    @Override
    public T raise(Throwable error) {
        Objects.requireNonNull(error, "raise(null): there is nothing to throw");
        if (isNew()) {
            endUnbegun();
        }
        return nextOf(advanceRaising(null, error));
    }

    private T nextOf(boolean present) {
        if (!present) {
            throw new NoSuchElementException(this + " has ended");
        }
        return next();
    }

    @Override
    public void close() {
        if (state == READY) {
            take();
        }
        if (isNew()) {
            endUnbegun();
        }
        if (state == ENDED) {
            return;
        }
        boolean emitted;
        try {
            emitted = advanceRaising(null, new GeneratorExit());
        } catch (GeneratorExit exit) {
            exit.throwSuppressed();
            return;
        }
        if (emitted) {
            take();
            throw ignoredExit(this);
        }
    }

    @Override
    public @Nullable Object endValue() {
        if (state != ENDED) {
            throw new IllegalStateException(
                    this + " has not ended; its end value is there once hasNext() answers false");
        }
        return value;
    }

    @Override
    void ended() {}

    @Override
    public void emit(@Nullable Object element) {
        value = element;
        state = READY;
    }

    @Override
    public void emitAll(@Nullable Object source) {
        value = source;
    }

    @Override
    @Nullable
    Object emitted(Trampoline trampoline) {
        return value;
    }

    @Override
    boolean isDelegating(Trampoline trampoline) {
        return state != READY;
    }

    @Override
    Delegation delegateTo(@Nullable Object source, Trampoline trampoline) {
        if (source instanceof GeneratorRun<?> other && other.isFree()) {
            return other;
        }
        return new GeneratorRun<>(Elements.from(source));
    }

    @Override
    @Nullable
    Object resume(Frame current, @Nullable Object sent, @Nullable Throwable error, Trampoline trampoline)
            throws Throwable {
        return current.body.resume(current, sent, error, trampoline);
    }

    @Override
    public String toString() {
        return describe("generator");
    }
}
