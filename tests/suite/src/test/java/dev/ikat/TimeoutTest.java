package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The paragraph "Timeout" of what asyncio does, and what {@code wait_for} does. */
class TimeoutTest {
    final List<Object> log = new ArrayList<>();

    /** Sleeps; takes so long to clean up when it is cancelled. */
    @Async
    Coroutine<String> lasting(int millis, int cleanupMillis) {
        try {
            await(sleep(ofMillis(millis)));
            return done("value");
        } finally {
            await(sleep(ofMillis(cleanupMillis)));
            log.add("cleaned up");
        }
    }

    /** Ends with a value although it was cancelled. */
    @Async
    static Coroutine<String> stubborn(int millis) {
        try {
            await(sleep(ofMillis(millis)));
            return done("in time");
        } catch (CancelledError cancelled) {
            return done("in spite of it");
        }
    }

    @Test
    void aBodyInTimeGivesItsValueAndLeavesNoTimer() {
        VirtualLoop.run(() -> {
            assertThat((String) await(timeout(ofMillis(20), lasting(10, 0)))).isEqualTo("value");
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            return done();
        });
    }

    @Test
    void aBodyThatIsLateIsCancelledAndItsEndAwaited() {
        VirtualLoop.run(() -> {
            Throwable error = await(errorOf(timeout(ofMillis(10), lasting(50, 7))));
            assertThat(error)
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("10 ms")
                    .hasCauseInstanceOf(CancelledError.class);
            assertThat(VirtualLoop.millis()).isEqualTo(17);
            assertThat(currentTask().cancelling())
                    .as("the cancellation is taken back")
                    .isZero();
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("cleaned up");
    }

    @Test
    void nothingRunsBeforeItIsAwaited() {
        VirtualLoop.run(() -> {
            timeout(ofMillis(10), deadline -> {
                log.add("body");
                return done("x");
            });
            await(sleep(ofMillis(20)));
            return done();
        });
        assertThat(log).isEmpty();
    }

    @Test
    void theTimeCountsFromTheAwait() {
        VirtualLoop.run(() -> {
            Coroutine<String> limited = timeout(ofMillis(10), lasting(9, 0));
            await(sleep(ofMillis(100)));
            assertThat((String) await(limited)).isEqualTo("value");
            return done();
        });
    }

    @Test
    void aPromiseThatIsLateIsCancelled() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            assertThat(await(errorOf(timeout(ofMillis(10), promise)))).isInstanceOf(DeadlineExceededException.class);
            assertThat(promise.isCancelled()).isTrue();
            return done();
        });
    }

    @Test
    void aTaskThatIsLateIsCancelledAndItsEndAwaited() {
        VirtualLoop.run(() -> {
            Task<String> task = start(lasting(50, 7));
            assertThat(await(errorOf(timeout(ofMillis(10), task)))).isInstanceOf(DeadlineExceededException.class);
            assertThat(task.isCancelled()).isTrue();
            assertThat(VirtualLoop.millis()).isEqualTo(17);
            return done();
        });
    }

    @Test
    void aValueReturnedInSpiteOfTheCancellationWins() {
        VirtualLoop.run(() -> {
            assertThat((String) await(timeout(ofMillis(10), stubborn(50)))).isEqualTo("in spite of it");
            assertThat((String) await(timeout(ofMillis(10), start(stubborn(50)))))
                    .isEqualTo("in spite of it");
            assertThat(currentTask().cancelling()).isZero();
            await(yieldNow());
            return done();
        });
    }

    @Test
    void anErrorOfTheBodyPasses() {
        IOException error = new IOException("disk");
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(timeout(ofMillis(10), failing(error, 1))))).isSameAs(error);
            assertThat(await(errorOf(timeout(ofMillis(10), deadline -> {
                        throw error;
                    }))))
                    .as("thrown before there is a coroutine")
                    .isSameAs(error);
            return done();
        });
    }

    @Test
    void anErrorWhileCleaningUpPasses() {
        IOException error = new IOException("disk");
        VirtualLoop.run(() -> {
            AtomicReference<Deadline> seen = new AtomicReference<>();
            Throwable thrown = await(errorOf(timeout(ofMillis(10), deadline -> {
                seen.set(deadline);
                try {
                    await(promise());
                } finally {
                    await(failing(error, 1));
                }
                return done();
            })));
            assertThat(thrown).isSameAs(error);
            assertThat(seen.get().expired()).isTrue();
            assertThat(currentTask().cancelling()).isZero();
            return done();
        });
    }

    @Test
    void aBodyThatEndsAtTheVeryMomentIsLateWhenTheTimerCameFirst() {
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(timeout(ofMillis(10), sleep(ofMillis(10))))))
                    .isInstanceOf(DeadlineExceededException.class);
            return done();
        });
    }

    @Test
    void aBodyThatReturnsNullSaysSo() {
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(timeout(ofMillis(10), deadline -> null))))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("never null");
            return done();
        });
    }

    // No time at all.

    @Test
    void aLimitOfZeroOrLessTakesWhatIsThereAlready() {
        IOException error = new IOException("disk");
        VirtualLoop.run(() -> {
            for (Duration limit : List.of(ZERO, ofMillis(-5), ofSeconds(Long.MIN_VALUE))) {
                Promise<String> ready = promise();
                ready.complete("x");
                assertThat((String) await(timeout(limit, ready))).isEqualTo("x");
                Promise<String> failed = promise();
                failed.fail(error);
                assertThat(await(errorOf(timeout(limit, failed)))).isSameAs(error);
                Promise<String> cancelled = promise();
                cancelled.cancel();
                assertThat(await(errorOf(timeout(limit, cancelled)))).isInstanceOf(CancelledError.class);
            }
            return done();
        });
    }

    @Test
    void aLimitOfZeroOrLessCancelsWhatIsNotThereAndAwaitsItsEnd() {
        VirtualLoop.run(() -> {
            for (Duration limit : List.of(ZERO, ofMillis(-5), ofSeconds(Long.MIN_VALUE))) {
                Promise<String> promise = promise();
                assertThat(await(errorOf(timeout(limit, promise)))).isInstanceOf(DeadlineExceededException.class);
                assertThat(promise.isCancelled()).isTrue();
                Task<String> task = start(lasting(50, 7));
                await(yieldNow());
                assertThat(await(errorOf(timeout(limit, task)))).isInstanceOf(DeadlineExceededException.class);
                assertThat(task.isCancelled()).isTrue();
            }
            assertThat(VirtualLoop.millis()).isEqualTo(21);
            Task<String> stubborn = start(stubborn(50));
            await(yieldNow());
            assertThat((String) await(timeout(ZERO, stubborn))).isEqualTo("in spite of it");
            return done();
        });
    }

    @Test
    void aLimitOfZeroOrLessNeverRunsACoroutine() {
        VirtualLoop.run(() -> {
            for (Duration limit : List.of(ZERO, ofMillis(-5))) {
                Coroutine<String> body = lasting(50, 7);
                assertThat(await(errorOf(timeout(limit, body)))).isInstanceOf(DeadlineExceededException.class);
                assertThat(await(errorOf(body))).as("it is closed").isInstanceOf(IllegalStateException.class);
            }
            return done();
        });
        assertThat(log).isEmpty();
    }

    @Test
    void aLimitOfZeroLetsABodyRunToItsFirstSuspension() {
        VirtualLoop.run(() -> {
            Throwable error = await(errorOf(timeout(ZERO, deadline -> {
                log.add("runs");
                await(yieldNow());
                log.add("never");
                return done("x");
            })));
            assertThat(error).isInstanceOf(DeadlineExceededException.class);
            assertThat((String) await(timeout(ZERO, deadline -> done("at once"))))
                    .isEqualTo("at once");
            assertThat(await(errorOf(timeout(ofSeconds(Long.MIN_VALUE), deadline -> {
                        await(promise());
                        return done("x");
                    }))))
                    .isInstanceOf(DeadlineExceededException.class);
            return done();
        });
        assertThat(log).containsExactly("runs");
    }

    @Test
    void aLimitWithoutEndNeverExpires() {
        VirtualLoop.run(() -> {
            assertThat((String) await(timeout(ofSeconds(Long.MAX_VALUE), lasting(1000, 0))))
                    .isEqualTo("value");
            return done();
        });
    }

    // Nested.

    @Async
    Coroutine<String> nested(int outer, int inner, int body) {
        return done(await(timeout(ofMillis(outer), deadline -> {
            try {
                return done(await(timeout(ofMillis(inner), lasting(body, 0))));
            } catch (DeadlineExceededException exceeded) {
                log.add("inner expired");
                throw exceeded;
            } catch (CancelledError cancelled) {
                log.add("inner cancelled");
                throw cancelled;
            }
        })));
    }

    @Test
    void theInnerOneExpiresFirst() {
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(nested(50, 10, 100)))).isInstanceOf(DeadlineExceededException.class);
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            assertThat(currentTask().cancelling()).isZero();
            return done();
        });
        assertThat(log).containsExactly("cleaned up", "inner expired");
    }

    @Test
    void theOuterOneExpiresFirst() {
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(nested(10, 50, 100)))).isInstanceOf(DeadlineExceededException.class);
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            assertThat(currentTask().cancelling()).isZero();
            return done();
        });
        assertThat(log).containsExactly("cleaned up", "inner cancelled");
    }

    @Test
    void bothExpireAtOnceAndTheOuterOneTakesIt() {
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(nested(10, 10, 100)))).isInstanceOf(DeadlineExceededException.class);
            assertThat(currentTask().cancelling()).isZero();
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("cleaned up", "inner cancelled");
    }

    @Test
    void neitherExpires() {
        VirtualLoop.run(() -> {
            assertThat((String) await(nested(50, 20, 10))).isEqualTo("value");
            return done();
        });
        assertThat(log).containsExactly("cleaned up");
    }

    @Test
    void theOuterOneExpiresWhileTheInnerOneCleansUp() {
        VirtualLoop.run(() -> {
            Throwable error = await(errorOf(timeout(ofMillis(20), timeout(ofMillis(10), lasting(100, 50)))));
            assertThat(error).isInstanceOf(DeadlineExceededException.class);
            assertThat(error).hasMessageContaining("20 ms");
            assertThat(VirtualLoop.millis()).isEqualTo(20);
            assertThat(currentTask().cancelling()).isZero();
            return done();
        });
    }

    // Moving it.

    @Test
    void aDeadlineMovedLaterExpiresLater() {
        VirtualLoop.run(() -> {
            Throwable error = await(errorOf(timeout(ofMillis(10), deadline -> {
                long before = deadline.whenNanos();
                deadline.reschedule(ofMillis(30));
                assertThat(deadline.whenNanos() - before).isEqualTo(ofMillis(20).toNanos());
                await(sleep(ofDays(1)));
                return done("x");
            })));
            assertThat(error).isInstanceOf(DeadlineExceededException.class).hasMessageContaining("30 ms");
            assertThat(VirtualLoop.millis()).isEqualTo(30);
            return done();
        });
    }

    @Test
    void aDeadlineMovedEarlierExpiresEarlier() {
        VirtualLoop.run(() -> {
            Throwable error = await(errorOf(timeout(ofSeconds(Long.MAX_VALUE), deadline -> {
                await(sleep(ofMillis(5)));
                deadline.reschedule(ofMillis(5));
                await(promise());
                return done("x");
            })));
            assertThat(error).isInstanceOf(DeadlineExceededException.class);
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            return done();
        });
    }

    @Test
    void aDeadlineMovedToNowExpiresAtTheNextSuspension() {
        VirtualLoop.run(() -> {
            Throwable error = await(errorOf(timeout(ofMillis(10), deadline -> {
                deadline.reschedule(ZERO);
                log.add(deadline.expired());
                try {
                    await(yieldNow());
                } finally {
                    log.add(deadline.expired());
                }
                return done("x");
            })));
            assertThat(error).isInstanceOf(DeadlineExceededException.class);
            return done();
        });
        assertThat(log).containsExactly(false, true);
    }

    @Test
    void aDeadlineMovedToNowAndAwayAgainDoesNotExpire() {
        VirtualLoop.run(() -> {
            String value = await(timeout(ofMillis(10), deadline -> {
                deadline.reschedule(ZERO);
                deadline.reschedule(ofMillis(50));
                await(sleep(ofMillis(40)));
                return done("x");
            }));
            assertThat(value).isEqualTo("x");
            return done();
        });
    }

    @Test
    void aLateRescheduleIsAnError() {
        VirtualLoop.run(() -> {
            AtomicReference<Deadline> seen = new AtomicReference<>();
            await(timeout(ofMillis(10), deadline -> {
                seen.set(deadline);
                return done("x");
            }));
            assertThat(seen.get().expired()).isFalse();
            assertThatThrownBy(() -> seen.get().reschedule(ofMillis(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("too late")
                    .hasMessageContaining("ended");
            await(errorOf(timeout(ofMillis(10), deadline -> {
                seen.set(deadline);
                try {
                    await(promise());
                } finally {
                    assertThatThrownBy(() -> deadline.reschedule(ofMillis(1)))
                            .as("while the body cleans up")
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("expired");
                }
                return done("x");
            })));
            assertThat(seen.get().expired()).isTrue();
            assertThatThrownBy(() -> seen.get().reschedule(ofMillis(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("expired");
            return done();
        });
    }
}
