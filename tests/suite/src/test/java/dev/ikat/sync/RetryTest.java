package dev.ikat.sync;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Promise;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Retry policies: pauses, limits, what is retried and what never is. */
class RetryTest {
    final List<Long> calls = new ArrayList<>();

    /** Fails so many times, each time with an exception of its own. */
    @Async
    Coroutine<String> flaky(int failures) throws IOException {
        calls.add(VirtualLoop.millis());
        await(yieldNow());
        if (calls.size() <= failures) {
            throw new IOException("failure " + calls.size());
        }
        return done("answer");
    }

    @Test
    void pausesDoubleUntilACallEndsWell() {
        VirtualLoop.run(() -> {
            assertThat(await(Retry.exponential(ofMillis(100)).maxAttempts(5).run(() -> flaky(4))))
                    .isEqualTo("answer");
            return done();
        });
        assertThat(calls).containsExactly(0L, 100L, 300L, 700L, 1500L);
    }

    @Test
    void theLastFailureSurfacesItself() {
        IOException failure = new IOException("always");
        VirtualLoop.run(() -> {
            Throwable error =
                    await(errorOf(Retry.fixed(ofMillis(10)).maxAttempts(3).run(() -> failing(failure, calls.size()))));
            assertThat(error).isSameAs(failure).hasNoSuppressedExceptions().hasNoCause();
            assertThat(VirtualLoop.millis()).isEqualTo(20);
            assertThat(await(errorOf(Retry.fixed(ZERO).maxAttempts(3).run(() -> flaky(9)))))
                    .hasMessage("failure 3");
            return done();
        });
    }

