package dev.ikat;

import static dev.ikat.loop.Interleavings.inParallel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ikat.loop.Interleavings;
import dev.ikat.loop.ParkedPoller;
import dev.ikat.loop.SelectorLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * A promise that several threads complete: one of them wins, what it gave is what everybody sees, and who waits is told once.
 * A call on another thread ends in one way, also where it is cancelled as it begins or ends, and leaves no interrupt behind.
 *
 * <p>Not proven here: what another thread reads of a promise without being told ({@code isDone}); that answer may be old.
 */
public class PromiseInterleavingsTest {
    private static final int SCHEDULES = Integer.getInteger("ikat.schedules", 150);

    @Test
    void oneCompletionWins() {
        Interleavings.check(OneCompletionWins.class, SCHEDULES);
    }

    @Test
    void aCancelledFutureCancelsThePromiseOrComesTooLate() {
        Interleavings.check(ACancelledFuture.class, SCHEDULES);
    }

    @Test
    void aClosedLoopAnswersFalse() {
        Interleavings.check(AClosedLoop.class, SCHEDULES);
    }

    @Test
    void aCallOnAnotherThreadEndsOnce() {
        Interleavings.check(ACallOnAnotherThread.class, SCHEDULES);
    }

    /** A loop with a promise that it tells about, and that stops it. */
    abstract static class OnALoop {
        final SelectorLoop loop = ParkedPoller.loop();
        final List<Promise<String>> told = new ArrayList<>();

        private final AtomicInteger left = new AtomicInteger(2);

        /** The loop does not run before it is used. */
        final <P extends Promise<String>> P make(Function<Kernel, P> maker) {
            List<P> made = new ArrayList<>();
            loop.callSoon(() -> {
                P promise = maker.apply(Kernel.current());
                promise.onDone(told::add);
                made.add(promise);
                loop.stop();
            });
            loop.runForever();
            return made.get(0);
        }

        /** By each of two threads, as the last that it does. */
        final void stopAfterBoth() {
            if (left.decrementAndGet() == 0) {
                loop.callSoonThreadsafe(() -> loop.callSoon(loop::stop));
            }
        }
    }

    public static class OneCompletionWins extends OnALoop {
        private final IllegalArgumentException error = new IllegalArgumentException();
        private final Promise<String> promise = make(Promise::new);
        private final CompletableFuture<String> future = promise.toCompletableFuture();

        @Operation
        public void scenario() {
            inParallel(
                    loop::runForever,
                    () -> {
                        assertTrue(promise.completeThreadsafe("value"));
                        stopAfterBoth();
                    },
                    () -> {
                        assertTrue(promise.failThreadsafe(error));
                        stopAfterBoth();
                    });
            assertEquals(List.of(promise), told);
            if (promise.exception() == null) {
                assertEquals("value", promise.result());
                assertEquals("value", future.getNow(null));
            } else {
                assertSame(error, promise.exception());
                assertTrue(future.isCompletedExceptionally());
            }
        }
    }

    public static class ACancelledFuture extends OnALoop {
        private final Promise<String> promise = make(Promise::new);
        private final CompletableFuture<String> future = promise.toCompletableFuture();

        @Operation
        public void scenario() {
            inParallel(
                    loop::runForever,
                    () -> {
                        assertTrue(promise.completeThreadsafe("value"));
                        stopAfterBoth();
                    },
                    () -> {
                        future.cancel(false);
                        stopAfterBoth();
                    });
            assertEquals(List.of(promise), told);
            assertTrue(future.isDone());
            if (!future.isCancelled()) {
                assertEquals("value", future.getNow(null));
                assertEquals("value", promise.result());
            }
        }
    }

    public static class AClosedLoop extends OnALoop {
        private final Promise<String> promise = make(Promise::new);

        @Operation
        public void scenario() {
            inParallel(this::runAndClose, () -> complete("first"), () -> complete("second"));
            assertTrue(told.size() <= 1);
            assertFalse(promise.completeThreadsafe("late"));
            assertTrue(promise.isDone() || told.isEmpty());
        }

        private void runAndClose() {
            loop.callSoon(() -> loop.callSoon(loop::stop));
            loop.runForever();
            loop.close();
        }

        private void complete(String value) {
            assertTrue(promise.completeThreadsafe(value) || loop.isClosed());
        }
    }

    public static class ACallOnAnotherThread extends OnALoop {
        private final AtomicInteger calls = new AtomicInteger();
        private final ThreadJob<String> job = make(kernel -> new ThreadJob<>(
                kernel,
                () -> {
                    calls.incrementAndGet();
                    return "value";
                },
                null));

        @Operation
        public void scenario() {
            loop.callSoon(() -> job.cancel("why"));
            inParallel(loop::runForever, () -> {
                job.run();
                assertFalse(Thread.interrupted(), "an interrupt is left for what runs there next");
                loop.callSoonThreadsafe(() -> loop.callSoon(loop::stop));
            });
            assertEquals(List.of(job), told);
            assertTrue(calls.get() <= 1);
            if (!job.isCancelled()) {
                assertEquals("value", job.result());
                assertEquals(1, calls.get());
            }
        }
    }
}
