package dev.ikat.loop;

/** The time a loop goes by: nanoseconds from an arbitrary origin, never going back; only differences mean anything. */
@FunctionalInterface
public interface Clock {
    /**
     * The time now, in nanoseconds. A loop calls it on its own thread; {@link EventLoop#nanoTime()} may be called from
     * any, so a clock must bear that.
     */
    long nanoTime();

    /** The clock of the machine, {@link System#nanoTime()}. */
    static Clock system() {
        return System::nanoTime;
    }
}
