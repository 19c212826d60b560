package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.errorOf;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cancellation that arrives while a loop over each(…), left by an exception, closes its source is never lost. */
class EachCancellationTest {
    private final List<Object> log = new ArrayList<>();

    /** Takes 10 ms to be closed. */
    @Async
    private AsyncGenerator<Integer> slow() {
        try {
            for (int i = 0; ; i++) {
                emit(i);
            }
        } finally {
            await(sleep(ofMillis(10)));
            log.add("closed");
        }
    }

    @Async
    private static Coroutine<Void> fails(AsyncIterable<Integer> source) {
        for (int each : each(source)) {
            throw new UnsupportedOperationException("body " + each);
        }
        return done();
    }

    /** Would go on for ever if the cancellation were lost. */
    @Async
    private Coroutine<Void> retries() {
        for (int tries = 0; tries < 3; tries++) {
            try {
                await(fails(slow()));
            } catch (UnsupportedOperationException error) {
                log.add("again");
            }
        }
        return done();
    }

    private static void assertCancelled(Throwable error, String message, String suppressed) {
        assertThat(error).isInstanceOf(CancelledError.class).hasMessage(message);
        assertThat(error.getSuppressed()).singleElement().isInstanceOfSatisfying(RuntimeException.class, failure -> {
            assertThat(failure).hasMessage(suppressed);
            assertThat(failure.getSuppressed()).isEmpty();
        });
    }

    @Async
    private static <T> Coroutine<Throwable> cancelledAfter(int millis, Coroutine<T> program) {
        List<Throwable> seen = new ArrayList<>();
        Task<Void> task = start(seeing(program, seen));
        await(sleep(ofMillis(millis)));
        assertThat(task.cancel("enough")).isTrue();
        await(gatherSettled(task));
        assertThat(task.isCancelled()).isTrue();
        return done(seen.get(0));
    }

    @Async
    private static <T> Coroutine<Void> seeing(Coroutine<T> program, List<Throwable> seen) {
        try {
            await(program);
        } catch (Throwable error) {
            seen.add(error);
            throw Sneaky.raise(error);
        }
        return done();
    }

    @Test
    void itIsThrownWithTheExceptionThatLeftTheLoop() {
        VirtualLoop.run(() -> {
            assertCancelled(await(cancelledAfter(5, fails(slow()))), "enough", "body 0");
            assertThat(log).isEmpty();
            return done();
        });
    }

    @Test
    void soWhoCatchesThatOneDoesNotGoOn() {
        VirtualLoop.run(() -> {
            assertCancelled(await(cancelledAfter(15, retries())), "enough", "body 0");
            assertThat(log).containsExactly("closed", "again");
            return done();
        });
    }

    @Test
    void aTimeLimitThatEndsMeanwhileIsATimeout() {
        VirtualLoop.run(() -> {
            Throwable error = await(errorOf(timeout(ofMillis(5), fails(slow()))));
            assertThat(error).isInstanceOf(DeadlineExceededException.class);
            return done();
        });
    }

    @Async
    private static AsyncGenerator<Integer> awaitsWhenClosed(Task<Void> other) {
        try {
            emit(1);
        } finally {
            await(other);
        }
        return end();
    }

    @Test
    void thatOfAnotherTaskIsAFailureAsOthersAre() {
        VirtualLoop.run(() -> {
            Task<Void> other = start(sleep(ofSeconds(1)));
            other.cancel();
            Throwable error = await(errorOf(fails(awaitsWhenClosed(other))));
            assertThat(error).hasMessage("body 1");
            assertThat(error.getSuppressed()).singleElement().isInstanceOf(CancelledError.class);
            return done();
        });
    }

    @Async
    private Coroutine<Void> waitsIn(AsyncGenerator<Integer> source) {
        for (int each : each(source)) {
            await(sleep(ofMillis(100 + each)));
        }
        return done();
    }

    @Test
    void whatLeftTheLoopByACancellationStaysThatOne() {
        VirtualLoop.run(() -> {
            Task<Void> task = start(waitsIn(slow()));
            await(sleep(ofMillis(5)));
            task.cancel("first");
            await(sleep(ofMillis(5)));
            task.cancel("second");
            Throwable error = await(errorOf(task));
            assertThat(error).isInstanceOf(CancelledError.class);
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            assertThat(log).isEmpty();
            return done();
        });
    }

    /** Fails at once, and takes 10 ms to be closed. */
    private static final class Broken implements AsyncIterator<Integer>, AsyncCloseable {
        @Override
        public Coroutine<Boolean> hasNext() {
            return Coroutine.defer(() -> {
                throw new UnsupportedOperationException("question");
            });
        }

        @Override
        public Integer next() {
            throw new AssertionError();
        }

        @Override
        public Coroutine<Void> closeAsync() {
            return sleep(ofMillis(10));
        }
    }

    @Async
    private static AsyncGenerator<Object> all(AsyncIterable<Integer> source) {
        emitAll(source);
        return end();
    }

    @Test
    void soItIsWhereTheSourceItselfFails() {
        VirtualLoop.run(() -> {
            assertCancelled(await(cancelledAfter(5, fails(Broken::new))), "enough", "question");
            assertCancelled(await(cancelledAfter(5, all(Broken::new).hasNext())), "enough", "question");
            return done();
        });
    }
}
