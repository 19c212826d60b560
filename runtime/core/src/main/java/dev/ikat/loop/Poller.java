package dev.ikat.loop;

import java.nio.channels.SelectableChannel;
import java.nio.channels.spi.SelectorProvider;

/**
 * Waits for channels to become ready, and tells so with the opaque token that each was registered with. It knows no
 * callbacks and no tasks.
 *
 * <p>Owned by the loop's thread, except {@link #wakeup()}. Operations are the bits of
 * {@link java.nio.channels.SelectionKey}. Readiness is level-triggered: what is not dealt with is told again.
 *
 * <p>A simulation implements this with {@link #poll} moving its clock on by the timeout.
 */
public interface Poller extends AutoCloseable {
    /**
     * Takes a channel in, with no interest yet.
     *
     * @param channel non-blocking, and of a kind that this poller knows
     * @param token what {@link Sink#ready} gets
     * @throws IllegalStateException when the channel is closed or registered already
     * @throws java.nio.channels.IllegalBlockingModeException when the channel blocks
     */
    Key register(SelectableChannel channel, Object token);

    /** What opens the sockets that it can watch: those of the system, unless it simulates others. */
    default SelectorProvider channels() {
        return SelectorProvider.provider();
    }

    /**
     * Tells the sink what is ready, each token once, after waiting for something to become so.
     *
     * @param timeoutNanos how long to wait at most: 0 not at all, negative without end. It may return earlier, with
     *     nothing; it should not return much earlier time and again.
     * @throws java.io.UncheckedIOException when the system refuses
     */
    void poll(long timeoutNanos, Sink sink);

    /** Ends a {@link #poll} that waits, or else the next one. From any thread; nothing happens on a closed poller. */
    void wakeup();

    /**
     * How many keys are registered and not cancelled. A key whose channel was closed first counts until the next
     * {@link #poll}.
     */
    int size();

    /** Frees what it holds; does not close the channels. A second call does nothing. */
    @Override
    void close();

    /** A channel in a poller. */
    interface Key {
        /**
         * Sets what to wait for; it holds from the next poll on.
         *
         * @param ops bits of {@link java.nio.channels.SelectionKey}, among those of the channel
         * @throws java.nio.channels.CancelledKeyException when the key is cancelled or its channel closed
         */
        void interest(int ops);

        /** What it waits for; 0 when cancelled. */
        int interest();

        /**
         * Takes the channel out; its token is not told again. A second call does nothing. Cancel before closing the
         * channel. The descriptor of a closed channel is freed by the next {@link #poll}, not before.
         */
        void cancel();
    }

    /** Where a poll tells what is ready. */
    @FunctionalInterface
    interface Sink {
        /** Must not throw, and must not poll. */
        void ready(Object token, int readyOps);
    }
}
