package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.loop.SelectorLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Promises that are completed from other threads. */
@Timeout(60)
class ThreadsafePromiseTest {
    private static final int PATIENCE_SECONDS = 30;

    /** The thread ends before this returns. */
    private static void onOtherThread(Runnable action) {
        Thread thread = new Thread(action, "other");
        thread.start();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void aValueWakesWhoAwaitsIt() {
        Ikat.run(VirtualLoop.inside(() -> {
            Promise<String> promise = promise();
            Thread other = new Thread(() -> promise.completeThreadsafe("x"));
            other.start();
            assertThat(await(promise)).isEqualTo("x");
            other.join();
            return done();
        }));
    }

    @Test
    void anErrorArrivesAsItIs() {
        IllegalStateException error = new IllegalStateException("x");
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            onOtherThread(() -> promise.failThreadsafe(error));
            assertThat(promise.isDone()).as("the loop's thread settles it").isFalse();
            assertThat(await(errorOf(promise))).isSameAs(error);
            return done();
        });
    }

    @Test
    void thePromiseThatIsDoneKeepsWhatItHas() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            promise.complete("first");
            onOtherThread(() -> {
                assertThat(promise.completeThreadsafe("second")).isTrue();
                assertThat(promise.failThreadsafe(new AssertionError())).isTrue();
            });
            await(turns(2));
            assertThat(promise.result()).isEqualTo("first");
            return done();
        });
    }

    @Test
    void theFirstHandedOverWins() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            onOtherThread(() -> {
                promise.completeThreadsafe("first");
                promise.completeThreadsafe("second");
            });
            assertThat(await(promise)).isEqualTo("first");
            return done();
        });
    }

    @Test
    void onItsOwnThreadItGoesThroughTheInboxToo() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            promise.completeThreadsafe("x");
            assertThat(promise.isDone()).isFalse();
            assertThat(await(promise)).isEqualTo("x");
            return done();
        });
    }

    @Test
    void aClosedLoopIsAnsweredNotThrown() {
        List<Promise<String>> left = new ArrayList<>();
        VirtualLoop.run(() -> {
            left.add(promise());
            return done();
        });
        assertThat(left.get(0).completeThreadsafe("x")).isFalse();
        assertThat(left.get(0).failThreadsafe(new AssertionError())).isFalse();
        assertThatThrownBy(() -> left.get(0).failThreadsafe(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aTaskIsCompletedByItsCoroutineOnly() {
        VirtualLoop.run(() -> {
            Task<String> task = start(after(2, "x"));
            assertThatThrownBy(() -> task.completeThreadsafe("y")).hasMessageContaining("completed by its coroutine");
            assertThatThrownBy(() -> task.failThreadsafe(new AssertionError()))
                    .hasMessageContaining("completed by its coroutine");
            assertThat(await(task)).isEqualTo("x");
            return done();
        });
    }

    /** Each promise is raced for by all threads: one of the values arrives, once, and no awaiter is forgotten. */
    @Test
    void racesHaveOneWinnerAndLoseNoWakeUp() throws Exception {
        int threads = 4;
        int promises = 20_000;
        AtomicIntegerArray wins = new AtomicIntegerArray(threads);
        List<Promise<Integer>> raced = new ArrayList<>();
        CyclicBarrier start = new CyclicBarrier(threads + 1);
        List<Thread> racers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            racers.add(new Thread(() -> race(start, raced, number)));
        }
        try (Runner runner = Runner.builder().loopFactory(SelectorLoop::new).build()) {
            runner.run(VirtualLoop.inside(() -> {
                int[] callbacks = new int[1];
                for (int i = 0; i < promises; i++) {
                    Promise<Integer> promise = promise();
                    promise.onDone(done -> callbacks[0]++);
                    raced.add(promise);
                }
                racers.forEach(Thread::start);
                start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                for (Promise<Integer> each : raced) {
                    wins.incrementAndGet(await(each));
                }
                await(turns(2));
                assertThat(callbacks[0]).isEqualTo(promises);
                return done();
            }));
        }
        for (Thread racer : racers) {
            racer.join();
        }
        int sum = 0;
        for (int i = 0; i < threads; i++) {
            sum += wins.get(i);
        }
        assertThat(sum).isEqualTo(promises);
    }

    private static void race(CyclicBarrier start, List<Promise<Integer>> raced, int number) {
        try {
            start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        for (Promise<Integer> each : raced) {
            if (number % 2 == 0) {
                each.completeThreadsafe(number);
            } else {
                each.kernel.loop.callSoonThreadsafe(() -> each.tryComplete(number));
            }
        }
    }
}
