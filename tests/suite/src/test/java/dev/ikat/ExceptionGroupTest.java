package dev.ikat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExceptionGroupTest {
    private final IOException disk = new IOException("disk");
    private final FileNotFoundException missing = new FileNotFoundException("missing");
    private final IllegalStateException state = new IllegalStateException("state");

    @Test
    void itListsItsExceptionsInTheOrderGiven() {
        ExceptionGroup group = new ExceptionGroup("two", List.of(disk, state));
        assertThat(group.exceptions()).containsExactly(disk, state);
        assertThatThrownBy(() -> group.exceptions().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theFirstIsTheCauseAndTheOthersAreSuppressed() {
        ExceptionGroup group = new ExceptionGroup("three", List.of(disk, state, missing));
        assertThat(group.getCause()).isSameAs(disk);
        assertThat(group.getSuppressed()).containsExactly(state, missing);
    }

    @Test
    void theSameTwiceIsShownOnce() {
        ExceptionGroup group = new ExceptionGroup("two", List.of(disk, disk, state));
        assertThat(group.getSuppressed()).containsExactly(state);
    }

    @Test
    void theMessageNamesTheFirstThree() {
        assertThat(new ExceptionGroup("one", List.of(disk))).hasMessage("one: java.io.IOException: disk");
        assertThat(new ExceptionGroup("four", List.of(disk, disk, state, state)))
                .hasMessage("four: java.io.IOException: disk; java.io.IOException: disk;"
                        + " java.lang.IllegalStateException: state; and 1 more");
    }

    @Test
    void matchingFindsThoseOfAClassAndItsSubclassesInNestedGroupsToo() {
        ExceptionGroup inner = new ExceptionGroup("inner", List.of(missing, state));
        ExceptionGroup group = new ExceptionGroup("outer", List.of(disk, inner));
        assertThat(group.matching(IOException.class)).containsExactly(disk, missing);
        assertThat(group.matching(FileNotFoundException.class)).containsExactly(missing);
        assertThat(group.matching(RuntimeException.class))
                .as("groups are looked into")
                .containsExactly(state);
        assertThat(group.matching(Throwable.class)).containsExactly(disk, missing, state);
        assertThat(group.matching(ExceptionGroup.class)).containsExactly(inner);
        assertThat(group.matching(Error.class)).isEmpty();
    }

    @Test
    void theStackTraceShowsAllOfThem() {
        ExceptionGroup inner = new ExceptionGroup("inner", List.of(missing, state));
        StringWriter text = new StringWriter();
        new ExceptionGroup("outer", List.of(disk, inner)).printStackTrace(new PrintWriter(text));
        assertThat(text.toString())
                .contains("Caused by: java.io.IOException: disk")
                .contains("Suppressed: dev.ikat.ExceptionGroup: inner: java.io.FileNotFoundException: missing")
                .contains("Caused by: java.io.FileNotFoundException: missing")
                .contains("Suppressed: java.lang.IllegalStateException: state")
                .doesNotContain("CIRCULAR");
    }

    @Test
    void ofNothingThereIsNone() {
        assertThatThrownBy(() -> new ExceptionGroup("none", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one exception at least");
    }
}
