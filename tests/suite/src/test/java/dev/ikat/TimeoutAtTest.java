package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** {@code timeout_at}, and deadlines moved to a time of the clock. */
class TimeoutAtTest extends GroupFixture {
    private static long at(int millis) {
        return loop().nanoTime() + ofMillis(millis).toNanos();
    }

    @Test
    void itExpiresAtThatTimeWheneverItIsAwaited() {
        VirtualLoop.run(() -> {
            Coroutine<String> late = timeoutAt(at(10), lasting("a", 20));
            await(sleep(ofMillis(6)));
            assertThat(await(errorOf(late)))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("4 ms");
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            assertThat((String) await(timeoutAt(at(10), lasting("b", 5)))).isEqualTo("b");
            return done();
        });
        assertThat(log).containsExactly("a cancelled", "b");
    }

    @Test
    void theBodySeesThatTime() {
        VirtualLoop.run(() -> {
            long when = at(10);
            await(timeoutAt(when, deadline -> {
                assertThat(deadline.whenNanos()).isEqualTo(when);
                deadline.rescheduleAt(when + 5);
                assertThat(deadline.whenNanos()).isEqualTo(when + 5);
                return done("x");
            }));
            return done();
        });
    }

    @Test
    void aTimeThatIsPastTakesWhatIsThereAlreadyAndStartsNothing() {
        VirtualLoop.run(() -> {
            await(sleep(ofMillis(10)));
            for (long when : new long[] {at(0), at(-5)}) {
                Promise<String> ready = promise();
                ready.complete("x");
                assertThat((String) await(timeoutAt(when, ready))).isEqualTo("x");
                assertThat((String) await(timeoutAt(when, done("y")))).isEqualTo("y");
                assertThat(await(errorOf(timeoutAt(when, lasting("never", 0)))))
                        .isInstanceOf(DeadlineExceededException.class);
                assertThat(await(errorOf(timeoutAt(when, deadline -> lasting("never", 5)))))
                        .isInstanceOf(DeadlineExceededException.class);
            }
            return done();
        });
        assertThat(log).containsExactly("never cancelled", "never cancelled");
    }

    @Test
    void aLimitOfZeroTakesTheValueOfACompletedCoroutine() {
        IOException error = new IOException();
        VirtualLoop.run(() -> {
            assertThat((String) await(timeout(ZERO, done("there")))).isEqualTo("there");
            Awaitable<String> ours = () -> done("user's");
            assertThat((String) await(timeout(ofMillis(-1), ours))).isEqualTo("user's");
            assertThat(await(errorOf(timeout(ZERO, failing(error, 0)))))
                    .as("has not run, so nobody knows")
                    .isInstanceOf(DeadlineExceededException.class);
            return done();
        });
    }

    @Test
    void movedToATimeOfTheClockItExpiresThen() {
        VirtualLoop.run(() -> {
            Throwable error = await(errorOf(timeout(ofMillis(50), deadline -> {
                await(sleep(ofMillis(5)));
                deadline.rescheduleAt(at(5));
                await(promise());
                return done();
            })));
            assertThat(error).isInstanceOf(DeadlineExceededException.class);
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            assertThat(await(errorOf(timeout(ofMillis(50), deadline -> {
                        deadline.rescheduleAt(at(-5));
                        await(yieldNow());
                        return done("never");
                    }))))
                    .isInstanceOf(DeadlineExceededException.class);
            return done();
        });
    }

    @Test
    void aLateRescheduleIsAnError() {
        VirtualLoop.run(() -> {
            AtomicReference<Deadline> seen = new AtomicReference<>();
            await(timeoutAt(at(10), deadline -> {
                seen.set(deadline);
                return done("x");
            }));
            assertThatThrownBy(() -> seen.get().rescheduleAt(at(5)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("too late");
            return done();
        });
    }
}
