package dev.ikat;

import dev.ikat.frame.Body;
import dev.ikat.frame.Frame;
import dev.ikat.frame.Trampoline;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one implementation of {@link AsyncGenerator}. Its frames run in the task of whoever asks, below the {@link Request}
 * that asks: so their awaits are awaits of that task, and need nothing of a generator's. An emit ends the request, and
 * leaves the frames with the generator.
 *
 * <p>{@code hasNext} is the same object each time: an iteration makes none for an element that is there at once.
 */
final class AsyncGeneratorRun<T> extends Delegation implements AsyncGenerator<T> {
    private static final int WAITING = 1;

    private static final Body REQUEST = (frame, value, error, trampoline) -> {
        if (frame == null) {
            return null;
        }
        AsyncGeneratorRun<?>.Request<?> request = (AsyncGeneratorRun<?>.Request<?>) frame;
        return frame.label == Frame.NEW
                ? request.run((Strand<?>) trampoline)
                : request.settle(value, error, (Strand<?>) trampoline);
    };

    private final Request<Boolean> more = new More();

    /** The request that is being answered. */
    private @Nullable Frame asking;

    private @Nullable Kernel openIn;

    /** A publisher of it has its subscriber. */
    private boolean published;

    /** Links of the kernel's list of open generators. */
    @Nullable
    AsyncGeneratorRun<?> preceding;

    @Nullable
    AsyncGeneratorRun<?> following;

    AsyncGeneratorRun(Frame frame) {
        super(frame);
        if (frame instanceof Coroutine<?> coroutine) {
            coroutine.requireNew();
        }
    }

    static <T> AsyncGenerator<T> ended(@Nullable Object value) {
        AsyncGeneratorRun<T> run = new AsyncGeneratorRun<>(Ikat.done());
        run.state = ENDED;
        run.value = value;
        return run;
    }

