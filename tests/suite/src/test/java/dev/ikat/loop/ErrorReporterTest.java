package dev.ikat.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorReporterTest extends LoopFixture {
    private static final ErrorContext CONTEXT = new ErrorContext("it failed", new Exception("cause"), "source");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream lastResort = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private final List<ErrorContext> defaulted = new ArrayList<>();
    private final ErrorReporter reporter =
            new ErrorReporter(loop, (source, context) -> defaulted.add(context), lastResort);

    @Test
    void withoutAHandlerTheDefaultOneGetsIt() {
        reporter.report(CONTEXT);
        assertThat(defaulted).containsExactly(CONTEXT);
    }

    @Test
    void theHandlerGetsTheLoopAndTheContextAndTheDefaultOneNothing() {
        reporter.setHandler((source, context) -> {
            assertThat(source).isSameAs(loop);
            errors.add(context);
        });
        reporter.report(CONTEXT);
        assertThat(errors).containsExactly(CONTEXT);
        assertThat(defaulted).isEmpty();
    }

    @Test
    void aBrokenHandlerFallsToTheDefaultOneWithBothErrors() {
        RuntimeException broken = new RuntimeException("broken");
        ExceptionHandler handler = (source, context) -> {
            throw broken;
        };
        reporter.setHandler(handler);
        reporter.report(CONTEXT);
        assertThat(defaulted)
                .containsExactly(CONTEXT, new ErrorContext("the exception handler failed", broken, handler));
    }

    @Test
    void aBrokenDefaultFallsToTheLastResort() {
        ErrorReporter broken = new ErrorReporter(loop, failing(new IllegalStateException("no log")), lastResort);
        broken.report(CONTEXT);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("it failed", "java.lang.Exception: cause", "the default exception handler failed", "no log");
    }

    @Test
    void nullRestoresTheDefault() {
        reporter.setHandler(failing(new AssertionError("not called")));
        reporter.setHandler(null);
        reporter.report(CONTEXT);
        assertThat(defaulted).containsExactly(CONTEXT);
    }

    @Test
    void aFatalErrorOfAHandlerEscapes() {
        InternalError fatal = new InternalError("expected");
        reporter.setHandler(failing(fatal));
        assertThatThrownBy(() -> reporter.report(CONTEXT)).isSameAs(fatal);
    }

    @Test
    void aStackOverflowInAHandlerDoesNot() {
        reporter.setHandler(failing(new StackOverflowError("expected")));
        assertThatCode(() -> reporter.report(CONTEXT)).doesNotThrowAnyException();
    }

    @Test
    void theDefaultLogsWithTheSourceAndTheError() {
        try (CapturedLog captured = new CapturedLog()) {
            loop.setExceptionHandler(null);
            loop.callExceptionHandler(CONTEXT);
            assertThat(captured.records).singleElement().satisfies(logged -> {
                assertThat(logged.getMessage()).isEqualTo("it failed: source");
                assertThat(logged.getThrown()).isSameAs(CONTEXT.error());
            });
        }
    }

    private static ExceptionHandler failing(Error error) {
        return (source, context) -> {
            throw error;
        };
    }

    private static ExceptionHandler failing(RuntimeException error) {
        return (source, context) -> {
            throw error;
        };
    }
}
