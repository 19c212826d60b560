package dev.ikat.twin;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Plain generators do what Python's do: values, exceptions, finally blocks, and what it is to misuse them. */
@Tag("once")
class PlainTwinsTest {
    @Test
    void randomProgramsDoTheSame() {
        new Twins(
                        PlainScript.class,
                        PlainPrograms::random,
                        "log, odd, third, choose, keep, slot, drive",
                        PlainScript.PYTHON)
                .compare(80);
    }
}
