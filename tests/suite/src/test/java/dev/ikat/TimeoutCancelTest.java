package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A timeout whose task somebody else cancels too: cpython #134471 and its kin. */
class TimeoutCancelTest {
    /** Sleeps; takes so long to clean up when it is cancelled. */
    @Async
    static Coroutine<String> lasting(int millis, int cleanupMillis) {
        try {
            await(sleep(ofMillis(millis)));
            return done("value");
        } finally {
            await(sleep(ofMillis(cleanupMillis)));
        }
    }

    @Test
    void aCancellationFromOutsidePassesThrough() {
        VirtualLoop.run(() -> {
            Task<String> task = start(timeout(ofMillis(50), lasting(100, 0)));
            await(sleep(ofMillis(10)));
            task.cancel("outside");
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class).hasMessage("outside");
            return done();
        });
    }

    @Test
    void aCancellationJustBeforeTheExpiryIsNotSwallowed() {
        VirtualLoop.run(() -> {
            AtomicReference<Task<String>> task = new AtomicReference<>();
            loop().callLater(ofMillis(10), () -> task.get().cancel("outside"));
            task.set(start(timeout(ofMillis(10), lasting(100, 0))));
            assertThat(await(errorOf(task.get()))).isInstanceOf(CancelledError.class);
            assertThat(task.get().isCancelled()).isTrue();
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            return done();
        });
    }

    @Test
    void aCancellationJustAfterTheExpiryIsNotSwallowed() {
        VirtualLoop.run(() -> {
            Task<String> task = start(timeout(ofMillis(10), lasting(100, 0)));
            await(yieldNow());
            loop().callLater(ofMillis(10), () -> task.cancel("outside"));
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            assertThat(task.isCancelled()).isTrue();
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            return done();
        });
    }

    @Test
    void aCancellationPendingAtTheStartIsNotSwallowedByALimitOfZero() {
        for (int cancellations = 1; cancellations < 3; cancellations++) {
            int count = cancellations;
            VirtualLoop.run(() -> {
                Task<String> task = start(() -> {
                    await(yieldNow());
                    for (int i = 0; i < count; i++) {
                        currentTask().cancel("outside");
                    }
                    return done(await(timeout(ZERO, deadline -> {
                        await(yieldNow());
                        return done("never");
                    })));
                });
                assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
                assertThat(task.isCancelled()).isTrue();
                return done();
            });
        }
    }

    @Test
    void aCancellationPendingAtTheStartIsNotSwallowedWithAPromiseAndALimitOfZero() {
        VirtualLoop.run(() -> {
            Task<String> task = start(() -> {
                await(yieldNow());
                currentTask().cancel("outside");
                Promise<String> promise = promise();
                return done(await(timeout(ZERO, promise)));
            });
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            return done();
        });
    }

    @Test
    void aCancellationThatWasSwallowedBeforeDoesNotStopALaterTimeout() {
        VirtualLoop.run(() -> {
            Task<String> task = start(() -> {
                await(errorOf(promise()));
                return done(await(timeout(ofMillis(10), lasting(100, 0))));
            });
            await(yieldNow());
            task.cancel();
            assertThat(await(errorOf(task))).isInstanceOf(DeadlineExceededException.class);
            assertThat(task.cancelling()).isEqualTo(1);
            return done();
        });
    }

    @Test
    void aCancellationDuringTheCleanupAfterTheExpiryIsNotSwallowed() {
        VirtualLoop.run(() -> {
            Task<String> task = start(timeout(ofMillis(10), lasting(100, 50)));
            await(sleep(ofMillis(20)));
            task.cancel("outside");
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            assertThat(VirtualLoop.millis()).isEqualTo(20);
            return done();
        });
    }
}
