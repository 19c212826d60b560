package dev.ikat;

import java.util.concurrent.Flow;

/** What can be iterated where each step may wait: Python's asynchronous iterable. */
@FunctionalInterface
public interface AsyncIterable<T> {
    /** A new iteration; a source whose elements are handed out once (a queue) shares them among its iterations. */
    AsyncIterator<T> iterator();

    /**
     * The elements that a publisher sends: each iteration is a subscription of its own, made when its first element is
     * awaited, and asks for an element when it needs one, so that none is sent that nobody waits for. The publisher may send
     * from any thread. What it fails with is thrown by the await, the same instance, after the elements that were sent
     * before.
     *
     * <p>A loop that is left early cancels the subscription; so does {@code closeAsync()} of the iterator, which is an {@link
     * AsyncCloseable}. A cancelled await loses no element: the next one has it.
     */
    static <T> AsyncIterable<T> from(Flow.Publisher<? extends T> publisher) {
        return from(publisher, 1);
    }

    /**
     * As {@link #from(Flow.Publisher)}, with up to so many elements requested ahead, and again when half of them are used:
     * quicker where the publisher works on another thread. They are dropped when the loop is left early.
     *
     * @throws IllegalArgumentException for a window of less than one
     */
    static <T> AsyncIterable<T> from(Flow.Publisher<? extends T> publisher, int window) {
        return new PublishedElements<>(publisher, window);
    }

    /**
     * These elements for Reactive Streams. Each subscription is an iteration of its own, run by a task of the loop that runs
     * on the thread that calls this; where none does, on the shared one of a process, a daemon. An element is asked for when
     * the subscriber has requested it, so the end is signalled at the request that follows the last element. All signals
     * come on that loop's thread; subscribing, requesting and cancelling are for any thread.
     *
     * <p>To cancel a subscription cancels what the iteration awaits, and closes the iterator; that is awaited by the task.
     * What it throws then, and what a subscriber throws, is reported to the loop's exception handler. An end of the loop is
     * signalled as a {@link CancelledError}.
     *
     * @see <a href="https://www.reactive-streams.org">Reactive Streams</a>
     */
    default Flow.Publisher<T> toPublisher() {
        return new IterationPublisher<>(this);
    }
}
