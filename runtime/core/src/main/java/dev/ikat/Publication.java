package dev.ikat;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to an iteration: a task of the loop, which asks for an element when one is requested, hands it over, and
 * closes the iterator in the end. All signals come from that task, so they are serial and on the loop's thread. Requests
 * and cancellations come from any thread: what they change is in the two atomic fields, the rest is the task's.
 *
 * <pre>
 * PARKED (no demand) --request--> ASKING (in hasNext) --element--> onNext --> PARKED or ASKING
 * any --end, failure--> CLOSING --closed--> onComplete, onError
 * any --cancel, request(0)--> CLOSING --closed--> nothing, onError
 * </pre>
 *
 * An element is asked for only when it is requested. So the end of an iteration is known, and signalled, at the request
 * that follows the last element.
 *
 * @see <a href="https://github.com/reactive-streams/reactive-streams-jvm/blob/v1.0.4/README.md">Reactive Streams 1.0.4</a>
 */
final class Publication<T> extends StateMachine<Void> {
    /** Elements after which other tasks have their turn, where the iterator never waits. */
    private static final int BATCH = 256;

    /** Why it ends: the subscriber has cancelled. */
    private static final Object CANCELLED = new Object();

    private final Kernel kernel = Kernel.current();
    private final AsyncIterator<T> iterator;
    private final AtomicLong demand = new AtomicLong();

    /** Why it ends where that is not the iterator's doing: CANCELLED, or the subscriber's mistake; the first is kept. */
    private final AtomicReference<@Nullable Object> ending = new AtomicReference<>();

    /** Null when it is not to be told any more, so that it is not kept. */
    private Flow.@Nullable Subscriber<? super T> subscriber;

    private @Nullable Task<Void> task;
    private @Nullable Parked parked;
    private @Nullable Coroutine<Boolean> asked;
    private boolean running;
    private boolean closing;
    private @Nullable Throwable failure;
    private int delivered;

    Publication(Flow.Subscriber<? super T> subscriber, AsyncIterator<T> iterator) {
        this.subscriber = subscriber;
        this.iterator = iterator;
    }

    /** On the loop's thread. Eager, since a task that is cancelled before its first step never takes it. */
    void begin() {
        running = true;
        try {
            told().onSubscribe(new Requests());
        } catch (Throwable broken) {
            subscriberFailed(broken);
        }
        Strand<Void> strand = Strand.eager(kernel, this, "publisher");
        task = strand;
    }

    @Override
    @SuppressWarnings("NullAway") // Void has no other value
    protected Void step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        running = true;
        parked = null;
        try {
            return closing ? end(error) : error != null ? close(error) : goOn(value);
        } catch (Throwable unfit) {
            if (subscriber == null) {
                throw unfit;
            }
            return close(unfit);
        } finally {
            running = false;
        }
    }

    private @Nullable Void goOn(@Nullable Object value) {
        boolean answered = asked != null;
        asked = null;
        if (answered && ending.get() == null) {
            if (!Boolean.TRUE.equals(value)) {
                return close(null);
            }
            deliver(iterator.next());
        }
        if (ending.get() != null || failure != null) {
            return close(null);
        }
        if (demand.get() == 0) {
            Parked waiting = new Parked();
            parked = waiting;
            return await(waiting);
        }
        if (delivered == BATCH) {
            delivered = 0;
            return await(Ikat.yieldNow());
        }
        Coroutine<Boolean> more = iterator.hasNext();
        asked = more;
        return await(more);
    }

    private void deliver(@Nullable T element) {
        if (element == null) {
            throw new NullPointerException(iterator + " had a null element, which a publisher cannot hand on;"
                    + " use an Optional, or leave it out");
        }
        delivered++;
        if (demand.get() != Long.MAX_VALUE) {
            demand.decrementAndGet();
        }
        try {
            told().onNext(element);
        } catch (Throwable broken) {
            subscriberFailed(broken);
        }
    }

    private Flow.Subscriber<? super T> told() {
        Flow.Subscriber<? super T> present = subscriber;
        if (present == null) {
            throw new AssertionError("the subscriber was let go before the end");
        }
        return present;
    }

    /** It must not throw (rule 2.13). It is told nothing more, and the error is the task's, which the loop reports. */
    private void subscriberFailed(Throwable broken) {
        ending.compareAndSet(null, CANCELLED);
        failure = broken;
    }

    private @Nullable Void close(@Nullable Throwable reason) {
        closing = true;
        if (failure == null && !(ending.get() != null && reason instanceof CancelledError)) {
            failure = reason;
        }
        return await(iterator instanceof AsyncCloseable source ? Coroutine.defer(source::closeAsync) : Ikat.done());
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private @Nullable Void end(@Nullable Throwable error) throws Throwable {
        if (failure == null) {
            failure = error;
        } else if (error != null && error != failure) {
            failure.addSuppressed(error);
        }
        Flow.Subscriber<? super T> last = told();
        subscriber = null;
        Object stopped = ending.get();
        if (stopped instanceof Throwable mistake) {
            last.onError(mistake);
        } else if (stopped == null && failure != null) {
            last.onError(failure);
        } else if (stopped == null) {
            last.onComplete();
        }
        if (failure != null && (stopped != null || failure instanceof CancelledError)) {
            throw failure; // the subscriber does not learn of it, or the task was cancelled
        }
        return null;
    }

    private void request(long n) {
        if (n <= 0) {
            stop(new IllegalArgumentException(
                    "request(" + n + "): ask for one element or more (rule 3.9); the subscription has ended"));
            return;
        }
        long before = demand.getAndAccumulate(n, Publication::saturated);
        if (before == 0 && !inStep()) {
            onLoop(this::unpark);
        }
    }

    private static long saturated(long demand, long more) {
        long sum = demand + more;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private void stop(Object reason) {
        if (ending.compareAndSet(null, reason) && !inStep()) {
            onLoop(this::interrupt);
        }
    }

    /** Asked from within a signal: the step that is under way looks when the signal returns. */
    private boolean inStep() {
        return kernel.isCurrent() && running;
    }

    private void onLoop(Runnable action) {
        if (kernel.isCurrent()) {
            action.run();
        } else {
            try {
                kernel.loop.callSoonThreadsafe(action);
            } catch (IllegalStateException closed) {
                assert kernel.loop.isClosed(); // which has ended the task
            }
        }
    }

    private void unpark() {
        if (parked != null) {
            parked.tryComplete(true);
        }
    }

    /** What waits for an element is cancelled; what closes already goes on. */
    private void interrupt() {
        unpark();
        if (asked != null && !closing && task != null) {
            task.cancel(null);
        }
    }

    private static final class Parked extends Suspension<Boolean> {
        @Override
        protected void abort() {
            // the demand stays where it is
        }
    }

    private final class Requests implements Flow.Subscription {
        @Override
        public void request(long n) {
            Publication.this.request(n);
        }

        @Override
        public void cancel() {
            stop(CANCELLED);
        }

        @Override
        public String toString() {
            return "subscription to " + iterator;
        }
    }
}
