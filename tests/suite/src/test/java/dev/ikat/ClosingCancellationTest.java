package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.errorOf;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cancellation that arrives while a resource is being closed is never lost, whatever its block threw. */
class ClosingCancellationTest {
    private final List<Object> log = new ArrayList<>();

    /** Takes 10 ms to be closed. */
    private final class Resource implements AsyncCloseable {
        private final String name;

        Resource(String name) {
            this.name = name;
        }

        @Override
        @Async
        public Coroutine<Void> closeAsync() {
            try {
                await(sleep(ofMillis(10)));
                log.add(name + " closed");
            } catch (CancelledError cancelled) {
                log.add(name + " cut off");
                throw cancelled;
            }
            return done();
        }
    }

    @Async
    private Coroutine<Void> fails() throws IOException {
        try (var resource = new Resource("one")) {
            throw new IOException("block");
        }
    }

    @Async
    private Coroutine<Void> failsInTwo() throws IOException {
        try (var outer = new Resource("outer");
                var inner = new Resource("inner")) {
            throw new IOException("block");
        }
    }

    /** Would go on for ever if the cancellation were lost. */
    @Async
    private Coroutine<Void> retries(AsyncCallable<Void> attempt) {
        for (int tries = 0; tries < 9; tries++) {
            try {
                await(attempt.call());
            } catch (Exception error) {
                log.add("again");
            }
            await(sleep(ofMillis(1)));
        }
        return done();
    }

    @Async
    private static <T> Coroutine<Task<T>> cancelledAfter(int millis, Coroutine<T> program) {
        Task<T> task = start(program);
        await(sleep(ofMillis(millis)));
        assertThat(task.cancel("enough")).isTrue();
        await(gatherSettled(task));
        return done(task);
    }

