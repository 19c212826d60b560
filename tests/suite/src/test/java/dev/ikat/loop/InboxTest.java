package dev.ikat.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final int THREADS = 4;

    private final Inbox inbox = new Inbox();
    private final ReadyQueue ready = new ReadyQueue();

    @Test
    void itKeepsTheOrderOfTheAdds() {
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            inbox.add(() -> ran.add(number));
        }
        inbox.drainTo(ready);
        while (!ready.isEmpty()) {
            ready.take().run();
        }
        assertThat(ran).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void onlyTheFirstAddToASleepingLoopWakesIt() {
        assertThat(inbox.fallAsleep()).isTrue();
        assertThat(inbox.add(() -> {})).isTrue();
        assertThat(inbox.add(() -> {})).isFalse();
        inbox.drainTo(ready);
        assertThat(ready.size()).isEqualTo(2);
    }

    @Test
    void nobodyWakesALoopThatIsUp() {
        assertThat(inbox.add(() -> {})).isFalse();
        inbox.drainTo(ready);
        assertThat(inbox.add(() -> {})).isFalse();
    }

    @Test
    void aDrainEndsTheSleep() {
        inbox.fallAsleep();
        inbox.drainTo(ready);
        assertThat(ready.isEmpty()).isTrue();
        assertThat(inbox.add(() -> {})).isFalse();
    }

    @Test
    void theLoopCannotFallAsleepOverWork() {
        inbox.add(() -> {});
        assertThat(inbox.fallAsleep()).isFalse();
        inbox.drainTo(ready);
        assertThat(ready.size()).isEqualTo(1);
        assertThat(inbox.fallAsleep()).isTrue();
    }

    @Test
    void aClosedInboxRefuses() {
        inbox.add(() -> {});
        inbox.close();
        assertThatThrownBy(() -> inbox.add(() -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this loop is closed");
    }

    @Test
    void allItemsArriveAndThoseOfAThreadInTheirOrder() {
        int each = 50_000;
        int[] last = new int[THREADS];
        AtomicInteger arrived = new AtomicInteger();
        List<String> disorder = new ArrayList<>();
        List<Thread> producers = producers(thread -> {
            for (int i = 1; i <= each; i++) {
                int number = i;
                inbox.add(() -> {
                    if (++last[thread] != number) {
                        disorder.add("thread " + thread + ": " + number + " after " + (last[thread] - 1));
                    }
                    arrived.incrementAndGet();
                });
            }
        });
        while (arrived.get() < THREADS * each && disorder.isEmpty()) {
            inbox.drainTo(ready);
            while (!ready.isEmpty()) {
                ready.take().run();
            }
            Thread.onSpinWait();
        }
        producers.forEach(LoopFixture::joined);
        assertThat(disorder).isEmpty();
    }

    @Test
    void noWakeUpIsLostWhenOneThreadWaitsForEachCall() throws InterruptedException {
        try (LoopThread running = new LoopThread()) {
            for (int round = 0; round < 20_000; round++) {
                awaitCall(running.loop, round);
            }
        }
    }

    @Test
    void noWakeUpIsLostAmongManyThreads() {
        List<Throwable> failures = new ArrayList<>();
        try (LoopThread running = new LoopThread()) {
            List<Thread> producers = producers(thread -> {
                try {
                    for (int round = 0; round < 5_000; round++) {
                        awaitCall(running.loop, round);
                    }
                } catch (Throwable failure) {
                    synchronized (failures) {
                        failures.add(failure);
                    }
                }
            });
            producers.forEach(LoopFixture::joined);
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void noWakeUpIsLostWhileTimersKeepTheLoopBusy() throws InterruptedException {
        try (LoopThread running = new LoopThread()) {
            running.loop.callSoonThreadsafe(new Runnable() {
                @Override
                public void run() {
                    running.loop.callAt(running.loop.nanoTime() + 300_000, this);
                }
            });
            for (int round = 0; round < 5_000; round++) {
                awaitCall(running.loop, round);
            }
        }
    }

    private static void awaitCall(EventLoop loop, int round) throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        loop.callSoonThreadsafe(called::countDown);
        assertThat(called.await(LoopFixture.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("round %d", round)
                .isTrue();
    }

    private static List<Thread> producers(IntConsumer body) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            Thread thread = new Thread(() -> body.accept(number), "producer " + i);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }
}
