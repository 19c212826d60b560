package dev.ikat;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a publisher, as an iteration. The publisher's signals, from any thread, go into a queue that is as
 * long as what was requested; the iterating task takes them, and waits when there is none. A signal is not the end of a
 * wait but a reason to look into the queue, so that a cancelled wait loses none. The task alone requests and cancels.
 *
 * <pre>
 * NEW --first hasNext--> SUBSCRIBED --signal onComplete or onError taken, closed--> ENDED
 * </pre>
 *
 * @see <a href="https://github.com/reactive-streams/reactive-streams-jvm/blob/v1.0.4/README.md">Reactive Streams 1.0.4</a>
 */
final class SubscribedIterator<T> implements AsyncIterator<T>, AsyncCloseable {
    private enum State {
        NEW,
        SUBSCRIBED,
        ENDED
    }

    /** What the publisher has said, in its order. */
    private sealed interface Signal<T> {}

    private record Subscribed<T>(Flow.Subscription subscription) implements Signal<T> {}

    private record Element<T>(T value) implements Signal<T> {}

    private record Ended<T>(@Nullable Throwable error) implements Signal<T> {}

    private final Flow.Publisher<? extends T> publisher;
    private final int window;
    private final LoopBinding binding = new LoopBinding("iterator of a publisher");
    private final Queue<Signal<T>> signals = new ConcurrentLinkedQueue<>();

    /** The task found no signal: the next one wakes it. Set by the task before it looks once more. */
    private final AtomicBoolean waiting = new AtomicBoolean();

    /** Nobody takes signals any more. Written on the loop's thread. */
    private volatile boolean closed;

    /** How many elements were requested in all; written on the loop's thread, before the request. */
    private volatile long requested;

    private State state = State.NEW;
    private Flow.@Nullable Subscription subscription;
    private @Nullable Element<T> announced;
    private long taken;
    private @Nullable Arrival arrival;
    private @Nullable Kernel kernel;

    SubscribedIterator(Flow.Publisher<? extends T> publisher, int window) {
        this.publisher = publisher;
        this.window = window;
    }

    @Override
    public Coroutine<Boolean> hasNext() {
        return new Announcing();
    }

    @Override
    public T next() {
        Element<T> element = announced;
        if (element == null) {
            throw new NoSuchElementException(
                    "no element was announced; await hasNext() before each next(), and go on while it answers true");
        }
        announced = null;
        return element.value;
    }

    /** Cancels the subscription; what was sent and not taken is dropped. */
    @Override
    public Coroutine<Void> closeAsync() {
        return Coroutine.defer(() -> {
            binding.check();
            end();
            return Ikat.done();
        });
    }

    private void end() {
        boolean cancels = state == State.SUBSCRIBED;
        state = State.ENDED;
        announced = null;
        closed = true;
        dropSignals();
        if (cancels && subscription != null) {
            subscription.cancel();
        }
        if (arrival != null) {
            arrival.tryComplete(true);
        }
    }

    /** By the one who closes and by who signals after that: a subscription that came too late is cancelled. */
    private void dropSignals() {
        for (Signal<T> signal; (signal = signals.poll()) != null; ) {
            if (signal instanceof Subscribed<T> late) {
                late.subscription.cancel();
            }
        }
    }

    /** Takes signals until an element or the end is there: true or false; null when it has to wait. */
    private @Nullable Boolean advance() throws Throwable {
        while (true) {
            if (announced != null) {
                return true;
            }
            if (state == State.ENDED) {
                return false;
            }
            request();
            Signal<T> signal = signals.poll();
            if (signal == null) {
                waiting.set(true);
                signal = signals.poll();
            }
            if (signal == null) {
                return null;
            }
            waiting.set(false);
            take(signal);
        }
    }

    private void take(Signal<T> signal) throws Throwable {
        if (signal instanceof Element<T> element) {
            announced = element;
            taken++;
        } else if (signal instanceof Subscribed<T> begun) {
            subscription = begun.subscription;
        } else if (signal instanceof Ended<T> ended) {
            state = ended.error instanceof TooMany ? state : State.ENDED;
            end();
            if (ended.error != null) {
                throw ended.error;
            }
        }
    }

    private void request() {
        long outstanding = requested - taken;
        if (subscription != null && outstanding <= window / 2) {
            long more = window - outstanding;
            requested = taken + window;
            subscription.request(more);
        }
    }

    /** From any thread; the queue has something new. */
    private void signal(Signal<T> signal) {
        signals.add(signal);
        if (closed) {
            dropSignals();
        } else if (waiting.compareAndSet(true, false)) {
            Kernel awaiting = Objects.requireNonNull(kernel);
            try {
                awaiting.loop.callSoonThreadsafe(this::wake);
            } catch (IllegalStateException loopClosed) {
                closed = true;
                dropSignals();
            }
        }
    }

    private void wake() {
        if (arrival != null) {
            arrival.tryComplete(true);
        }
    }

    /** A wake-up, no more. */
    private final class Arrival extends Suspension<Boolean> {
        Arrival() {
            super(binding);
        }

        @Override
        protected Boolean resume(Boolean value) {
            arrival = null;
            return value;
        }

        @Override
        protected void abort() {
            arrival = null;
        }
    }

    private final class Announcing extends StateMachine<Boolean> {
        @Override
        protected Boolean step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
            if (error != null) {
                throw error;
            }
            if (awaited() == null) {
                begin();
            }
            Boolean present = advance();
            if (present != null) {
                return present;
            }
            Arrival next = new Arrival();
            arrival = next;
            return await(next);
        }

        private void begin() {
            kernel = binding.kernel();
            if (arrival != null) {
                throw new IllegalStateException("another task awaits the next element of " + publisher
                        + " already; one task iterates it, or each task subscribes for itself");
            }
            if (state == State.NEW) {
                state = State.SUBSCRIBED;
                try {
                    publisher.subscribe(new Signals());
                } catch (Throwable broken) {
                    end();
                    throw broken;
                }
            }
        }
    }

    /** The publisher has sent what nobody asked for. */
    private static final class TooMany extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        TooMany(String message) {
            super(message);
        }
    }

    /** What the publisher sees; it calls one method at a time. */
    private final class Signals implements Flow.Subscriber<T> {
        private boolean begun;
        private boolean ended;
        private long received;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            Objects.requireNonNull(given, "onSubscribe(null)");
            if (begun) {
                given.cancel(); // rule 2.5
                return;
            }
            begun = true;
            signal(new Subscribed<>(given));
        }

        @Override
        public void onNext(T element) {
            Objects.requireNonNull(element, "onNext(null)");
            if (ended || closed) {
                return;
            }
            if (received == requested) {
                ended = true;
                signal(new Ended<>(
                        new TooMany(publisher + " has sent more elements than were requested (rule 1.1 of Reactive"
                                + " Streams); the subscription is cancelled")));
                return;
            }
            received++;
            signal(new Element<>(element));
        }

        @Override
        public void onError(Throwable error) {
            end(Objects.requireNonNull(error, "onError(null)"));
        }

        @Override
        public void onComplete() {
            end(null);
        }

        private void end(@Nullable Throwable error) {
            if (!ended) {
                ended = true;
                signal(new Ended<>(error));
            }
        }
    }
}
