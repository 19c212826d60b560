package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.errorOf;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A cancellation that arrives while a resource is being closed is never lost, whatever its block threw. */
class ClosingCancellationTest extends ClosingFixture {
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
}
