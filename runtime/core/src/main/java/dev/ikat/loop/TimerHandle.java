package dev.ikat.loop;

/** A callback that a loop will run at a given time. To be used on the loop's thread only. */
public interface TimerHandle {
    /**
     * Takes the callback off the loop; it will not run, even when it was due already. Nothing happens when it has run
     * or was cancelled before.
     *
     * @throws IllegalStateException from another thread than the one that the loop runs on
     */
    void cancel();

    /** Whether {@link #cancel()} came before the callback ran. */
    boolean isCancelled();

    /** When the callback is due, in nanoseconds of {@link EventLoop#nanoTime()}. */
    long whenNanos();
}
