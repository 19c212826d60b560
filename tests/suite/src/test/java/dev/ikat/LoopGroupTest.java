package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.EventLoop;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several loops in one process. */
@Timeout(60)
class LoopGroupTest {
    private static final int PATIENCE_SECONDS = 30;

    /** As OutOfMemoryError, but harmless. */
    private static final class FatalError extends VirtualMachineError {
        private static final long serialVersionUID = 1L;
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void awaitLatch(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Async
    private static Coroutine<String> threadName() {
        await(yieldNow());
        return done(Thread.currentThread().getName());
    }

    /** Counts down when it runs, and again when it ends; never ends of itself. */
    @Async
    private static Coroutine<String> forever(CountDownLatch begun, CountDownLatch ended) {
        try {
            begun.countDown();
            await(promise());
        } finally {
            await(yieldNow());
            ended.countDown();
        }
        return done("never");
    }

    private static AsyncCallable<String> forever() {
        return () -> forever(new CountDownLatch(1), new CountDownLatch(1));
    }

    @Test
    void eachLoopHasANamedDaemonThreadOfItsOwn() throws Exception {
        try (LoopGroup group = LoopGroup.builder().loops(3).name("worker").build()) {
            List<String> names = new ArrayList<>();
            for (CompletableFuture<String> each : group.broadcast(LoopGroupTest::threadName)) {
                names.add(get(each));
            }
            assertThat(names).containsExactly("worker-1", "worker-2", "worker-3");
            assertThat(get(group.submit(() -> done(Thread.currentThread().isDaemon()))))
                    .isTrue();
            assertThat(group.size()).isEqualTo(3);
            assertThat(group.loops()).hasSize(3).doesNotHaveDuplicates();
        }
    }

    @Test
    void thereIsOneLoopForEachProcessorByDefault() {
        try (LoopGroup group = LoopGroup.open()) {
            assertThat(group.size()).isEqualTo(Runtime.getRuntime().availableProcessors());
        }
    }

    @Test
    void anyLoopCanAwaitTheResults() {
        try (LoopGroup group = LoopGroup.open(2)) {
            List<String> names = Ikat.run(VirtualLoop.inside(() -> {
                List<String> all = new ArrayList<>();
                List<AsyncCallable<String>> bodies = Collections.nCopies(2, LoopGroupTest::threadName);
                for (CompletableFuture<String> each : group.submitAll(bodies)) {
                    all.add(await(each));
                }
                return done(all);
            }));
            assertThat(names).containsExactlyInAnyOrder("ikat-loop-1", "ikat-loop-2");
        }
    }

    @Test
    void aLoopOfTheGroupAwaitsWhatAnotherOneDoes() throws Exception {
        try (LoopGroup group = LoopGroup.open(2)) {
            CompletableFuture<String> outer = group.submit(
                    0,
                    () -> done(await(group.submit(1, LoopGroupTest::threadName)) + " from "
                            + Thread.currentThread().getName()));
            assertThat(get(outer)).isEqualTo("ikat-loop-2 from ikat-loop-1");
        }
    }

    @Test
    void whatABodyThrowsFailsItsFutureAsItWasThrown() {
        IOException error = new IOException("disk");
        try (LoopGroup group = LoopGroup.open(1)) {
            assertThatThrownBy(() -> get(group.submit(() -> failing(error, 1))))
                    .isInstanceOf(ExecutionException.class)
                    .hasCause(error);
            assertThatThrownBy(() -> get(group.<String>submit(() -> {
                        throw error;
                    })))
                    .hasCause(error);
            assertThatThrownBy(() ->
                            Ikat.run(VirtualLoop.inside(() -> done(await(group.submit(() -> failing(error, 1)))))))
                    .isSameAs(error);
        }
    }

    @Test
    void workGoesToTheLeastBusyLoop() throws Exception {
        try (LoopGroup group = LoopGroup.open(3)) {
            group.submit(1, forever());
            group.submit(1, forever());
            group.submit(2, forever());
            CompletableFuture<String> first = group.submit(LoopGroupTest::threadName);
            assertThat(get(first)).isEqualTo("ikat-loop-1");
            group.submit(0, forever());
            group.submit(0, forever());
            group.submit(0, forever());
            assertThat(get(group.submit(LoopGroupTest::threadName))).isEqualTo("ikat-loop-3");
        }
    }

    @Test
    void loopsThatAreEquallyBusyTakeTurns() throws Exception {
        try (LoopGroup group = LoopGroup.open(3)) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                names.add(get(group.submit(LoopGroupTest::threadName)));
            }
            assertThat(names)
                    .containsExactly(
                            "ikat-loop-1", "ikat-loop-2", "ikat-loop-3", "ikat-loop-1", "ikat-loop-2", "ikat-loop-3");
        }
    }

