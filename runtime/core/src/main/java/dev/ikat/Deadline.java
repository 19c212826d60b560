package dev.ikat;

import java.time.Duration;

/** The deadline of a {@link Ikat#timeout(Duration, AsyncFunction)}; to be used on its loop's thread, inside its body. */
public interface Deadline {
    /** When it expires, in nanoseconds of the loop's clock ({@code loop().nanoTime()}). */
    long whenNanos();

    /**
     * Moves it.
     *
     * @param fromNow the time left from now on; zero or less expires it at once
     * @throws IllegalStateException when it has expired already, or its body has ended
     */
    void reschedule(Duration fromNow);

    /** As {@link #reschedule}, to a time of the loop's clock; one that is past expires it at once. */
    void rescheduleAt(long nanos);

    /** Whether it has expired, and so cancelled its body. */
    boolean expired();
}
