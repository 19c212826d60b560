package dev.ikat.twin;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Asynchronous generators, loops over them and cancellations do what Python's do. */
@Tag("once")
class AsyncTwinsTest {
    @Test
    void randomProgramsDoTheSame() {
        new Twins(
                        AsyncScript.class,
                        AsyncPrograms::random,
                        "log, odd, keep, slot, drive, promise, complete, cancel",
                        AsyncScript.PYTHON)
                .compare(80);
    }
}