    @Test
    void cancellingAFutureCancelsItsTask() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (LoopGroup group = LoopGroup.open(1)) {
            CompletableFuture<String> future = group.submit(() -> forever(begun, ended));
            awaitLatch(begun);
            future.cancel(false);
            awaitLatch(ended);
        }
    }

    @Test
    void aTaskThatStopsItsLoopDoesNotEndIt() throws Exception {
        try (LoopGroup group = LoopGroup.open(1)) {
            get(group.submit(() -> {
                loop().stop();
                await(turns(3));
                return done();
            }));
            assertThat(get(group.submit(() -> after(3, "x")))).isEqualTo("x");
        }
    }

    // Closing.

    @Test
    void closeCancelsWhatRunsAndAwaitsItsCleaningUp() throws Exception {
        CountDownLatch begun = new CountDownLatch(4);
        CountDownLatch ended = new CountDownLatch(4);
        List<CompletableFuture<String>> futures;
        try (LoopGroup group = LoopGroup.open(2)) {
            List<AsyncCallable<String>> bodies = Collections.nCopies(4, () -> forever(begun, ended));
            futures = group.submitAll(bodies);
            awaitLatch(begun);
        }
        assertThat(ended.getCount()).isZero();
        assertThat(futures).allMatch(CompletableFuture::isCancelled);
    }

    @Test
    void aClosedGroupSaysSo() {
        LoopGroup group = LoopGroup.open(1);
        group.close();
        group.close();
        for (Runnable each : List.<Runnable>of(
                () -> group.submit(forever()), () -> group.submit(0, forever()), () -> group.broadcast(forever()))) {
            assertThatThrownBy(each::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this loop group is closed");
        }
    }

    @Test
    void aLoopThatDoesNotEndWithinTheLimitIsReportedWithWhatItDoes() throws Exception {
        BlockingQueue<ErrorContext> errors = new LinkedBlockingQueue<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        LoopGroup group = LoopGroup.builder()
                .loops(1)
                .closeLimit(Duration.ofMillis(1))
                .loopFactory(() -> {
                    SelectorLoop loop = new SelectorLoop();
                    loop.setExceptionHandler((source, context) -> errors.add(context));
                    return loop;
                })
                .build();
        CompletableFuture<String> blocked = group.submit(() -> {
            begun.countDown();
            awaitLatch(release);
            return done("late");
        });
        awaitLatch(begun);
        group.close();
        assertThat(blocked).as("nobody waits for ever").isCancelled();
        assertThat(errors).singleElement().satisfies(each -> {
            assertThat(each.message()).contains("has not ended within the limit");
            assertThat(each.source()).hasToString("the loop ikat-loop-1");
            assertThat(each.error().getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("awaitLatch"));
        });
        release.countDown();
    }

    @Test
    void inAWovenMethodTheEndOfTheBlockAwaitsTheClosing() {
        CountDownLatch ended = new CountDownLatch(1);
        Ikat.run(VirtualLoop.inside(() -> {
            CountDownLatch begun = new CountDownLatch(1);
            try (LoopGroup group = LoopGroup.open(1)) {
                group.submit(() -> forever(begun, ended));
                await(toThread(() -> awaitLatch(begun)));
            }
            assertThat(ended.getCount()).isZero();
            return done();
        }));
    }

    @Test
    void aTaskOfTheGroupCannotCloseIt() throws Exception {
        try (LoopGroup group = LoopGroup.open(1)) {
            assertThat(get(group.submit(() -> done(await(errorOf(Coroutine.defer(group::closeAsync)))))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot close the group");
        }
    }

    /** Whatever is submitted while the group closes: refused, or its future is done at the end. */
    @Test
    void noFutureIsForgottenByAClose() throws Exception {
        for (int round = 0; round < 100; round++) {
            LoopGroup group = LoopGroup.open(2);
            List<CompletableFuture<String>> futures = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch some = new CountDownLatch(20);
            List<Thread> submitters = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        while (true) {
                            futures.add(group.submit(futures.size() % 2 == 0 ? forever() : () -> after(1, "x")));
                            some.countDown();
                        }
                    } catch (IllegalStateException closed) {
                        assertThat(closed).hasMessageContaining("closed");
                    }
                });
                thread.start();
                submitters.add(thread);
            }
            awaitLatch(some);
            group.close();
            for (Thread each : submitters) {
                each.join();
            }
            assertThat(futures).allMatch(CompletableFuture::isDone);
        }
    }

    // Failures of loops.

    @Test
    void aLoopFactoryThatFailsFailsTheGroupAndLeavesNoThread() {
        IllegalArgumentException error = new IllegalArgumentException("no loop");
        AtomicInteger made = new AtomicInteger();
        assertThatThrownBy(() -> LoopGroup.builder()
                        .loops(3)
                        .loopFactory(() -> {
                            if (made.incrementAndGet() == 2) {
                                throw error;
                            }
                            return new SelectorLoop();
                        })
                        .build())
                .isSameAs(error);
        assertThatThrownBy(() -> LoopGroup.open(0)).hasMessageContaining("at least one");
    }

    @Test
    void aLoopThatFailsIsReportedItsWorkFailsAndTheOthersGoOn() throws Exception {
        BlockingQueue<Throwable> reported = new LinkedBlockingQueue<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> reported.add(error));
        FatalError fatal = new FatalError();
        try (LoopGroup group = LoopGroup.open(2)) {
            CompletableFuture<String> beside = group.submit(0, forever());
            CompletableFuture<String> fails = group.submit(0, () -> failing(fatal, 1));
            assertThat(reported.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isSameAs(fatal);
            for (CompletableFuture<String> each : List.of(beside, fails)) {
                assertThatThrownBy(() -> get(each))
                        .hasRootCause(fatal)
                        .cause()
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("the loop ikat-loop-1 has failed");
            }
            for (int i = 0; i < 3; i++) {
                assertThat(get(group.submit(LoopGroupTest::threadName))).isEqualTo("ikat-loop-2");
            }
            assertThat(group.broadcast(LoopGroupTest::threadName)).hasSize(1);
            assertThatThrownBy(() -> group.submit(0, forever())).hasMessageContaining("has failed");
            group.submit(() -> failing(fatal, 0));
            assertThat(reported.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isSameAs(fatal);
            assertThatThrownBy(() -> {
                        while (true) {
                            group.submit(forever()); // the report comes just before the loop is out
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("each loop of this group has failed");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(reported).isEmpty();
    }

    @Test
    void aFutureOfAClosedGroupIsCancelledForWhoAwaitsIt() {
        CompletableFuture<String> future;
        try (LoopGroup group = LoopGroup.open(1)) {
            future = group.submit(forever());
        }
        assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> Ikat.run(VirtualLoop.inside(() -> done(await(future)))))
                .isInstanceOf(CancelledError.class);
    }

    @Test
    void theLoopsAreReachedByCallSoonThreadsafe() throws Exception {
        try (LoopGroup group = LoopGroup.open(2)) {
            EventLoop second = group.loops().get(1);
            CompletableFuture<String> name = new CompletableFuture<>();
            second.callSoonThreadsafe(() -> name.complete(Thread.currentThread().getName()));
            assertThat(get(name)).isEqualTo("ikat-loop-2");
        }
    }
}
