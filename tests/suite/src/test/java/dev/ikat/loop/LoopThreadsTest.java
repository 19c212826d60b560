package dev.ikat.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which thread may call what, and what a closed loop answers. */
class LoopThreadsTest extends LoopFixture {
    private static final Runnable NOTHING = () -> {};

    private Map<String, Runnable> ownThreadOnly() {
        Map<String, Runnable> calls = new TreeMap<>();
        calls.put("callSoon", () -> loop.callSoon(NOTHING));
        calls.put("callLater", () -> loop.callLater(Duration.ZERO, NOTHING));
        calls.put("callAt", () -> loop.callAt(0, NOTHING));
        calls.put("stop", loop::stop);
        calls.put("register", () -> loop.register(new FakeChannel(), ops -> {}));
        calls.put("setExceptionHandler", () -> loop.setExceptionHandler(null));
        calls.put("runForever", loop::runForever);
        return calls;
    }

    @TestFactory
    Stream<DynamicTest> aCallFromTheWrongThreadNamesBothThreadsAndTheWayOut() {
        return tests(this::assertWrongThread);
    }

    private void assertWrongThread(Runnable call) {
        Throwable[] thrown = new Throwable[1];
        loop.callSoon(() -> thrown[0] = errorOnOtherThread(call));
        loop.stop();
        loop.runForever();
        assertThat(thrown[0])
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(Thread.currentThread().getName(), "other", "use callSoonThreadsafe");
    }

    @TestFactory
    Stream<DynamicTest> aClosedLoopSaysSo() {
        loop.close();
        return tests(this::assertClosed);
    }

    private void assertClosed(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(IllegalStateException.class).hasMessage("this loop is closed");
    }

    private Stream<DynamicTest> tests(Consumer<Runnable> assertion) {
        return ownThreadOnly().entrySet().stream()
                .map(call -> DynamicTest.dynamicTest(call.getKey(), () -> assertion.accept(call.getValue())));
    }

    @Test
    void aClosedLoopRefusesOtherThreadsToo() {
        loop.close();
        assertClosed(() -> loop.callSoonThreadsafe(NOTHING));
        assertClosed(() -> loop.execute(NOTHING));
    }

    @Test
    void aClosedLoopStillTellsTheTimeAndTakesErrors() {
        loop.close();
        assertThat(loop.nanoTime()).isEqualTo(clock.nanos);
        loop.callExceptionHandler(new ErrorContext("late", null, null));
        assertThat(errors).hasSize(1);
    }

    @Test
    void aTimerIsCancelledByTheLoopsThreadOnly() {
        TimerHandle timer = loop.callLater(Duration.ofDays(1), NOTHING);
        assertWrongThread(timer::cancel);
        assertThat(timer.isCancelled()).isFalse();
        timer.cancel();
        assertThat(timer.isCancelled()).isTrue();
    }

    @Test
    void aKeyIsUsedByTheLoopsThreadOnly() {
        Poller.Key key = loop.register(new FakeChannel(), ops -> {});
        assertWrongThread(() -> key.interest(SelectionKey.OP_READ));
        assertWrongThread(key::cancel);
        key.cancel();
    }

    @Test
    void closeFromAnotherThreadWhileRunningIsAnError() {
        Throwable[] thrown = new Throwable[1];
        loop.callSoon(() -> thrown[0] = errorOnOtherThread(loop::close));
        loop.stop();
        loop.runForever();
        assertThat(thrown[0]).isInstanceOf(IllegalStateException.class).hasMessageContaining("cannot be closed");
    }

    @Test
    void anyThreadMaySetUpALoopThatDoesNotRun() {
        assertThat(errorOnOtherThread(() -> loop.callSoon(say("set up")))).isNull();
        loop.stop();
        loop.runForever();
        assertThat(log).containsExactly("set up");
    }

    @Test
    void executeIsCallSoonOnTheLoopsThreadAndThreadsafeElsewhere() {
        loop.callSoon(() -> {
            loop.execute(say("own"));
            assertThat(loop.readyCallbacks()).isEqualTo(1);
            assertThat(errorOnOtherThread(() -> loop.execute(say("other")))).isNull();
            assertThat(loop.readyCallbacks()).isEqualTo(1);
        });
        loop.stop();
        loop.runForever();
        loop.stop();
        loop.runForever();
        assertThat(errors).isEmpty();
        assertThat(log).containsExactly("own", "other");
    }

    @Test
    void callSoonThreadsafeOnTheOwnThreadKeepsTheLoopFromWaiting() {
        loop.callSoon(() -> loop.callSoonThreadsafe(loop::stop));
        loop.runForever();
        assertThat(poller.timeouts).isEmpty();
        assertThat(poller.wakeups).isZero();
    }

    @Test
    void onlyAWaitingLoopIsWoken() {
        loop.callSoonThreadsafe(say("before"));
        assertThat(poller.wakeups).isZero();
        poller.onPoll = () -> {
            loop.callSoonThreadsafe(say("while it waits"));
            loop.callSoonThreadsafe(loop::stop);
        };
        loop.runForever();
        assertThat(poller.wakeups).isEqualTo(1);
        assertThat(log).containsExactly("before", "while it waits");
    }

    @Test
    void nullCallbacksAreRefusedAtOnce() {
        assertThatThrownBy(() -> loop.callSoon(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> loop.callSoonThreadsafe(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> loop.callLater(Duration.ZERO, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> loop.callAt(0, null)).isInstanceOf(NullPointerException.class);
    }

    /** The first wait is interrupted; the second must wait, until the stop, and there is no third. */
    @Test
    void anInterruptWakesTheLoopOnceAndDoesNotMakeItSpin() throws InterruptedException {
        CountDownLatch firstWait = new CountDownLatch(1);
        CountDownLatch secondWait = new CountDownLatch(1);
        AtomicInteger waits = new AtomicInteger();
        boolean[] flag = new boolean[1];
        try (SelectorLoop real = new SelectorLoop(Clock.system(), new WatchedPoller(() -> {
            (waits.incrementAndGet() == 1 ? firstWait : secondWait).countDown();
        }))) {
            Thread thread = new Thread(() -> {
                real.runForever();
                flag[0] = Thread.interrupted();
            });
            thread.start();
            assertThat(firstWait.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            thread.interrupt();
            assertThat(secondWait.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            real.callSoonThreadsafe(real::stop);
            joined(thread);
        }
        assertThat(waits.get()).isEqualTo(2);
        assertThat(flag[0]).as("the flag after runForever").isTrue();
    }

    private static final class WatchedPoller implements Poller {
        private final Poller poller = new SelectorPoller();
        private final Runnable beforePoll;

        WatchedPoller(Runnable beforePoll) {
            this.beforePoll = beforePoll;
        }

        @Override
        public Key register(SelectableChannel channel, Object token) {
            return poller.register(channel, token);
        }

        @Override
        public void poll(long timeoutNanos, Sink sink) {
            beforePoll.run();
            poller.poll(timeoutNanos, sink);
        }

        @Override
        public void wakeup() {
            poller.wakeup();
        }

        @Override
        public int size() {
            return poller.size();
        }

        @Override
        public void close() {
            poller.close();
        }
    }
}
