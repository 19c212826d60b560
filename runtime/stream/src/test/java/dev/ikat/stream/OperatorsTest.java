package dev.ikat.stream;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.AsyncCloseable;
import dev.ikat.AsyncIterable;
import dev.ikat.AsyncIterator;
import dev.ikat.Coroutine;
import dev.ikat.Sweep;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for all operators: they are lazy, and leave nothing open and no task, however they end. */
@ExtendWith(Sweep.class)
class OperatorsTest {
    private static final int COUNT = 8;

    private final UncheckedIOException error = new UncheckedIOException(new IOException("gone"));
    private final Probe probe = new Probe();

    private static Stream<Operator> all() {
        return Operator.all();
    }

    private static Stream<Operator.Failing> failing() {
        return Operator.failing();
    }

    @Async
    private static Coroutine<Integer> takeAll(AsyncIterable<?> source) {
        int taken = 0;
        for (Object each : each(source)) {
            assertThat(each).isNotNull();
            taken++;
            if (taken % 2 == 0) {
                await(yieldNow());
            }
        }
        return done(taken);
    }

    @Async
    private static Coroutine<Void> takeSome(AsyncIterable<?> source, int count) {
        for (Object each : each(source)) {
            assertThat(each).isNotNull();
            count--;
            if (count == 0) {
                break;
            }
        }
        return done();
    }

    private void assertClosed(int opened) {
        assertThat(probe.opened).as("opened").isEqualTo(opened);
        assertThat(probe.closed).as("closed").isEqualTo(opened);
        assertThat(allTasks()).as("tasks").hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingHappensBeforeTheIteration(Operator operator) {
        VirtualLoop.run(() -> {
            AsyncIterator<?> iterator = operator.on(probe.stream(COUNT)).iterator();
            await(yieldNow());
            await(yieldNow());
            assertClosed(0);
            await(((AsyncCloseable) iterator).closeAsync());
            assertClosed(0);
            return done();
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachIterationBeginsAnewAndClosesTheSource(Operator operator) {
        VirtualLoop.run(() -> {
            AsyncStream<?> stream = operator.on(probe.stream(COUNT));
            int taken = await(takeAll(stream));
            assertThat(taken).isPositive();
            assertClosed(1);
            assertThat(await(takeAll(stream))).isEqualTo(taken);
            assertClosed(2);
            return done();
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void leavingEarlyClosesTheSourceOnce(Operator operator) {
        VirtualLoop.run(() -> {
            for (int count = 1; count <= 3; count++) {
                await(takeSome(operator.on(probe.stream(COUNT)), count));
                assertClosed(count);
            }
            return done();
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void aCancellationAnywhereLeavesNothingOpenAndNoTask(Operator operator) {
        VirtualLoop.run(() -> {
            int opened = 0;
            boolean cancelled = true;
            for (int turns = 1; cancelled; turns++) {
                Task<Integer> task = start(takeAll(operator.on(probe.stream(COUNT))));
                for (int turn = 0; turn < turns && !task.isDone(); turn++) {
                    await(yieldNow());
                    if (turn > 20) {
                        await(sleep(java.time.Duration.ofNanos(300_000)));
                    }
                }
                cancelled = task.cancel();
                await(gatherSettled(task));
                opened += probe.opened > opened ? 1 : 0;
                assertThat(task.isCancelled()).isEqualTo(cancelled);
                assertClosed(opened);
            }
            assertThat(opened).isGreaterThan(5);
            return done();
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void aFailureOfTheSourceComesAsTheSameInstance(Operator operator) {
        VirtualLoop.run(() -> {
            Task<Integer> task = start(takeAll(operator.on(AsyncStream.of(() -> probe.failing(2, error)))));
            await(gatherSettled(task));
            assertThat(task.exception()).isSameAs(error);
            assertThat(error.getSuppressed()).isEmpty();
            assertClosed(1);
            return done();
        });
    }

    @ParameterizedTest
    @MethodSource("failing")
    void aFailureOfTheFunctionComesAsTheSameInstance(Operator.Failing operator) {
        VirtualLoop.run(() -> {
            Task<Integer> task = start(takeAll(operator.on(probe.stream(COUNT), error)));
            await(gatherSettled(task));
            assertThat(task.exception()).isSameAs(error);
            assertThat(error.getSuppressed()).isEmpty();
            assertClosed(1);
            return done();
        });
    }

    @Async
    private Coroutine<Void> fail(AsyncIterable<?> source) {
        for (Object each : each(source)) {
            assertThat(each).isNotNull();
            throw error;
        }
        return done();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aFailureOfWhoTakesTheElementsClosesTheSource(Operator operator) {
        VirtualLoop.run(() -> {
            Task<Void> task = start(fail(operator.on(probe.stream(COUNT))));
            await(gatherSettled(task));
            assertThat(task.exception()).isSameAs(error);
            assertThat(error.getSuppressed()).isEmpty();
            assertClosed(1);
            return done();
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void aFailureToCloseIsThrownByWhoLeavesEarly(Operator operator) {
        VirtualLoop.run(() -> {
            Task<Void> task = start(takeSome(operator.on(AsyncStream.of(() -> probe.failingToClose(50, error))), 1));
            await(gatherSettled(task));
            assertThat(task.exception()).isSameAs(error);
            assertClosed(1);
            return done();
        });
    }
}
