package dev.ikat.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** A loop in virtual time, with a log of what ran, and a sweep after each test. */
abstract class LoopFixture {
    static final long PATIENCE_SECONDS = 30;

    final FakeClock clock = new FakeClock();
    final FakePoller poller = new FakePoller(clock);
    final SelectorLoop loop = new SelectorLoop(clock, poller);
    final List<String> log = new ArrayList<>();
    final List<ErrorContext> errors = new ArrayList<>();

    LoopFixture() {
        loop.setExceptionHandler((source, context) -> errors.add(context));
    }

    Runnable say(String word) {
        return () -> log.add(word);
    }

    /** Runs the loop until nothing is left that it could run. */
    void runDry() {
        poller.onPoll = () -> {
            if (loop.pendingTimers() == 0 && loop.readyCallbacks() == 0) {
                loop.callSoonThreadsafe(loop::stop);
            }
        };
        loop.runForever();
    }

    /** What the action throws on a thread of its own; null when nothing. */
    static Throwable errorOnOtherThread(Runnable action) {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        action.run();
                        thrown.complete(null);
                    } catch (Throwable error) {
                        thrown.complete(error);
                    }
                },
                "other");
        thread.start();
        try {
            return thrown.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } finally {
            joined(thread);
        }
    }

    static void joined(Thread thread) {
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        assertThat(thread.isAlive()).as("thread %s lives on", thread.getName()).isFalse();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void sweep() {
        assertThat(RunningLoop.current()).as("a loop left on the thread").isNull();
        assertThat(loop.isRunning()).isFalse();
        loop.close();
        assertThat(poller.closed).isTrue();
        assertThat(loop.pendingTimers()).isZero();
        assertThat(loop.readyCallbacks()).isZero();
        assertThat(loop.registeredKeys()).isZero();
    }
}
