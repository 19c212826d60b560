package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whose cancellation it is: what {@link CancelledError#source} tells, and asyncio does not. */
class CancelledErrorTest {
    @Async
    static Coroutine<String> waits(Awaitable<String> awaitable) {
        String value = await(awaitable);
        return done(value);
    }

    @Test
    void theSourceOfOnesOwnCancellationIsTheTaskItself() {
        VirtualLoop.run(() -> {
            Task<?>[] source = new Task<?>[1];
            Task<Void> task = start(() -> {
                try {
                    await(promise());
                } catch (CancelledError cancelled) {
                    source[0] = cancelled.source();
                }
                return done();
            });
            await(yieldNow());
            task.cancel();
            await(task);
            assertThat((Object) source[0]).isSameAs(task);
            return done();
        });
    }

    @Test
    void theSourceOfAnothersCancellationIsTheOther() {
        VirtualLoop.run(() -> {
            Task<String> other = start(waits(promise()));
            await(yieldNow());
            other.cancel();
            CancelledError error = (CancelledError) await(errorOf(other));
            assertThat((Object) error.source()).isSameAs(other);
            assertThat(currentTask().cancelling()).isZero();
            return done();
        });
    }

    @Test
    void theSourceOfACancelledPromiseIsNobody() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            promise.cancel("nobody");
            CancelledError error = (CancelledError) await(errorOf(promise));
            assertThat((Object) error.source()).isNull();
            assertThat(error).hasMessage("nobody");
            return done();
        });
    }

    @Test
    void theSourceOfACancellationThatWentThroughAnotherTaskIsTheTaskItself() {
        VirtualLoop.run(() -> {
            Task<String> inner = start(waits(promise()));
            Task<?>[] source = new Task<?>[1];
            Task<Void> outer = start(() -> {
                CancelledError error = (CancelledError) await(errorOf(inner));
                source[0] = error.source();
                return done();
            });
            await(yieldNow());
            outer.cancel();
            await(outer);
            assertThat((Object) source[0]).isSameAs(outer);
            return done();
        });
    }

    @Test
    void onesOwnCancellationWinsOverThatOfWhatIsAwaited() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            Task<CancelledError> task = start(() -> {
                Throwable error = await(errorOf(promise));
                return done((CancelledError) error);
            });
            await(yieldNow());
            promise.cancel("the promise");
            task.cancel("the task");
            CancelledError error = await(task);
            assertThat((Object) error.source()).isSameAs(task);
            assertThat(error).hasMessage("the task");
            return done();
        });
    }

    @Test
    void aLaterCancellationOfAnotherIsNotTakenForAnEarlierOneOfOnesOwn() {
        VirtualLoop.run(() -> {
            Promise<String> second = promise();
            Task<CancelledError> task = start(() -> {
                await(errorOf(promise()));
                Throwable error = await(errorOf(second));
                return done((CancelledError) error);
            });
            await(yieldNow());
            task.cancel("own");
            await(yieldNow());
            second.cancel("other");
            CancelledError error = await(task);
            assertThat((Object) error.source()).isNull();
            assertThat(error).hasMessage("other");
            return done();
        });
    }
}
