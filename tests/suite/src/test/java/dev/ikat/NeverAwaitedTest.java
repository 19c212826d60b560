package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.StackSnapshot;
import dev.ikat.sync.Lock;
import dev.ikat.sync.Permit;
import dev.ikat.sync.Queue;
import dev.ikat.sync.Semaphore;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Coroutines that a program made and forgot: reported in debug mode, with the place of the call. */
class NeverAwaitedTest {
    /** More collections than any JVM needs to find what is not reachable. */
    private static final int MOST_COLLECTIONS = 10_000;

    final VirtualLoop virtual = new VirtualLoop();

    @Nullable
    Coroutine<?> kept;

    private List<ErrorContext> reports(AsyncCallable<Void> body) {
        try (Runner runner =
                Runner.builder().loopFactory(() -> virtual).debug(true).build()) {
            runner.run(VirtualLoop.inside(body));
        }
        assertThat(NeverAwaited.recorded()).isZero();
        return virtual.errors;
    }

    private static int nextLine() {
        return StackWalker.getInstance()
                        .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber())
                + 1;
    }

    @Async
    private static Coroutine<Integer> forgetful() {
        int line = nextLine();
        turns(3);
        await(turns(1));
        return done(line);
    }

    @Test
    void isReportedWithThePlaceOfTheCallWhenTheRunnerCloses() {
        int[] line = new int[1];
        List<ErrorContext> reports = reports(() -> {
            line[0] = await(forgetful());
            return done();
        });
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.message())
                    .startsWith("coroutine dev.ikat.Tried.turns (Tried.java:")
                    .contains("was never awaited, started or closed")
                    .contains("NeverAwaitedTest.forgetful(NeverAwaitedTest.java:" + line[0] + ")")
                    .doesNotContain("\n");
            assertThat(report.error()).isInstanceOf(StackSnapshot.class).hasMessage("it was made here");
            StackTraceElement[] stack = Objects.requireNonNull(report.error()).getStackTrace();
            assertThat(stack[0].getLineNumber()).isEqualTo(line[0]);
            assertThat(stack).noneMatch(element -> element.getClassName().equals(Strand.class.getName()));
        });
    }

    @Async
    private static Coroutine<Void> forgetfulAfterAWait() {
        await(turns(1));
        turns(3);
        return done();
    }

    @Async
    private static Coroutine<Void> awaitingForgetful() {
        await(forgetfulAfterAWait());
        return done();
    }

    @Test
    void theStackGoesOnThroughTheAwaitingMethods() {
        assertThat(reports(NeverAwaitedTest::awaitingForgetful)).singleElement().satisfies(report -> {
            StackTraceElement[] stack = Objects.requireNonNull(report.error()).getStackTrace();
            assertThat(stack)
                    .extracting(StackTraceElement::getMethodName)
                    .startsWith("forgetfulAfterAWait", "awaitingForgetful")
                    .contains("reports");
        });
    }

    @Test
    void whatTheLibraryMakesIsNamedByTheMethodThatTheProgramCalled() {
        assertThat(reports(() -> {
                    sleep(ofSeconds(1));
                    new Semaphore(1).acquire();
                    timeout(ofSeconds(1), promise());
                    return done();
                }))
                .extracting(report -> report.message().replaceAll(" was never.*", ""))
                .startsWith("coroutine Ikat.sleep", "coroutine Semaphore.acquire", "coroutine Ikat.timeout");
        assertThat(virtual.errors)
                .allSatisfy(report -> assertThat(report.message()).contains("(NeverAwaitedTest.java:"));
    }

    @Test
    void whatIsAwaitedStartedOrClosedIsNotReported() {
        assertThat(reports(() -> {
                    await(after(1, "x"));
                    await(sleep(ofMillis(1)));
                    await(timeout(ofMillis(5), after(1, "x")));
                    await(gather(after(1, "x"), after(2, "y")));
                    try (var permit = await(new Semaphore(1).acquire())) {
                        await(yieldNow());
                    }
                    start(turns(100));
                    start(turns(100)).cancel();
                    turns(1).close();
                    await(errorOf(timeout(ZERO, turns(100))));
                    return done();
                }))
                .hasSize(1) // the task that still ran
                .allSatisfy(report -> assertThat(report.message()).contains("still running"));
    }

    @Test
    void noneOfTheWaysInWhichTheLibraryRunsOneLeavesItsRecord() {
        reports(() -> {
            Queue<String> queue = new Queue<>();
            await(queue.put("x")); // an Operation
            await(queue.take());
            Lock lock = new Lock();
            await(lock.acquire()); // an Operation
            Task<Permit> waiter = start(lock.acquire()); // a StateMachine
            await(turns(2));
            lock.release();
            await(waiter).close();
            await(startEager(turns(1)));
            await(startFuture(turns(1)));
            assertThat(NeverAwaited.recorded()).isZero();
            return done();
        });
        assertThat(virtual.errors).isEmpty();
    }

    @Test
    void aValueIsNothingToForget() {
        assertThat(reports(() -> {
                    done("x");
                    Coroutine.of("y");
                    yieldNow();
                    return done();
                }))
                .isEmpty();
    }

    @Test
    void theFrameOfACallThatBeganWithoutOneIsNoCall() {
        reports(() -> {
            Task<Integer> task = start(suspendedDeep(3));
            await(turns(2));
            assertThat(task.stack()).hasSizeGreaterThan(3);
            assertThat(NeverAwaited.recorded()).isZero();
            await(task);
            return done();
        });
        assertThat(virtual.errors).isEmpty();
    }

    @Async
    private static Coroutine<Integer> suspendedDeep(int depth) {
        if (depth == 0) {
            await(turns(10));
            return done(0);
        }
        return done(1 + await(suspendedDeep(depth - 1)));
    }

    @Test
    void oneThatIsCollectedIsReportedAsTheNextIsMadeAndNotAgain() {
        List<ErrorContext> reports = reports(() -> {
            turns(1);
            for (int i = 0; i < MOST_COLLECTIONS && virtual.errors.isEmpty(); i++) {
                System.gc();
                await(turns(1));
            }
            assertThat(virtual.errors).hasSize(1);
            return done();
        });
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.message()).contains("Tried.turns"));
    }

    @Test
    void withoutDebugModeNothingIsRecorded() {
        VirtualLoop.run(() -> {
            kept = turns(1);
            assertThat(Debug.on).isEqualTo(Debug.BY_PROPERTY);
            return done();
        });
        virtual.close();
    }

    @Test
    void anotherLoopsCoroutinesAreNotLookedAt() {
        VirtualLoop other = new VirtualLoop();
        try (Runner debugged =
                        Runner.builder().loopFactory(() -> virtual).debug(true).build();
                Runner plain = other.runner()) {
            plain.run(VirtualLoop.inside(() -> {
                kept = turns(1);
                return done();
            }));
            debugged.run(turns(1));
            assertThat(NeverAwaited.recorded()).isZero();
        }
        assertThat(virtual.errors).isEmpty();
        assertThat(other.errors).isEmpty();
    }
}
