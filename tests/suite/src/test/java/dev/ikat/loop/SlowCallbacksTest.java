package dev.ikat.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callbacks that block: told while they do. The looks of the watchdog are made by hand, but for the last tests. */
class SlowCallbacksTest {
    private static final Duration LIMIT = Duration.ofMillis(100);
    private static final Runnable CALLBACK = () -> {};

    final FakeClock clock = new FakeClock();
    final List<ErrorContext> reports = new CopyOnWriteArrayList<>();
    final SelectorLoop loop = new SelectorLoop();
    final ErrorReporter reporter = new ErrorReporter(loop, (source, context) -> reports.add(context), System.err);

    /** Its own watchdog looks so seldom that none comes by. */
    final SlowCallbacks slow = new SlowCallbacks(clock, reporter, LIMIT);

    @AfterEach
    void close() {
        loop.close();
    }

    private void watch(Runnable body) {
        slow.watchWithoutThread(Thread.currentThread());
        body.run();
        slow.unwatch();
    }

    private void pass(long millis) {
        clock.nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void isReportedOnceWhileItBlocksAndOnceWhenItHasEnded() {
        watch(() -> {
            slow.begin(CALLBACK);
            pass(99);
            slow.check();
            assertThat(reports).as("within the limit").isEmpty();
            pass(6);
            slow.check();
            assertThat(reports).hasSize(1);
            pass(1_000);
            slow.check();
            assertThat(reports).as("once").hasSize(1);
            slow.end();
            slow.check();
        });
        assertThat(reports)
                .hasSize(2)
                .allSatisfy(report -> assertThat(report.source()).isSameAs(CALLBACK));
        assertThat(reports.get(0).message())
                .startsWith("a callback has been blocking the loop for 105 ms and still is, in ")
                .doesNotContain("\n");
        assertThat(reports.get(0).error()).isInstanceOf(StackSnapshot.class);
        assertThat(reports.get(1).message()).isEqualTo("a callback blocked the loop for 1105 ms");
    }

    @Test
    void oneThatTheWatchdogMissedIsReportedWhenItHasEnded() {
        watch(() -> {
            slow.begin(CALLBACK);
            pass(100);
            slow.end();
        });
        assertThat(reports).extracting(ErrorContext::message).containsExactly("a callback blocked the loop for 100 ms");
    }

    @Test
    void quickOnesAreNotReportedHoweverMany() {
        watch(() -> {
            for (int i = 0; i < 10; i++) {
                slow.begin(CALLBACK);
                pass(99);
                slow.check();
                slow.end();
                pass(500); // the loop waits
                slow.check();
            }
        });
        assertThat(reports).isEmpty();
    }

    @Test
    void eachSlowOneIsReported() {
        watch(() -> {
            for (int i = 0; i < 3; i++) {
                slow.begin(CALLBACK);
                pass(100);
                slow.check();
                slow.end();
            }
        });
        assertThat(reports).hasSize(6);
    }

    @Test
    void aLoopThatIsNotWatchedIsNotLookedAt() {
        slow.begin(CALLBACK);
        pass(200);
        slow.check();
        assertThat(reports).isEmpty();
    }

    @Test
    void shortTimesAreToldInMicroseconds() {
        SlowCallbacks fine = new SlowCallbacks(clock, reporter, Duration.ofNanos(5_000));
        fine.begin(CALLBACK);
        clock.nanos += 7_000;
        fine.end();
        assertThat(reports).extracting(ErrorContext::message).containsExactly("a callback blocked the loop for 7 µs");
    }

    @Test
    void aLimitOfNothingIsRefused() {
        assertThatThrownBy(() -> loop.setSlowCallback(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than zero");
    }

    // With the loop and the watchdog's thread; Sweep sees to it that the thread ends.

    private static final class Blocking implements Runnable {
        final CountDownLatch latch = new CountDownLatch(1);

        @Override
        public void run() {
            blocksHere();
        }

        private void blocksHere() {
            try {
                assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Blocks the loop until the report has come. */
    private void blockUntilReported() {
        Blocking blocking = new Blocking();
        loop.setExceptionHandler((source, context) -> {
            if (context.source() == blocking) {
                reports.add(context);
                blocking.latch.countDown();
            }
        });
        loop.callSoon(blocking);
        loop.stop();
        loop.runForever();
    }

    @Test
    void theReportComesWhileTheLoopIsBlockedAndShowsWhere() {
        loop.setSlowCallback(Duration.ofMillis(20));
        blockUntilReported();
        assertThat(reports).hasSize(2);
        StackTraceElement[] stack =
                Objects.requireNonNull(reports.get(0).error()).getStackTrace();
        assertThat(stack).extracting(StackTraceElement::getMethodName).contains("blocksHere", "await");
        assertThat(reports.get(0).message()).contains("Blocking.blocksHere(SlowCallbacksTest.java:");
        assertThat(stack).extracting(StackTraceElement::getClassName).doesNotContain(SelectorLoop.class.getName());
        assertThat(reports.get(1).message()).startsWith("a callback blocked the loop for");
    }

    @Test
    void everyRunOfTheLoopIsWatched() {
        loop.setSlowCallback(Duration.ofMillis(20));
        blockUntilReported();
        blockUntilReported();
        assertThat(reports).hasSize(4);
    }

    @Test
    void aRunningLoopMayBeWatchedFromNowOn() {
        loop.callSoon(() -> loop.setSlowCallback(Duration.ofMillis(20)));
        loop.callSoon(() -> loop.callSoon(loop::stop));
        loop.runForever();
        blockUntilReported();
        assertThat(reports).hasSize(2);
    }

    @Test
    void nullEndsIt() {
        Thread loopThread = Thread.currentThread();
        loop.setSlowCallback(Duration.ofNanos(1));
        loop.setSlowCallback(null);
        loop.setExceptionHandler((source, context) -> reports.add(context));
        loop.callSoon(() -> assertThat(Thread.currentThread()).isSameAs(loopThread));
        loop.stop();
        loop.runForever();
        assertThat(reports).isEmpty();
    }
}
