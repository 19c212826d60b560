package dev.ikat.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.SelectableChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads hand callbacks to one loop as fast as they can. */
@Timeout(120)
class WakeupStormTest {
    private static final int THREADS = 16;
    private static final int EACH = 20_000;

    @Test
    void allCallbacksRunInTheOrderOfTheirThreadsAndFewWakeUpsAreSent() {
        CountingPoller poller = new CountingPoller();
        int[] next = new int[THREADS];
        int[] left = {THREADS * EACH};
        int[] outOfOrder = new int[1];
        try (SelectorLoop loop = new SelectorLoop(Clock.system(), poller)) {
            CountDownLatch begin = new CountDownLatch(1);
            Thread[] threads = new Thread[THREADS];
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                threads[t] = new Thread(() -> {
                    await(begin);
                    for (int i = 0; i < EACH; i++) {
                        int number = i;
                        loop.callSoonThreadsafe(() -> {
                            outOfOrder[0] += next[thread]++ == number ? 0 : 1;
                            if (--left[0] == 0) {
                                loop.stop();
                            }
                        });
                    }
                });
                threads[t].start();
            }
            begin.countDown();
            loop.runForever();
            for (Thread each : threads) {
                LoopFixture.joined(each);
            }
        }
        assertThat(left[0]).isZero();
        assertThat(outOfOrder[0]).isZero();
        assertThat(next).containsOnly(EACH);
        // one for each time the loop fell asleep, at most: the last may have come when it was up already
        assertThat(poller.wakeups.get()).isLessThanOrEqualTo(poller.waits);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static final class CountingPoller implements Poller {
        final AtomicInteger wakeups = new AtomicInteger();

        /** Polls that may wait. */
        int waits;

        private final SelectorPoller poller = new SelectorPoller();

        @Override
        public Key register(SelectableChannel channel, Object token) {
            return poller.register(channel, token);
        }

        @Override
        public void poll(long timeoutNanos, Sink sink) {
            waits += timeoutNanos == 0 ? 0 : 1;
            poller.poll(timeoutNanos, sink);
        }

        @Override
        public void wakeup() {
            wakeups.incrementAndGet();
            poller.wakeup();
        }

        @Override
        public int size() {
            return poller.size();
        }

        @Override
        public void close() {
            poller.close();
            assertThat(poller.rebuilds()).isZero();
        }
    }
}
