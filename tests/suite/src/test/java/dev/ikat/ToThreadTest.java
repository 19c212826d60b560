package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Blocking calls on other threads; the sentences "Subprocess, signals, threads" that concern them. */
@Timeout(60)
class ToThreadTest {
    private static final int PATIENCE_SECONDS = 30;

    private static void awaitLatch(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** Blocks until it is interrupted, and says so. */
    private static ThrowingRunnable blocking(CountDownLatch begun, CountDownLatch interrupted) {
        return () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                interrupted.countDown();
            }
        };
    }

    @Test
    void theCallRunsOnAnotherDaemonThreadAndItsResultArrivesOnTheLoops() {
        Ikat.run(VirtualLoop.inside(() -> {
            Thread own = Thread.currentThread();
            Thread other = await(toThread(Thread::currentThread));
            assertThat(other).isNotSameAs(own);
            assertThat(other.isDaemon()).isTrue();
            assertThat(other.getName()).startsWith("ikat-thread-");
            assertThat(Thread.currentThread()).isSameAs(own);
            return done();
        }));
    }

    @Test
    void itIsAVirtualThreadWhereTheJdkHasThem() {
        String kind = Ikat.run(VirtualLoop.inside(
                () -> done(await(toThread(() -> Thread.currentThread().toString())))));
        assertThat(kind.startsWith("VirtualThread"))
                .as(kind)
                .isEqualTo(Runtime.version().feature() >= 21);
    }

    @Test
    void theExceptionArrivesAsItWasThrown() {
        IOException error = new IOException("disk");
        assertThatThrownBy(() -> Ikat.run(VirtualLoop.inside(() -> {
                    Callable<String> failing = () -> {
                        throw error;
                    };
                    return done(await(toThread(failing)));
                })))
                .isSameAs(error);
    }

    @Test
    void aCallWithoutAResultMayThrowToo() {
        List<String> log = new ArrayList<>();
        IOException error = new IOException("disk");
        Ikat.run(VirtualLoop.inside(() -> {
            await(toThread((ThrowingRunnable) () -> log.add("ran")));
            ThrowingRunnable failing = () -> {
                throw error;
            };
            assertThat(await(errorOf(toThread(failing)))).isSameAs(error);
            return done();
        }));
        assertThat(log).containsExactly("ran");
    }

    @Test
    void itIsStartedAtOnceAndTheLoopGoesOn() {
        Ikat.run(VirtualLoop.inside(() -> {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            Promise<String> promise = toThread(() -> {
                begun.countDown();
                awaitLatch(go);
                return "x";
            });
            awaitLatch(begun); // it has begun although nothing awaits it, and this thread blocks
            await(turns(3));
            assertThat(promise.isDone()).isFalse();
            go.countDown();
            assertThat(await(promise)).isEqualTo("x");
            return done();
        }));
    }

    @Test
    void fourCallsRunAtTheSameTime() {
        Ikat.run(VirtualLoop.inside(() -> {
            CyclicBarrier barrier = new CyclicBarrier(4);
            List<Promise<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(toThread(() -> barrier.await(PATIENCE_SECONDS, TimeUnit.SECONDS)));
            }
            assertThat(await(gather(calls))).containsExactlyInAnyOrder(0, 1, 2, 3);
            return done();
        }));
    }

    // What goes with the call.

    private static final ContextVar<String> USER = new ContextVar<>("user", "nobody");

    @Test
    void theCallSeesACopyOfTheContextOfWhoMadeIt() {
        Ikat.run(VirtualLoop.inside(() -> {
            USER.set("a");
            Promise<String> seen = toThread(() -> {
                String user = USER.get();
                USER.set("changed");
                return user;
            });
            USER.set("b");
            assertThat(await(seen)).isEqualTo("a");
            assertThat(USER.get()).isEqualTo("b");
            assertThat(await(inExecutor(Runnable::run, USER::get))).isEqualTo("b");
            return done();
        }));
        assertThat(USER.get()).isEqualTo("nobody");
    }

    @Test
    void threadBoundStateGoesWithTheCallAndIsTakenOffTheThreadAfterIt() throws InterruptedException {
        ThreadLocal<String> state = new ThreadLocal<>();
        ExecutorService one = Executors.newSingleThreadExecutor();
        try (ThreadContext.Registration registered = ThreadContext.register(ThreadContext.of(state))) {
            Ikat.run(VirtualLoop.inside(() -> {
                state.set("mine");
                assertThat(await(inExecutor(one, state::get))).isEqualTo("mine");
                CompletableFuture<String> left = CompletableFuture.supplyAsync(() -> "" + state.get(), one);
                assertThat(await(left)).isEqualTo("null");
                return done();
            }));
        } finally {
            one.shutdown();
            assertThat(one.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    // Cancellation.

    @Test
    void cancellingTheTaskThatAwaitsInterruptsTheCall() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Ikat.run(VirtualLoop.inside(() -> {
            Task<Void> task = start(() -> {
                await(toThread(blocking(begun, interrupted)));
                return done();
            });
            await(yieldNow());
            awaitLatch(begun);
            task.cancel("enough");
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class).hasMessage("enough");
            awaitLatch(interrupted);
            return done();
        }));
    }

    @Test
    void aTimeoutInterruptsTheCall() {
        CountDownLatch interrupted = new CountDownLatch(1);
        Ikat.run(VirtualLoop.inside(() -> {
            Promise<Void> call = toThread(blocking(new CountDownLatch(1), interrupted));
            assertThat(await(errorOf(timeout(ofMillis(1), call)))).isInstanceOf(DeadlineExceededException.class);
            return done();
        }));
        // where the cancellation came before the begin, there is nothing to interrupt
    }

    @Test
    void aCallThatHasNotBegunNeverDoes() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        AtomicBoolean ran = new AtomicBoolean();
        try {
            Ikat.run(VirtualLoop.inside(() -> {
                CountDownLatch go = new CountDownLatch(1);
                Promise<Void> first = inExecutor(one, () -> awaitLatch(go));
                Promise<Void> second = inExecutor(one, () -> ran.set(true));
                assertThat(second.cancel()).isTrue();
                assertThat(second.isCancelled()).isTrue();
                go.countDown();
                await(first);
                return done();
            }));
        } finally {
            one.shutdown();
            assertThat(one.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(ran).isFalse();
    }

    /** On a thread that runs jobs one behind the other, without what a pool does between two. */
    @Test
    void theInterruptOfACancelledCallIsNotLeftToTheNextOneOfTheThread() throws InterruptedException {
        Queue<Runnable> jobs = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread worker = new Thread(() -> {
            while (!over.get()) {
                Runnable job = jobs.poll();
                if (job != null) {
                    job.run();
                }
            }
        });
        worker.start();
        Ikat.run(VirtualLoop.inside(() -> {
            for (int i = 0; i < 100; i++) {
                CountDownLatch begun = new CountDownLatch(1);
                AtomicBoolean go = new AtomicBoolean();
                Promise<Void> spinning = inExecutor(jobs::add, () -> {
                    begun.countDown();
                    while (!go.get()) {
                        Thread.onSpinWait();
                    }
                });
                awaitLatch(begun);
                spinning.cancel();
                go.set(true);
                assertThat(await(inExecutor(
                                jobs::add, () -> Thread.currentThread().isInterrupted())))
                        .isFalse();
            }
            return done();
        }));
        over.set(true);
        worker.join();
    }

    @Test
    void aDirectExecutorKeepsNoInterrupt() {
        Ikat.run(VirtualLoop.inside(() -> {
            assertThat(await(inExecutor(
                            Runnable::run, () -> Thread.currentThread().getName())))
                    .isEqualTo(Thread.currentThread().getName());
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            return done();
        }));
    }

    @Test
    void aResultThatComesAfterTheCancellationIsDropped() {
        Ikat.run(VirtualLoop.inside(() -> {
            Promise<String> promise = toThread(() -> "x");
            promise.cancel("first");
            await(turns(5));
            assertThat(await(errorOf(promise)))
                    .isInstanceOf(CancelledError.class)
                    .hasMessage("first");
            assertThat(promise.cancel()).isFalse();
            return done();
        }));
    }

    // Misuse.

    @Test
    void anExecutorThatRefusesSaysSoAtTheCall() {
        ExecutorService closed = Executors.newSingleThreadExecutor();
        closed.shutdown();
        Ikat.run(VirtualLoop.inside(() -> {
            assertThatThrownBy(() -> inExecutor(closed, () -> "x")).isInstanceOf(RejectedExecutionException.class);
            return done();
        }));
    }

    @Test
    void outsideALoopItSaysWhatToDo() {
        assertThatThrownBy(() -> toThread(() -> "x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no event loop runs on this thread");
        assertThatThrownBy(() -> inExecutor(Runnable::run, () -> "x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no event loop runs on this thread");
    }

    @Test
    void nullSaysSo() {
        assertThatThrownBy(() -> toThread((Callable<String>) null)).hasMessageContaining("nothing to call");
        assertThatThrownBy(() -> toThread((ThrowingRunnable) null)).hasMessageContaining("nothing to call");
    }

    // The end of the runner.

    @Test
    void closeWaitsForTheCallsThatStillRunAndForWhatTheyWake() {
        List<String> log = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        Ikat.run(VirtualLoop.inside(() -> {
            Promise<String> call = toThread(() -> {
                awaitLatch(go);
                return "x";
            });
            call.onDone(done -> log.add(done.result()));
            toThread(go::countDown);
            return done();
        }));
        assertThat(log).containsExactly("x");
    }

    @Test
    void aTaskThatACallsEndStartsDuringTheCloseIsCancelledAndACallRefused() {
        List<Object> log = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        Ikat.run(VirtualLoop.inside(() -> {
            toThread(() -> awaitLatch(go)).onDone(done -> {
                log.add(start(after(1000, "never")));
                try {
                    toThread(() -> "y");
                } catch (IllegalStateException refused) {
                    log.add(refused.getMessage());
                }
            });
            start(() -> {
                try {
                    await(promise());
                } finally {
                    // two turns later no task is left, and the loop waits for the call
                    loop().callSoon(() -> loop().callSoon(go::countDown));
                }
                return done();
            });
            await(yieldNow());
            return done();
        }));
        assertThat(log).hasSize(2);
        assertThat(((Task<?>) log.get(0)).isCancelled()).isTrue();
        assertThat((String) log.get(1)).contains("takes no more of them");
    }

    @Test
    void aTasksCleaningUpMayUseThreadsDuringTheClose() {
        List<String> log = new ArrayList<>();
        Ikat.run(VirtualLoop.inside(() -> {
            start(() -> {
                try {
                    await(promise());
                } finally {
                    log.add(await(toThread(() -> "flushed")));
                }
                return done();
            });
            await(yieldNow());
            return done();
        }));
        assertThat(log).containsExactly("flushed");
    }

    /** In virtual time: there the limit passes at once, while the call blocks. */
    @Test
    void aCallThatDoesNotEndWithinTheLimitIsReportedInterruptedAndLeft() throws InterruptedException {
        VirtualLoop virtual = new VirtualLoop();
        List<String> reported = new ArrayList<>();
        virtual.setExceptionHandler((loop, context) -> reported.add(context.message() + ": " + context.source()));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Runner runner = Runner.builder()
                .loopFactory(() -> virtual)
                .threadsLimit(ofSeconds(60))
                .build()) {
            runner.run(VirtualLoop.inside(() -> {
                toThread(blocking(begun, interrupted));
                awaitLatch(begun);
                return done();
            }));
        }
        awaitLatch(interrupted);
        assertThat(reported).hasSize(2);
        assertThat(reported.get(0)).contains("close() waits for a call", "60 s", "call on the thread ikat-thread-");
        assertThat(reported.get(1)).contains("did not end within 60 s", "left behind");
    }

    @Test
    void aResultForALoopThatIsClosedHurtsNobody() throws InterruptedException {
        ExecutorService one = Executors.newSingleThreadExecutor();
        CountDownLatch go = new CountDownLatch(1);
        Ikat.run(VirtualLoop.inside(() -> {
            inExecutor(one, () -> awaitLatch(go));
            return done();
        }));
        go.countDown();
        one.shutdown();
        assertThat(one.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theRunnersExecutorIsUsedAndNotShutDown() throws InterruptedException {
        ExecutorService own = Executors.newSingleThreadExecutor(job -> new Thread(job, "mine"));
        try (Runner runner = Runner.builder().executor(own).build()) {
            assertThat(runner.run(VirtualLoop.inside(() ->
                            done(await(toThread(() -> Thread.currentThread().getName()))))))
                    .isEqualTo("mine");
        }
        assertThat(own.isShutdown()).isFalse();
        own.shutdown();
        assertThat(own.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** A loop that nobody closes by a runner leaves no thread that would keep the JVM. */
    @Test
    void aLoopWithoutARunnerCanUseThreadsToo() {
        try (SelectorLoop loop = new SelectorLoop()) {
            assertThat(loop.runUntilComplete(VirtualLoop.inside(() -> done(await(toThread(() -> "x"))))))
                    .isEqualTo("x");
        }
    }
}
