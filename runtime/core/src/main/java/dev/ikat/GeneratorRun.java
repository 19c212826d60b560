package dev.ikat;

import dev.ikat.frame.Frame;
import dev.ikat.frame.Trampoline;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one implementation of {@link Generator}: the trampoline that runs its own frame and those it delegates to. What an
 * iteration does most, an element of its own or of the innermost, is {@link #advance}, kept small for the JIT.
 */
final class GeneratorRun<T> extends Delegation implements Generator<T>, EmittingTrampoline {
    GeneratorRun(Coroutine<?> frame) {
        super(frame);
    }

    static <T> Generator<T> ended(@Nullable Object value) {
        GeneratorRun<T> run = new GeneratorRun<>(Ikat.done());
        run.state = ENDED;
        run.value = value;
        return run;
    }

    @Override
    public boolean hasNext() {
        return state == READY || advance(null, null);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // T may be nullable
    public T next() {
        if (state != READY && !advance(null, null)) {
            throw new NoSuchElementException(this + " has no more elements");
        }
        Object element = value;
        value = null;
        state = IDLE;
        return (T) element;
    }

    /** Up to the next element, which is READY then; false at the end. */
    boolean advance(@Nullable Object sent, @Nullable Throwable error) {
        if (state != IDLE) {
            return advanceOtherwise(sent, error);
        }
        state = RUNNING;
        Object result;
        try {
            Frame current = leaf;
            result = current.body.resume(current, sent, error, this);
        } catch (Throwable thrown) {
            return goOn(null, thrown, error);
        }
        return (state == READY && error == null) || goOn(result, null, error);
    }

    private boolean goOn(@Nullable Object result, @Nullable Throwable thrown, @Nullable Throwable raised) {
        try {
            return goOn(result, thrown, raised, this) == Frame.EMITTED;
        } catch (Throwable error) {
            throw Sneaky.raise(error);
        }
    }

    private boolean advanceOtherwise(@Nullable Object sent, @Nullable Throwable error) {
        if (state == DELEGATED) {
            detach();
            return advance(sent, error);
        }
        if (state == RUNNING) {
            throw new IllegalStateException(this + " is running already: it cannot ask itself for an element");
        }
        if (state == READY) {
            throw lookedAhead(this);
        }
        if (error != null) {
            throw Sneaky.raise(error);
        }
        return false;
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
        return nextOf(advance(sent, null));
    }

    @Override
    public T raise(Throwable error) {
        Objects.requireNonNull(error, "raise(null): there is nothing to throw");
        if (isNew()) {
            endUnbegun();
        }
        return nextOf(advanceRaising(error));
    }

    private boolean advanceRaising(Throwable error) {
        if (state == DELEGATED) {
            detach();
        }
        if (state == IDLE) {
            raising(error);
        }
        return advance(null, error);
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
            emitted = advanceRaising(new GeneratorExit());
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