    @Test
    void whoCatchesTheExceptionOfTheBlockGetsItAtTheNextAwait() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(cancelledAfter(5, retries(this::fails)));
            assertThat(task.isCancelled()).isTrue();
            assertThat(task.cancelling()).isEqualTo(1);
            assertThat(log).containsExactly("one cut off", "again");
            assertThat(VirtualLoop.millis()).isEqualTo(5);
            return done();
        });
    }

    @Test
    void aTaskThatEndsByTheExceptionOfTheBlockHasFailedWithTheCancellationSuppressed() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(cancelledAfter(5, fails()));
            assertThat(task.isCancelled()).isFalse();
            assertThat(task.exception()).isInstanceOf(IOException.class).hasMessage("block");
            assertThat(task.exception().getSuppressed())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            CancelledError.class,
                            cancelled -> assertThat(cancelled).hasMessage("enough"));
            return done();
        });
    }

    @Async
    private Coroutine<String> failsAndReturns() {
        try {
            await(fails());
        } catch (IOException error) {
            log.add(error.getMessage());
        }
        return done("value");
    }

    @Test
    void aTaskThatReturnsWithoutAnotherAwaitIsCancelledAllTheSame() {
        VirtualLoop.run(() -> {
            Task<String> task = await(cancelledAfter(5, failsAndReturns()));
            assertThat(task.isCancelled()).isTrue();
            assertThat(log).containsExactly("one cut off", "block");
            return done();
        });
    }

    @Test
    void theOtherClosingsThatTheExceptionComesByRunToTheirEnd() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(cancelledAfter(5, retries(this::failsInTwo)));
            assertThat(task.isCancelled()).isTrue();
            assertThat(log).containsExactly("inner cut off", "outer closed", "again");
            return done();
        });
    }

    @Test
    void anotherCancellationCutsThemOff() {
        VirtualLoop.run(() -> {
            Task<Void> task = start(retries(this::failsInTwo));
            await(sleep(ofMillis(5)));
            task.cancel("first");
            await(sleep(ofMillis(5)));
            assertThat(log).containsExactly("inner cut off");
            task.cancel("second");
            Throwable error = await(errorOf(task));
            assertThat(error).isInstanceOf(CancelledError.class);
            assertThat(log).containsExactly("inner cut off", "outer cut off", "again");
            assertThat(task.cancelling()).isEqualTo(2);
            return done();
        });
    }

    @Async
    private Coroutine<Void> endsWell() {
        try (var resource = new Resource("one")) {
            log.add("block");
        }
        return done();
    }

    @Async
    private Coroutine<Void> afterwards(AsyncCallable<Void> attempt) {
        try {
            await(attempt.call());
        } catch (Throwable error) {
            log.add(error.getClass().getSimpleName());
        }
        await(sleep(ofMillis(1)));
        log.add("not again");
        return done();
    }

    @Test
    void whereTheBlockDidNotFailItIsThrownOnce() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(cancelledAfter(5, afterwards(this::endsWell)));
            assertThat(task.isCancelled()).isFalse();
            assertThat(log).containsExactly("block", "one cut off", "CancelledError", "not again");
            return done();
        });
    }

    @Async
    private Coroutine<Void> failsThenEndsWell() {
        try {
            await(fails());
        } catch (IOException error) {
            log.add("failed");
        }
        return endsWell();
    }

    @Test
    void oneThatIsThrownByALaterClosingTakesTheOwedOneAlong() {
        VirtualLoop.run(() -> {
            Task<Void> task = start(afterwards(this::failsThenEndsWell));
            await(sleep(ofMillis(5)));
            task.cancel("first");
            await(sleep(ofMillis(5)));
            task.cancel("second");
            await(task);
            assertThat(log)
                    .containsExactly("one cut off", "failed", "block", "one cut off", "CancelledError", "not again");
            return done();
        });
    }

    @Async
    private Coroutine<Void> cancelsItselfLater() {
        try {
            await(afterwards(this::fails));
        } catch (CancelledError owed) {
            log.add("owed");
        }
        currentTask().cancel("now");
        return endsWell();
    }

    @Test
    void whatIsAskedForInTheStepOfAClosingIsNotOwed() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(cancelledAfter(5, afterwards(this::cancelsItselfLater)));
            assertThat(task.isCancelled()).isFalse();
            assertThat(log)
                    .containsExactly(
                            "one cut off",
                            "IOException",
                            "owed",
                            "block",
                            "one cut off",
                            "CancelledError",
                            "not again");
            return done();
        });
    }

    @Async
    private Coroutine<Void> closesInFinally() throws IOException {
        Resource resource = new Resource("one");
        try {
            throw new IOException("block");
        } finally {
            resource.close();
        }
    }

    @Test
    void aCloseInAFinallyBlockThrowsItInPlaceOfTheOther() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(cancelledAfter(5, afterwards(this::closesInFinally)));
            assertThat(task.isCancelled()).isFalse();
            assertThat(log).containsExactly("one cut off", "CancelledError", "not again");
            return done();
        });
    }

    @Async
    private Coroutine<Void> suppressesByHand() throws IOException {
        Resource resource = new Resource("one");
        IOException failure = new IOException("block");
        try {
            resource.close();
        } catch (Throwable error) {
            failure.addSuppressed(error);
        }
        throw failure;
    }

    @Test
    void oneThatIsSuppressedByHandIsNotLostEither() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(cancelledAfter(5, retries(this::suppressesByHand)));
            assertThat(task.isCancelled()).isTrue();
            assertThat(log).containsExactly("one cut off", "again");
            return done();
        });
    }

    @Async
    private Coroutine<Void> waits() {
        try (var resource = new Resource("one")) {
            await(sleep(ofSeconds(1)));
        }
        return done();
    }

    @Test
    void aBlockThatWasCancelledItselfIsCancelledOnce() {
        VirtualLoop.run(() -> {
            Task<Void> task = start(afterwards(this::waits));
            await(sleep(ofMillis(5)));
            task.cancel("first");
            await(sleep(ofMillis(5)));
            task.cancel("second");
            await(task);
            assertThat(log).containsExactly("one cut off", "CancelledError", "not again");
            return done();
        });
    }

    private record Awaiting(Task<Void> other) implements AsyncCloseable {
        @Override
        public Coroutine<Void> closeAsync() {
            return other.coroutine();
        }
    }

    @Async
    private Coroutine<Void> closesByAwaiting(Task<Void> other) throws IOException {
        try (var resource = new Awaiting(other)) {
            throw new IOException("block");
        }
    }

    @Test
    void thatOfAnotherTaskIsAFailureAsOthersAre() {
        VirtualLoop.run(() -> {
            Task<Void> other = start(sleep(ofSeconds(1)));
            other.cancel();
            await(afterwards(() -> closesByAwaiting(other)));
            assertThat(log).containsExactly("IOException", "not again");
            assertThat(currentTask().cancelling()).isZero();
            return done();
        });
    }

    @Async
    private Coroutine<Void> takesItBack() {
        try {
            await(fails());
        } catch (IOException error) {
            assertThat(currentTask().uncancel()).isZero();
        }
        await(sleep(ofMillis(1)));
        return done();
    }

    @Test
    void itCanBeTakenBack() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(cancelledAfter(5, takesItBack()));
            assertThat(task.isCancelled()).isFalse();
            return done();
        });
    }

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
