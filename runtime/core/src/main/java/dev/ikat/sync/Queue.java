package dev.ikat.sync;

import dev.ikat.AsyncIterable;
import dev.ikat.AsyncIterator;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Suspension;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Items from tasks that put to tasks that take; asyncio's Queue, LifoQueue and PriorityQueue. Whoever waits longest is
 * served first; {@link #offer} and {@link #poll}, which cannot wait, get what is promised to nobody who does. An item
 * stays in the queue until the task that takes it really goes on, so a task that is cancelled has taken or put nothing;
 * with an order or last-in-first-out it gets what is first then.
 *
 * <pre>{@code
 * for (Job job : each(queue)) {     // ends when the queue was shut down and is empty
 *     …
 *     queue.taskDone();
 * }
 * }</pre>
 *
 * <p>Used on one loop's thread. Source: CPython's asyncio.queues, 3.13 for the shutdown.
 */
public final class Queue<T> implements AsyncIterable<T> {
    static final Supplier<QueueShutDownException> SHUT_DOWN = QueueShutDownException::new;

    private final Exchange<T> exchange;
    private final Set<Joining> joining = new LinkedHashSet<>();

    /** Of the items ever put, how many were reported done, or dropped by a shutdown. */
    private long finished;

    /** A queue without bound, first in first out. */
    public Queue() {
        this(0);
    }

    /**
     * First in first out.
     *
     * @param capacity how many items it holds before a put waits; 0 for no bound
     * @throws IllegalArgumentException for a negative capacity
     */
    public Queue(int capacity) {
        this(capacity, new Store.Fifo<>());
    }

    private Queue(int capacity, Store<T> store) {
        if (capacity < 0) {
            throw new IllegalArgumentException(
                    "a queue cannot have a capacity of " + capacity + "; use 0 for one without bound");
        }
        exchange = new Exchange<>("queue", store, capacity == 0 ? Exchange.UNBOUNDED : capacity);
    }

    /** As {@link #Queue(int)}, last in first out. */
    public static <T> Queue<T> lifo(int capacity) {
        return new Queue<>(capacity, new Store.Lifo<>());
    }

    /** As {@link #Queue(int)}, the least first; equal ones first in first out. */
    public static <T extends Comparable<? super T>> Queue<T> priority(int capacity) {
        return priority(capacity, Comparator.naturalOrder());
    }

    /** As {@link #priority(int)}, by an order of one's own. */
    public static <T> Queue<T> priority(int capacity, Comparator<? super T> order) {
        return new Queue<>(capacity, new Store.Ranked<>(order));
    }

    /**
     * Puts an item, waiting for room if need be. Nothing is put before the coroutine is awaited.
     *
     * @throws NullPointerException for null, at once
     * @throws QueueShutDownException at the await, when the queue was or is shut down before the item is in
     */
    public Coroutine<Void> put(T item) {
        requireItem(item);
        return new Put<>(exchange, item, SHUT_DOWN);
    }

    /**
     * Takes the next item, waiting for one if need be. Nothing is taken before the coroutine is awaited.
     *
     * @throws QueueShutDownException at the await, when the queue was or is shut down and nothing is left
     */
    public Coroutine<T> take() {
        return new Take<>(exchange, SHUT_DOWN);
    }

    /**
     * Puts an item if there is room that nobody waits for; answers whether it did.
     *
     * @throws QueueShutDownException when the queue was shut down
     */
    public boolean offer(T item) {
        requireItem(item);
        boolean room = exchange.canPut();
        if (room) {
            exchange.put(item);
        } else if (exchange.isClosed()) {
            throw new QueueShutDownException();
        }
        return room;
    }

    /**
     * Takes the next item if there is one that nobody waits for; else null.
     *
     * @throws QueueShutDownException when the queue was shut down and is empty
     */
    public @Nullable T poll() {
        if (exchange.canTake()) {
            return exchange.take();
        }
        if (exchange.isDrained()) {
            throw new QueueShutDownException();
        }
        return null;
    }

    /**
     * The work on one item that was taken is done; {@link #join} waits until that was said of every item.
     *
     * @throws IllegalStateException when it was said of all of them already
     */
    public void taskDone() {
        if (unfinished() <= 0) {
            throw new IllegalStateException(
                    "taskDone() was called more often than items were put; call it once for each item that was taken");
        }
        finish(1);
    }

    /** Waits until every item that was put was taken and reported {@linkplain #taskDone done}; at once if none is left. */
    public Coroutine<Void> join() {
        return Coroutine.defer(() -> unfinished() <= 0 ? Ikat.done() : new Joining());
    }

    /**
     * Ends the queue: from now on puts fail, and takes once it is empty, those that wait now included. A second call may
     * be the immediate one.
     *
     * @param immediate drop what is in the queue, as if it was taken and done
     */
    public void shutdown(boolean immediate) {
        int dropped = exchange.close(immediate);
        finish(Math.min(dropped, unfinished()));
    }

    private void finish(long items) {
        finished += items;
        if (unfinished() <= 0 && !joining.isEmpty()) {
            joining.forEach(Joining::end);
            joining.clear();
        }
    }

    /** How many items were put and not reported done. */
    public long unfinished() {
        return exchange.added() - finished;
    }

    /** The items in it now; one that a task was woken for counts until that task goes on. */
    public int size() {
        return exchange.size();
    }

    /** How many items it holds before a put waits; 0 for no bound. */
    public int capacity() {
        return exchange.capacity() == Exchange.UNBOUNDED ? 0 : exchange.capacity();
    }

    /** Whether nothing is in it now. */
    public boolean isEmpty() {
        return size() == 0;
    }

    /** Whether it holds as many items as it may. */
    public boolean isFull() {
        return size() >= exchange.capacity();
    }

    /** Whether {@link #shutdown} was called. */
    public boolean isShutDown() {
        return exchange.isClosed();
    }

    /** Takes items until the queue was shut down and is empty. Several iterations share the items. */
    @Override
    public AsyncIterator<T> iterator() {
        return new Iteration<>(exchange);
    }

    Exchange<T> exchange() {
        return exchange;
    }

    static void requireItem(@Nullable Object item) {
        Objects.requireNonNull(item, "a queue holds no null, which is what poll() answers when it is empty");
    }

    @Override
    public String toString() {
        return "queue (" + exchange + ", " + unfinished() + " unfinished)";
    }

    private final class Joining extends Suspension<Void> {
        Joining() {
            super(exchange.binding());
            joining.add(this);
        }

        @SuppressWarnings("NullAway") // Void has no other value
        void end() {
            complete(null);
        }

        @Override
        protected void abort() {
            joining.remove(this);
        }
    }
}
