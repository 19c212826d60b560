package dev.ikat.sync;

import dev.ikat.Operation;
import org.jspecify.annotations.Nullable;

/**
 * For generated code: {@code await(queue.take())} and its like, in the task that runs, without the coroutine that the call
 * would return. Each method does what to await the call of the same name does: its result, or what says that the task
 * waits. What the JIT makes of an operation's coroutine depends on what else a program awaits; this does not.
 *
 * <p>Mocks are called: one has no fields, and of one that has, a spy, the agent {@linkplain #callMethods tells}.
 */
public final class Awaits {
    /** A plain field: what reads it was compiled with methods of the classes that are changed, and is compiled again. */
    private static boolean callingMethods;

    private Awaits() {}

    /** From now on the methods themselves are called, since somebody else's agent has changed one of these classes. */
    public static void callMethods() {
        callingMethods = true;
    }

    public static <T> @Nullable Object take(Queue<T> queue) {
        Exchange<T> exchange = queue == null || callingMethods ? null : queue.exchange();
        return exchange == null ? Operation.endAs(queue.take()) : Take.now(exchange, Queue.SHUT_DOWN);
    }

    public static <T> @Nullable Object put(Queue<T> queue, T item) {
        Exchange<T> exchange = queue == null || callingMethods ? null : queue.exchange();
        if (exchange == null) {
            return Operation.endAs(queue.put(item));
        }
        Queue.requireItem(item);
        return Put.now(exchange, item, Queue.SHUT_DOWN);
    }

    public static <T> @Nullable Object receive(Channel<T> channel) {
        Exchange<T> exchange = channel == null || callingMethods ? null : channel.exchange();
        return exchange == null ? Operation.endAs(channel.receive()) : Take.now(exchange, channel.closed);
    }

    public static <T> @Nullable Object send(Channel<T> channel, T value) {
        Exchange<T> exchange = channel == null || callingMethods ? null : channel.exchange();
        if (exchange == null) {
            return Operation.endAs(channel.send(value));
        }
        Channel.requireValue(value);
        return Put.now(exchange, value, channel.closed);
    }

    public static @Nullable Object acquire(Lock lock) {
        boolean real = lock != null && !callingMethods && lock.queue != null;
        return real ? lock.acquireNow() : Operation.endAs(lock.acquire());
    }

    public static @Nullable Object acquire(Semaphore semaphore) {
        boolean real = semaphore != null && !callingMethods && semaphore.queue != null;
        return real ? semaphore.acquireNow() : Operation.endAs(semaphore.acquire());
    }

    public static @Nullable Object waitFor(Event event) {
        boolean real = event != null && !callingMethods && event.queue != null;
        return real ? event.waitNow() : Operation.endAs(event.waitFor());
    }
}