    @Test
    void anAnswerAtOnceNeitherYieldsNorPauses() {
        List<String> log = new ArrayList<>();
        VirtualLoop.run(() -> {
            loop().callSoon(() -> log.add("callback"));
            log.add(await(Retry.fixed(ofMillis(10)).run(() -> done("answer"))));
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("answer", "callback");
    }

    @Test
    void pausesGrowByTheFactorUpToTheLongest() {
        VirtualLoop.run(() -> {
            Retry policy =
                    Retry.exponential(ofMillis(10), 3).maxDelay(ofMillis(50)).maxAttempts(6);
            return Coroutine.upcast(errorOf(policy.run(() -> flaky(9))));
        });
        assertThat(calls).containsExactly(0L, 10L, 40L, 90L, 140L, 190L);
    }

    @Test
    void unlessToldOtherwiseThereAreTenAttemptsAndNoPauseAboveAMinute() {
        VirtualLoop.run(
                () -> Coroutine.upcast(errorOf(Retry.exponential(ofSeconds(1)).run(() -> flaky(99)))));
        assertThat(calls)
                .containsExactly(0L, 1000L, 3000L, 7000L, 15_000L, 31_000L, 63_000L, 123_000L, 183_000L, 243_000L);
    }

    @Test
    void hugeCountsAndFactorsStayWithinTheLongestPause() {
        Retry policy = Retry.exponential(ofDays(100_000), 1e300).maxAttempts(Integer.MAX_VALUE);
        assertThat(policy.pause(Integer.MAX_VALUE)).isEqualTo(ofMinutes(1));
        assertThat(Retry.exponential(ZERO).pause(Integer.MAX_VALUE)).isEqualTo(ZERO);
        assertThat(policy.maxDelay(ofDays(200_000)).jitter(1).pause(5)).isBetween(ZERO, ofDays(200_000));
    }

    @Test
    void jitterShortensEachPauseByItsShareAndIsReplayed() {
        Retry policy = Retry.fixed(ofMillis(100)).jitter(0.25);
        List<Duration> first = pauses(policy.random(new Random(7)));
        assertThat(first).allSatisfy(pause -> assertThat(pause).isBetween(ofMillis(75), ofMillis(100)));
        assertThat(first).doesNotHaveDuplicates().isEqualTo(pauses(policy.random(new Random(7))));
        assertThat(pauses(policy.jitter(1).random(new Random(7)))).anyMatch(pause -> pause.toMillis() < 50);
        assertThat(policy.pause(1)).as("without a generator").isBetween(ofMillis(75), ofMillis(100));
    }

    private static List<Duration> pauses(Retry policy) {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            pauses.add(policy.pause(i));
        }
        return pauses;
    }

    @Test
    void onlyWhatThePredicateAcceptsIsRetried() {
        VirtualLoop.run(() -> {
            Retry policy = Retry.fixed(ofMillis(1)).on(FileNotFoundException.class);
            assertThat(await(errorOf(policy.run(() -> flaky(9))))).hasMessage("failure 1");
            Retry other = policy.when(error -> error.getMessage().equals("failure 2"));
            assertThat(await(errorOf(other.run(() -> flaky(9))))).hasMessage("failure 3");
            return done();
        });
    }

    @Test
    void errorsAreRetriedOnlyWhenAsked() {
        VirtualLoop.run(() -> {
            int[] attempts = {0};
            Retry policy = Retry.fixed(ofMillis(1)).maxAttempts(3);
            AssertionError error = new AssertionError("no exception");
            assertThat(await(errorOf(policy.run(() -> {
                        attempts[0]++;
                        throw error;
                    }))))
                    .isSameAs(error);
            assertThat(attempts[0]).isEqualTo(1);
            assertThat(await(errorOf(policy.on(AssertionError.class).run(() -> {
                        attempts[0]++;
                        throw error;
                    }))))
                    .isSameAs(error);
            assertThat(attempts[0]).isEqualTo(4);
            return done();
        });
    }

    @Test
    void cancellationsAndFatalErrorsAreNeverRetried() {
        VirtualLoop.run(() -> {
            Retry policy = Retry.fixed(ofMillis(1)).when(error -> true);
            for (Error fatal : List.of(new CancelledError(), new OutOfMemoryError("made up"))) {
                int[] attempts = {0};
                assertThat(await(errorOf(policy.run(() -> {
                            attempts[0]++;
                            throw fatal;
                        }))))
                        .isSameAs(fatal);
                assertThat(attempts[0]).isEqualTo(1);
            }
            int[] attempts = {0};
            assertThat(await(errorOf(policy.maxAttempts(2).run(() -> {
                        attempts[0]++;
                        throw new StackOverflowError();
                    }))))
                    .isInstanceOf(StackOverflowError.class);
            assertThat(attempts[0]).isEqualTo(2);
            return done();
        });
    }

    @Test
    void aCancelledTaskIsCancelledInAnAttemptAndInAPause() {
        VirtualLoop.run(() -> {
            Promise<String> never = promise();
            Task<String> inAttempt = start(Retry.fixed(ofMillis(1)).run(never::coroutine));
            Task<String> inPause = start(Retry.fixed(ofDays(1)).run(() -> flaky(9)));
            await(sleep(ofMillis(1)));
            inAttempt.cancel();
            inPause.cancel();
            assertThat(await(errorOf(inAttempt))).isInstanceOf(CancelledError.class);
            assertThat(await(errorOf(inPause))).isInstanceOf(CancelledError.class);
            return done(); // the loop checks that no timer is left
        });
        assertThat(calls).hasSize(1);
    }

    @Test
    void theOverallLimitCutsAnAttemptShort() {
        VirtualLoop.run(() -> {
            Promise<String> never = promise();
            Retry policy = Retry.fixed(ofMillis(1)).within(ofMillis(100));
            assertThat(await(errorOf(policy.run(never::coroutine)))).isInstanceOf(DeadlineExceededException.class);
            assertThat(VirtualLoop.millis()).isEqualTo(100);
            return done();
        });
    }

    @Test
    void aPauseBeyondTheOverallLimitIsNotBegun() {
        VirtualLoop.run(() -> {
            Retry policy = Retry.exponential(ofMillis(10)).within(ofMillis(70));
            assertThat(await(errorOf(policy.run(() -> flaky(9))))).hasMessage("failure 3");
            assertThat(VirtualLoop.millis()).isEqualTo(30);
            return done();
        });
        assertThat(calls).containsExactly(0L, 10L, 30L);
    }

    @Test
    void anAttemptsOwnTimeoutIsRetried() {
        VirtualLoop.run(() -> {
            int[] attempts = {0};
            String answer = await(Retry.fixed(ofMillis(5))
                    .run(() -> timeout(ofMillis(10), deadline -> {
                        if (++attempts[0] < 3) {
                            await(sleep(ofDays(1)));
                        }
                        return done("answer");
                    })));
            assertThat(answer).isEqualTo("answer");
            assertThat(VirtualLoop.millis()).isEqualTo(30);
            return done();
        });
    }

    @Test
    void theObserverIsToldOfEachFailureThatIsRetried() {
        List<String> log = new ArrayList<>();
        VirtualLoop.run(() -> {
            Retry policy = Retry.exponential(ofMillis(10))
                    .maxAttempts(3)
                    .onRetry((error, pause) -> log.add(error.getMessage() + " " + pause.toMillis()));
            assertThat(await(errorOf(policy.run(() -> flaky(9))))).hasMessage("failure 3");
            return done();
        });
        assertThat(log).containsExactly("failure 1 10", "failure 2 20");
    }

    @Test
    void aPolicyIsImmutableAndNothingHappensBeforeARunIsAwaited() {
        VirtualLoop.run(() -> {
            Retry policy = Retry.fixed(ofMillis(1)).maxAttempts(2);
            policy.maxAttempts(5)
                    .jitter(1)
                    .when(error -> false)
                    .within(ofNanos(1))
                    .maxDelay(ZERO);
            Coroutine<String> run = policy.run(() -> flaky(9));
            await(yieldNow());
            assertThat(calls).isEmpty();
            assertThat(await(errorOf(run))).hasMessage("failure 2");
            assertThat(await(errorOf(policy.run(() -> flaky(9))))).hasMessage("failure 4");
            return done();
        });
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        Retry policy = Retry.fixed(ofMillis(1));
        assertThatThrownBy(() -> policy.maxAttempts(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> policy.maxDelay(ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> policy.jitter(1.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> policy.jitter(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> policy.within(ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Retry.fixed(ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Retry.exponential(ofMillis(1), 0.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
