package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.errorOf;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** As {@link ClosingCancellationTest}, with time limits, generators, stacks of resources and groups around. */
class ClosingScopesTest extends ClosingFixture {
    @Test
    void aTimeLimitThatEndsMeanwhileIsATimeout() {
        VirtualLoop.run(() -> {
            Throwable error = await(errorOf(timeout(ofMillis(5), fails())));
            assertThat(error).isInstanceOf(DeadlineExceededException.class);
            assertThat(error.getCause()).isInstanceOf(IOException.class);
            assertThat(currentTask().cancelling()).isZero();
            await(sleep(ofMillis(1)));
            error = await(errorOf(timeout(ofMillis(5), retries(this::fails))));
            assertThat(error).isInstanceOf(DeadlineExceededException.class);
            assertThat(currentTask().cancelling()).isZero();
            await(sleep(ofMillis(1)));
            assertThat(log).containsExactly("one cut off", "one cut off", "again");
            return done();
        });
    }

    @Test
    void whatReturnsInSpiteOfItsTimeLimitHasItsResult() {
        VirtualLoop.run(() -> {
            assertThat(await(timeout(ofMillis(5), failsAndReturns()))).isEqualTo("value");
            await(sleep(ofMillis(1)));
            assertThat(currentTask().cancelling()).isZero();
            return done();
        });
    }

    /** Of a task with a cancellation that was swallowed. */
    @Async
    private Coroutine<Void> swallows() throws IOException {
        try {
            await(sleep(ofSeconds(1)));
        } catch (CancelledError swallowed) {
            log.add("swallowed");
        }
        assertThat(await(timeout(ofMillis(5), failsAndReturns()))).isEqualTo("value");
        await(sleep(ofMillis(1)));
        assertThat(await(errorOf(timeout(ofMillis(5), fails())))).isInstanceOf(DeadlineExceededException.class);
        await(sleep(ofMillis(1)));
        log.add(currentTask().cancelling());
        return done();
    }

    @Test
    void aTimeLimitLeavesNothingBehind() {
        VirtualLoop.run(() -> {
            await(cancelledAfter(5, swallows()));
            assertThat(log).containsExactly("swallowed", "one cut off", "block", "one cut off", 1);
            return done();
        });
    }

    @Test
    void aTimeLimitAroundDoesNotTakeWhatSomebodyElseAskedFor() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(cancelledAfter(5, retries(() -> timeout(ofMillis(100), fails()))));
            assertThat(task.isCancelled()).isTrue();
            assertThat(log).containsExactly("one cut off", "again");
            return done();
        });
    }

    @Async
    private AsyncGenerator<Integer> generates() throws IOException {
        try (var resource = new Resource("one")) {
            emit(1);
            throw new IOException("block");
        }
    }

    @Async
    private Coroutine<Void> iterates() {
        for (int each : each(generatesUnchecked())) {
            log.add(each);
        }
        return done();
    }

    private AsyncGenerator<Integer> generatesUnchecked() {
        try {
            return generates();
        } catch (IOException never) {
            throw new AssertionError(never);
        }
    }

    @Test
    void soItIsInAGenerator() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(cancelledAfter(5, retries(this::iterates)));
            assertThat(task.isCancelled()).isTrue();
            assertThat(log).containsExactly(1, "one cut off", "again");
            return done();
        });
    }

    @Async
    private Coroutine<Void> leavesEarly() {
        for (int each : each(generatesUnchecked())) {
            log.add(each);
            break;
        }
        return done();
    }

    @Test
    void aGeneratorThatIsBeingClosedThrowsItOnce() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(cancelledAfter(5, afterwards(this::leavesEarly)));
            assertThat(task.isCancelled()).isFalse();
            assertThat(log).containsExactly(1, "one cut off", "CancelledError", "not again");
            return done();
        });
    }

    /** Its closing awaits. */
    @Async
    private AsyncGenerator<Integer> source() {
        try {
            emit(1);
        } finally {
            await(sleep(ofMillis(10)));
            log.add("source closed");
        }
        return end();
    }

    @Async
    private Coroutine<Void> failsInALoop() throws IOException {
        for (int each : each(source())) {
            await(fails());
        }
        return done();
    }

    @Test
    void aLoopThatTheExceptionLeavesClosesItsSourceToTheEnd() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(cancelledAfter(5, retries(this::failsInALoop)));
            assertThat(task.isCancelled()).isTrue();
            assertThat(log).containsExactly("one cut off", "source closed", "again");
            return done();
        });
    }

    @Async
    private Coroutine<Void> stacked() throws IOException {
        try (var stack = new AsyncExitStack()) {
            stack.enter(new Resource("first"));
            stack.enter(new Resource("second"));
            stack.onClose(() -> {
                throw new IOException("third");
            });
        }
        return done();
    }

    @Test
    void aStackOfResourcesDoesAsNestedStatementsDo() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(cancelledAfter(5, retries(this::stacked)));
            assertThat(task.isCancelled()).isTrue();
            assertThat(log).containsExactly("second cut off", "first closed", "again");
            return done();
        });
    }

    @Async
    private Coroutine<Void> slowToEnd() {
        try {
            await(sleep(ofSeconds(1)));
        } finally {
            await(sleep(ofMillis(10)));
        }
        return done();
    }

    @Async
    private Coroutine<Void> groupInAResource() throws IOException {
        try (var outer = new Resource("outer");
                var group = TaskGroup.open()) {
            group.start(slowToEnd());
            await(yieldNow());
            throw new IOException("block");
        }
    }

    @Test
    void aGroupThatClosesLeavesItBehindTheOtherClosings() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(cancelledAfter(5, retries(this::groupInAResource)));
            assertThat(task.isCancelled()).isTrue();
            assertThat(log).containsExactly("outer closed", "again");
            return done();
        });
    }
}
