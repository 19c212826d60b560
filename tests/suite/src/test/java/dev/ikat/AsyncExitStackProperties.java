package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A stack of resources closes, fails and is cancelled as nested try-with-resources statements are. */
class AsyncExitStackProperties {
    private enum Kind {
        PLAIN,
        FAILS,
        WAITS,
        WAITS_AND_FAILS,
        ASYNC,
        ASYNC_FAILS,
        ABSENT
    }

    private static final class Plain implements AutoCloseable {
        private final List<String> trace;
        private final int number;
        private final boolean fails;

        Plain(List<String> trace, int number, boolean fails) {
            this.trace = trace;
            this.number = number;
            this.fails = fails;
        }

        @Override
        public void close() {
            trace.add("closed " + number);
            if (fails) {
                throw new IllegalStateException("failure of " + number);
            }
        }
    }

    private static final class Asynchronous implements AsyncCloseable {
        private final List<String> trace;
        private final int number;
        private final boolean waits;
        private final boolean fails;

        Asynchronous(List<String> trace, int number, boolean waits, boolean fails) {
            this.trace = trace;
            this.number = number;
            this.waits = waits;
            this.fails = fails;
        }

        @Override
        @Async
        public Coroutine<Void> closeAsync() {
            trace.add("closing " + number);
            if (waits) {
                await(sleep(ofMillis(1)));
            }
            trace.add("closed " + number);
            if (fails) {
                throw new IllegalStateException("failure of " + number);
            }
            return done();
        }
    }

    private static AutoCloseable open(Kind kind, List<String> trace, int number) {
        return switch (kind) {
            case PLAIN -> new Plain(trace, number, false);
            case FAILS -> new Plain(trace, number, true);
            case WAITS -> new Asynchronous(trace, number, true, false);
            case WAITS_AND_FAILS -> new Asynchronous(trace, number, true, true);
            case ASYNC -> new Asynchronous(trace, number, false, false);
            case ASYNC_FAILS -> new Asynchronous(trace, number, false, true);
            case ABSENT -> null;
        };
    }

    /** One statement for each resource, the first outermost. */
    @Async
    private static Coroutine<Void> nested(List<Kind> kinds, int next, List<String> trace) throws Exception {
        if (next == kinds.size()) {
            trace.add("body");
            return done();
        }
        try (AutoCloseable resource = open(kinds.get(next), trace, next)) {
            await(nested(kinds, next + 1, trace));
        }
        return done();
    }

    @Async
    private static Coroutine<Void> stacked(List<Kind> kinds, int ignored, List<String> trace) throws Exception {
        try (AsyncExitStack stack = new AsyncExitStack()) {
            for (int i = 0; i < kinds.size(); i++) {
                stack.enter(open(kinds.get(i), trace, i));
            }
            trace.add("body");
        }
        return done();
    }

    private interface Form {
        Coroutine<Void> of(List<Kind> kinds, int next, List<String> trace) throws Exception;
    }

    /** What was closed when, and what was thrown; cancelled after so many milliseconds. */
    private static List<String> run(Form form, List<Kind> kinds, int cancelledAfter) {
        List<String> trace = new ArrayList<>();
        VirtualLoop.run(() -> {
            Task<Void> task = start(noted(form.of(kinds, 0, trace), trace));
            if (cancelledAfter >= 0) {
                await(sleep(ofNanos(cancelledAfter * 1_000_000L + 500_000)));
                task.cancel("enough");
            }
            await(gatherSettled(task));
            return done();
        });
        return trace;
    }

    /** In the task itself: of a task that was cancelled, others see a cancellation and no more. */
    @Async
    private static Coroutine<Void> noted(Coroutine<Void> coroutine, List<String> trace) {
        try {
            await(coroutine);
        } catch (Throwable error) {
            trace.add(error + " with " + Arrays.toString(error.getSuppressed()));
        }
        return done();
    }

    @Property(tries = 500)
    void asNestedStatements(
            @ForAll @Size(max = 6) List<Kind> kinds, @ForAll @IntRange(min = -1, max = 4) int cancelledAfter) {
        assertThat(run(AsyncExitStackProperties::stacked, kinds, cancelledAfter))
                .isEqualTo(run(AsyncExitStackProperties::nested, kinds, cancelledAfter));
    }
}
