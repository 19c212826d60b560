package dev.ikat.loop;

/** What a {@link SelectorLoop} calls when a channel is ready. */
@FunctionalInterface
public interface IoHandler {
    /**
     * Called on the loop's thread, from the ready queue, once an iteration at most.
     *
     * @param readyOps the bits of {@link java.nio.channels.SelectionKey} that are ready and still asked for; never 0
     */
    void ready(int readyOps);
}
