package dev.ikat;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/**
 * A try statement whose resources are closed by awaits does what the language says of one whose resources close at once,
 * whatever fails or is cancelled where: the same closings in the same order, the same exception, the same suppressed ones.
 * A cancellation that is suppressed in another exception cuts off no other closing, and is thrown by the next await.
 */
class AsyncCloseableProperties {
    private enum Event {
        WELL,
        WAITS,
        FAILS,
        WAITS_AND_FAILS,
        ERROR,
        CANCELLED
    }

    private static final class Plain implements AutoCloseable {
        private final List<String> trace;
        private final String name;
        private final Event event;

        Plain(List<String> trace, String name, Event event) {
            this.trace = trace;
            this.name = name;
            this.event = event;
        }

        @Override
        public void close() {
            plainly(trace, name, event);
        }
    }

    private static final class Waiting implements AsyncCloseable {
        private final List<String> trace;
        private final String name;
        private final Event event;

        Waiting(List<String> trace, String name, Event event) {
            this.trace = trace;
            this.name = name;
            this.event = event;
        }

        @Override
        public Coroutine<Void> closeAsync() {
            return waiting(trace, name, event);
        }
    }

    private static void plainly(List<String> trace, String name, Event event) {
        trace.add("begins " + name);
        switch (event) {
            case FAILS, WAITS_AND_FAILS -> throw new IllegalStateException(name);
            case ERROR -> throw new AssertionError(name);
            case CANCELLED -> throw new CancelledError(name);
            default -> trace.add("ends " + name);
        }
    }

    @Async
    private static Coroutine<Void> waiting(List<String> trace, String name, Event event) {
        trace.add("begins " + name);
        if (event == Event.CANCELLED) {
            currentTask().cancel(name);
        }
        if (waits(event)) {
            await(yieldNow());
        }
        switch (event) {
            case FAILS, WAITS_AND_FAILS -> throw new IllegalStateException(name);
            case ERROR -> throw new AssertionError(name);
            default -> trace.add("ends " + name);
        }
        return done();
    }

    private static void plain(List<String> trace, List<Event> events) {
        try (Plain first = new Plain(trace, "first", events.get(0));
                Plain none = null;
                Plain second = new Plain(trace, "second", events.get(1))) {
            try (Plain third = new Plain(trace, "third", events.get(2))) {
                plainly(trace, "body", events.get(3));
            } finally {
                if (isOwedAfterBody(events) && waits(events.get(4))) {
                    trace.add("begins finally");
                    throw new CancelledError(events.get(4) == Event.CANCELLED ? "finally" : "third");
                }
                plainly(trace, "finally", events.get(4));
            }
            trace.add("between");
        }
    }

    private static boolean isOwedAfterBody(List<Event> events) {
        return isFailure(events.get(3)) && events.get(2) == Event.CANCELLED;
    }

    /** Whether a cancellation was suppressed, and no await has thrown it since. */
    private static boolean isOwed(List<Event> events) {
        Event last = events.get(4);
        boolean owedBefore = isOwedAfterBody(events);
        boolean thrown = last == Event.CANCELLED || (owedBefore && waits(last));
        boolean cancelled = thrown
                || (!isFailure(last)
                        && !isFailure(events.get(3))
                        && (events.get(3) == Event.CANCELLED || events.get(2) == Event.CANCELLED));
        boolean failed = isFailure(last) || isFailure(events.get(3)) || isFailure(events.get(2));
        boolean owed = owedBefore && !thrown;
        for (Event closing : List.of(events.get(1), events.get(0))) {
            owed |= closing == Event.CANCELLED && failed && !cancelled;
            cancelled |= closing == Event.CANCELLED && !failed;
            failed |= isFailure(closing);
        }
        return owed;
    }

    private static boolean isFailure(Event event) {
        return event == Event.FAILS || event == Event.WAITS_AND_FAILS || event == Event.ERROR;
    }

    private static boolean waits(Event event) {
        return event != Event.WELL && event != Event.FAILS;
    }

    @Async
    private static Coroutine<Void> woven(List<String> trace, List<Event> events) {
        try (Waiting first = new Waiting(trace, "first", events.get(0));
                Waiting none = null;
                Waiting second = new Waiting(trace, "second", events.get(1))) {
            try (Waiting third = new Waiting(trace, "third", events.get(2))) {
                await(waiting(trace, "body", events.get(3)));
            } finally {
                await(waiting(trace, "finally", events.get(4)));
            }
            trace.add("between");
        }
        return done();
    }

    @Property(tries = 1000)
    void asTheLanguageSays(@ForAll @Size(5) List<Event> events) {
        List<String> expected = new ArrayList<>();
        try {
            plain(expected, events);
        } catch (Throwable error) {
            expected.add(text(error));
        }
        if (isOwed(events)) {
            expected.add("cancelled again");
        }
        expected.add("not cancelled again");
        List<String> trace = new ArrayList<>();
        VirtualLoop.run(() -> {
            await(start(noted(woven(trace, events), trace)));
            return done();
        });
        assertThat(trace).isEqualTo(expected);
    }

    /** In the task itself: of a task that was cancelled, others see a cancellation and no more. */
    @Async
    private static Coroutine<Void> noted(Coroutine<Void> coroutine, List<String> trace) {
        try {
            await(coroutine);
        } catch (Throwable error) {
            trace.add(text(error));
        }
        for (int i = 0; i < 2; i++) {
            try {
                await(yieldNow());
                trace.add("not cancelled again");
                break;
            } catch (CancelledError again) {
                trace.add("cancelled again");
            }
        }
        return done();
    }

    private static String text(Throwable error) {
        return error + " "
                + Arrays.stream(error.getSuppressed())
                        .map(AsyncCloseableProperties::text)
                        .toList();
    }
}
