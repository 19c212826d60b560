package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The fixture itself: it would be no good if it found nothing. */
class SweepTest {
    @Test
    void aThreadThatLivesOnIsFound() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                },
                "left over");
        thread.start();
        assertThatThrownBy(() -> Sweep.check(before, 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("left over");
        end.countDown();
        thread.join();
        Sweep.check(before, 1);
    }

    @Test
    void aLoopThatIsNotClosedIsFound() {
        VirtualLoop loop = new VirtualLoop();
        assertThatThrownBy(() -> Sweep.check(Thread.getAllStackTraces().keySet(), 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("loops left open");
        loop.close();
    }

    @Test
    void aTimerThatIsLeftIsFound() {
        VirtualLoop loop = new VirtualLoop();
        loop.callLater(ofSeconds(1), () -> {});
        assertThatThrownBy(loop::close).isInstanceOf(AssertionError.class).hasMessageContaining("timers left");
        assertThat(loop.isClosed()).isTrue();
    }

    @Test
    void waitingForNothingIsADeadlock() {
        assertThatThrownBy(() -> VirtualLoop.run(() -> {
                    await(promise());
                    return done();
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("deadlock");
    }

    @Test
    void waitingTakesNoTime() {
        long millis = VirtualLoop.run(() -> {
            await(sleep(ofDays(365)));
            return done(VirtualLoop.millis());
        });
        assertThat(millis).isEqualTo(ofDays(365).toMillis());
    }
}
