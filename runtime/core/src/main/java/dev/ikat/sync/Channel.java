package dev.ikat.sync;

import dev.ikat.AsyncIterable;
import dev.ikat.AsyncIterator;
import dev.ikat.Coroutine;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values from senders to receivers, which a {@link Select} can wait for among others; Go's channel. Whoever waits longest is
 * served first, and values arrive in the order in which they were sent.
 *
 * <p>A value belongs to the sender until it is sent, and stays in the channel until the task that receives it really goes
 * on: a receive that is cancelled took nothing, and a send that is cancelled sent nothing. With one exception at a
 * rendezvous, where somebody must go first: a sender that is cancelled in the very turn after a receiver took its
 * value is cancelled all the same; and a value that was sent to a waiting receiver, which is cancelled in the very
 * turn after, stays in the channel for the next one.
 *
 * <p>Used on one loop's thread.
 */
public final class Channel<T> implements AsyncIterable<T> {
    private final Exchange<T> exchange;
    final Supplier<ChannelClosedException> closed = () -> new ChannelClosedException(this);

    /** When a select that had a choice chose this channel last; 0 for never. */
    long chosenAt;

    /** A rendezvous: a send waits for a receiver. */
    public Channel() {
        this(Exchange.RENDEZVOUS);
    }

    /**
     * A channel that holds so many values before a send waits.
     *
     * @param capacity 0 for a rendezvous; {@link Integer#MAX_VALUE} for no bound
     * @throws IllegalArgumentException for a negative capacity
     */
    public Channel(int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("a channel cannot have a capacity of " + capacity
                    + "; use 0 for a rendezvous, Integer.MAX_VALUE for no bound");
        }
        exchange = new Exchange<>("channel", new Store.Fifo<>(), capacity);
    }

    /**
     * Sends a value, waiting for room, or at a rendezvous for a receiver. Nothing is sent before the coroutine is awaited.
     *
     * @throws NullPointerException for null, at once
     * @throws ChannelClosedException at the await, when the channel was or is closed before the value is sent
     */
    public Coroutine<Void> send(T value) {
        requireValue(value);
        return new Put<>(exchange, value, closed);
    }

    /**
     * Receives the oldest value, waiting for one if need be. Nothing is taken before the coroutine is awaited.
     *
     * @throws ChannelClosedException at the await, when the channel was or is closed and nothing is left
     */
    public Coroutine<T> receive() {
        return new Take<>(exchange, closed);
    }

    /**
     * Sends a value if that need not wait; answers whether it did.
     *
     * @throws ChannelClosedException when the channel was closed
     */
    public boolean trySend(T value) {
        requireValue(value);
        boolean room = exchange.canPut();
        if (room) {
            exchange.put(value);
        } else if (exchange.isClosed()) {
            throw closed();
        }
        return room;
    }

    /**
     * Receives a value if one is there that no other receiver waits for; else null.
     *
     * @throws ChannelClosedException when the channel was closed and is empty
     */
    public @Nullable T tryReceive() {
        if (exchange.canTake()) {
            return exchange.take();
        }
        if (exchange.isDrained()) {
            throw closed();
        }
        return null;
    }

    /** A case of a select: receives a value; the select ends with what the function makes of it. */
    public <R> Case<R> onReceive(Function<? super T, ? extends R> then) {
        Objects.requireNonNull(then, "then");
        return new Case<>(select -> new ReceiveBranch<>(select, this, then));
    }

    /** A case of a select: sends the value; the select then ends with what the supplier gives. */
    public <R> Case<R> onSend(T value, Supplier<? extends R> then) {
        requireValue(value);
        Objects.requireNonNull(then, "then");
        return new Case<>(select -> new SendBranch<>(select, this, value, then));
    }

    /**
     * Ends the channel: from now on sends fail, those that wait included; values that were sent can still be received, and
     * then receives fail. Closing it again does nothing.
     */
    public void close() {
        exchange.close(false);
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return exchange.isClosed();
    }

    /** The values that were sent and not received. */
    public int size() {
        return exchange.size();
    }

    /** How many values it holds before a send waits. */
    public int capacity() {
        return exchange.capacity();
    }

    /** Receives until the channel was closed and is empty. Several iterations share the values. */
    @Override
    public AsyncIterator<T> iterator() {
        return new Iteration<>(exchange);
    }

    Exchange<T> exchange() {
        return exchange;
    }

    ChannelClosedException closed() {
        return closed.get();
    }

    static void requireValue(@Nullable Object value) {
        Objects.requireNonNull(value, "a channel carries no null, which is what tryReceive() answers when it is empty");
    }

    @Override
    public String toString() {
        return "channel (" + exchange + ")";
    }
}