    @Override
    public Coroutine<Boolean> hasNext() {
        return more;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // T may be nullable
    public T next() {
        if (state != READY) {
            throw new NoSuchElementException(
                    "no element of " + this + " is there; await hasNext() before each next(), while it answers true");
        }
        return (T) take();
    }

    @Override
    public Coroutine<Boolean> send(@Nullable Object value) {
        return new Sending(value, null);
    }

    @Override
    public Coroutine<Boolean> raise(Throwable error) {
        return new Sending(null, Objects.requireNonNull(error, "raise(null): there is nothing to throw"));
    }

    @Override
    public Coroutine<Void> closeAsync() {
        return new CloseRequest();
    }

    /** Its publisher gets a subscriber. */
    void publishOnce() {
        if (published) {
            throw new IllegalStateException(
                    this + " has a subscriber already, and is iterated once; call the method again"
                            + " for another one, or publish an AsyncIterable that makes one for each iteration");
        }
        published = true;
    }

    @Override
    @Nullable
    Object emitted(Trampoline trampoline) {
        Kernel kernel = ((Strand<?>) trampoline).kernel;
        Object what = kernel.emitted;
        kernel.emitted = null;
        return what;
    }

    @Override
    boolean isDelegating(Trampoline trampoline) {
        Kernel kernel = ((Strand<?>) trampoline).kernel;
        boolean was = kernel.delegating;
        kernel.delegating = false;
        return was;
    }

    @Override
    Delegation delegateTo(@Nullable Object source, Trampoline trampoline) {
        if (source instanceof AsyncGeneratorRun<?> other && other.isFree()) {
            other.requireIn(((Strand<?>) trampoline).kernel);
            return other;
        }
        return new AsyncGeneratorRun<>(
                source instanceof AsyncIterable<?> iterable ? new AsyncElements(iterable) : Elements.from(source));
    }

    @Override
    @Nullable
    Object resume(Frame current, @Nullable Object sent, @Nullable Throwable error, Trampoline trampoline)
            throws Throwable {
        current.parent = asking;
        return current.body.resume(current, sent, error, trampoline);
    }

    @Override
    void ended() {
        asking = null;
        if (openIn != null) {
            openIn.generators.remove(this);
            openIn = null;
        }
    }

    /** Is about to run; for the first time, it may be. */
    private void begun(Kernel kernel) {
        if (openIn != kernel) {
            requireIn(kernel);
            openIn = kernel;
            kernel.generators.add(this);
        }
    }

    private void requireIn(Kernel kernel) {
        Kernel other = openIn;
        if (other != null && other != kernel) {
            throw new IllegalStateException(this + " has begun on another loop than that of the task that asks it;"
                    + " call the method again for a generator of this loop, or call toPublisher() where it has begun,"
                    + " and subscribe to that from here");
        }
    }

    /** What is asked of the generator, as a coroutine: the frames run below it. */
    abstract class Request<R> extends Coroutine<R> {
        private @Nullable Throwable raised;

        Request() {
            super(REQUEST);
        }

        /** Whether the generator is to go on; else the answer is there. */
        abstract boolean mustRun();

        /** Whether there is an element is what the generator has come to. */
        abstract R answer(boolean present);

        @Nullable
        Object sent() {
            return null;
        }

        @Nullable
        Throwable error() {
            return null;
        }

        R failed(Throwable error) throws Throwable {
            throw error;
        }

        void requireUnused() {
            requireNew();
        }

        @Override
        protected @Nullable Object begin(Trampoline trampoline) throws Throwable {
            requireUnused();
            requireFree();
            if (!trampoline.descend()) {
                return trampoline.postpone(this);
            }
            try {
                return run((Strand<?>) trampoline);
            } finally {
                trampoline.ascend();
            }
        }

        final @Nullable Object run(Strand<?> task) throws Throwable {
            requireFree();
            label = ENDED;
            if (!mustRun()) {
                return answer(state == READY);
            }
            begun(task.kernel);
            state = Delegation.RUNNING;
            asking = this;
            raised = error();
            raising(raised);
            Object outcome = null;
            Throwable failure = null;
            try {
                outcome = resume(innermost().frame, sent(), raised, task);
            } catch (Throwable thrown) {
                failure = thrown;
            }
            return settle(outcome, failure, task);
        }

        final @Nullable Object settle(@Nullable Object outcome, @Nullable Throwable thrown, Strand<?> task)
                throws Throwable {
            Object result;
            try {
                result = goOn(outcome, thrown, raised, task);
            } catch (Throwable error) {
                label = ENDED;
                return failed(error);
            }
            if (result == SUSPENDED) {
                label = WAITING;
                task.link(this);
                return SUSPENDED;
            }
            label = ENDED;
            if (result == EMITTED) { // a request that was answered, and what it sent, is not kept
                innermost().frame.parent = null;
                asking = null;
            }
            return answer(result == EMITTED);
        }

        /** Who emits all of the innermost one, while this request is answered. */
        final @Nullable Delegation delegator() {
            return innermost().delegator;
        }

        /** Before it is put off, too: the same hasNext may be waiting in another task. */
        private void requireFree() {
            if (state == Delegation.RUNNING || delegator != null) {
                requireIn(Kernel.current());
                throw new IllegalStateException(AsyncGeneratorRun.this
                        + (delegator == null
                                ? " is running already: one task at a time may ask it, and it cannot ask itself"
                                : " is run by " + root() + ", which emits all of it"));
            }
        }
    }

    private final class More extends Request<Boolean> {
        More() {
            requireNew(); // one that is not awaited is no mistake
        }

        @Override
        void requireUnused() {
            if (label != WAITING) {
                label = NEW;
            }
        }

        @Override
        boolean mustRun() {
            return state == IDLE;
        }

        @Override
        Boolean answer(boolean present) {
            return present;
        }
    }

    private final class Sending extends Request<Boolean> {
        private final @Nullable Object sent;
        private final @Nullable Throwable error;

        Sending(@Nullable Object sent, @Nullable Throwable error) {
            this.sent = sent;
            this.error = error;
        }

        @Override
        @Nullable
        Object sent() {
            return sent;
        }

        @Override
        @Nullable
        Throwable error() {
            return error;
        }

        @Override
        boolean mustRun() {
            if (state == READY) {
                throw lookedAhead(AsyncGeneratorRun.this);
            }
            if (sent != null && isNew()) {
                throw sentTooEarly(AsyncGeneratorRun.this);
            }
            if (error != null && isNew()) {
                endUnbegun();
            }
            if (error != null && state == Delegation.ENDED) {
                throw Sneaky.raise(error);
            }
            return state == IDLE;
        }

        @Override
        Boolean answer(boolean present) {
            return present;
        }
    }

    private final class CloseRequest extends Request<Void> {
        private final GeneratorExit exit = new GeneratorExit();

        @Override
        Throwable error() {
            return exit;
        }

        @Override
        boolean mustRun() {
            if (state == READY) {
                take();
            }
            if (isNew()) {
                endUnbegun();
            }
            return state == IDLE;
        }

        @Override
        @SuppressWarnings("NullAway") // Void has no other value
        Void answer(boolean present) {
            if (present) {
                take();
                throw ignoredExit(AsyncGeneratorRun.this);
            }
            return null;
        }

        @Override
        @SuppressWarnings("NullAway") // Void has no other value
        Void failed(Throwable error) throws Throwable {
            if (error instanceof GeneratorExit exit) {
                exit.throwSuppressed();
                return null;
            }
            throw error;
        }
    }

    @Override
    public String toString() {
        return describe("asynchronous generator");
    }
}
