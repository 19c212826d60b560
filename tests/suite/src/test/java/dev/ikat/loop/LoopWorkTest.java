package dev.ikat.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * How often the loop asks the system for something, on a machine of any speed: waits and looks at channels, each a system
 * call, wake-ups, each another, and readings of the clock.
 */
class LoopWorkTest extends LoopFixture {
    private static final int MANY = 1000;
    private static final long MILLISECOND = 1_000_000;

    private void handIn(int callbacks) {
        for (int i = 0; i < callbacks; i++) {
            loop.callSoonThreadsafe(() -> {});
        }
    }

    @Test
    void aWaitingLoopIsWokenOnceForManyCallbacks() {
        int[] rounds = {10};
        poller.onPoll = () -> {
            handIn(MANY);
            if (--rounds[0] == 0) {
                loop.callSoonThreadsafe(loop::stop);
            }
        };
        loop.runForever();
        assertThat(poller.wakeups).isEqualTo(10);
        assertThat(poller.timeouts).hasSize(10).containsOnly(-1L);
        assertThat(clock.reads).isEqualTo(1); // as the loop was made
    }

    @Test
    void aLoopThatIsUpIsNotWokenAndAsksNobody() {
        loop.callSoon(() -> handIn(MANY));
        loop.callSoon(() -> loop.callSoonThreadsafe(loop::stop));
        loop.runForever();
        assertThat(poller.wakeups).isZero();
        assertThat(poller.timeouts).isEmpty();
        assertThat(clock.reads).isEqualTo(1);
    }

    @Test
    void timersThatAreDueAtOnceTakeOneWait() {
        for (int i = 0; i < MANY; i++) {
            loop.callAt(clock.nanos + 5 * MILLISECOND, say("timer"));
        }
        int reads = clock.reads;
        runDry();
        assertThat(log).hasSize(MANY);
        assertThat(poller.timeouts).containsExactly(5 * MILLISECOND, -1L);
        assertThat(clock.reads - reads).isEqualTo(2);
    }

    /** Some waits end early, where the timers of a wheel's slot are sorted. */
    @Test
    void timersThatAreApartTakeAWaitEach() {
        for (int i = 1; i <= MANY; i++) {
            loop.callAt(clock.nanos + i * 2 * MILLISECOND, say("timer"));
        }
        int reads = clock.reads;
        runDry();
        assertThat(log).hasSize(MANY);
        assertThat(poller.timeouts).hasSize(MANY + 1 + 6);
        assertThat(clock.reads - reads).isEqualTo(2 * (MANY + 6));
    }

    @Test
    void timersThatWereCancelledTakeNone() {
        for (int i = 0; i < MANY; i++) {
            loop.callLater(Duration.ofMillis(i), say("timer")).cancel();
        }
        assertThat(clock.reads).isEqualTo(1 + MANY);
        runDry();
        assertThat(log).isEmpty();
        assertThat(poller.timeouts).containsExactly(-1L);
    }

    /** A timer far away costs a busy loop the clock, and no system call. */
    @Test
    void aBusyLoopReadsTheClockOnceAnIterationWhereThereAreTimers() {
        TimerHandle timer = loop.callLater(Duration.ofHours(1), say("timer"));
        int reads = clock.reads;
        int[] left = {MANY};
        loop.callSoon(new Runnable() {
            @Override
            public void run() {
                if (--left[0] > 0) {
                    loop.callSoon(this);
                }
            }
        });
        for (int i = 0; i < MANY; i++) {
            loop.runOnce();
        }
        assertThat(left[0]).isZero();
        assertThat(clock.reads - reads).isEqualTo(MANY);
        assertThat(poller.timeouts).isEmpty();
        timer.cancel();
    }
}
