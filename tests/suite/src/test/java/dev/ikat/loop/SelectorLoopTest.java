package dev.ikat.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.SelectionKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The paragraph "Loop" of what asyncio does, sentence by sentence. */
class SelectorLoopTest extends LoopFixture {

    // One iteration polls, appends I/O then due timers, and runs a snapshot of the ready queue.

    @Test
    void anIterationRunsWhatWasReadyThenChannelsThenDueTimers() {
        loop.register(new FakeChannel(), ops -> log.add("channel")).interest(SelectionKey.OP_READ);
        poller.key(0).ready(SelectionKey.OP_READ);
        loop.callAt(clock.nanos, say("timer"));
        loop.callSoonThreadsafe(say("other thread"));
        loop.callSoon(say("soon"));
        loop.iterate();
        assertThat(log).containsExactly("soon", "other thread", "channel", "timer");
    }

    @Test
    void callbacksAddedMeanwhileRunInTheNextIteration() {
        loop.callSoon(() -> {
            log.add("first");
            loop.callSoon(say("added"));
        });
        loop.callSoon(say("second"));
        loop.iterate();
        assertThat(log).containsExactly("first", "second");
        loop.iterate();
        assertThat(log).containsExactly("first", "second", "added");
    }

    @Test
    void aTimerThatIsDueAtOnceRunsInTheNextIteration() {
        loop.callSoon(() -> loop.callLater(Duration.ZERO, say("timer")));
        loop.iterate();
        assertThat(log).isEmpty();
        loop.iterate();
        assertThat(log).containsExactly("timer");
    }

    @Test
    void aCallbackThatAddsItselfStarvesNoTimer() {
        loop.callAt(clock.nanos + 10, loop::stop);
        loop.callSoon(new Runnable() {
            @Override
            public void run() {
                clock.nanos++;
                loop.callSoon(this);
            }
        });
        loop.runForever();
        assertThat(clock.nanos).isEqualTo(1_011);
        assertThat(loop.readyCallbacks()).isEqualTo(1);
    }

    @Test
    void theLoopWaitsUntilTheEarliestTimer() {
        loop.callAt(clock.nanos + 700, say("late"));
        loop.callAt(clock.nanos + 300, say("early"));
        runDry();
        assertThat(log).containsExactly("early", "late");
        assertThat(poller.timeouts).containsExactly(300L, 400L, -1L);
    }

    @Test
    void timersRunInTheOrderOfTheirTimesAndEqualOnesInTheOrderOfTheCalls() {
        long at = clock.nanos + 50;
        loop.callAt(at, say("a"));
        loop.callAt(at - 1, say("b"));
        loop.callLater(Duration.ofNanos(50), say("c"));
        loop.callLater(Duration.ofNanos(-1), say("d"));
        loop.callAt(at, say("e"));
        runDry();
        assertThat(log).containsExactly("d", "b", "a", "c", "e");
    }

    @Test
    void aDelayBeyondNanosecondsIsNever() {
        TimerHandle never = loop.callLater(Duration.ofSeconds(Long.MAX_VALUE), say("never"));
        loop.callAt(Long.MAX_VALUE, say("never"));
        loop.callLater(Duration.ofDays(1), loop::stop);
        loop.runForever();
        assertThat(log).isEmpty();
        assertThat(never.whenNanos() - loop.nanoTime()).isPositive();
    }

    // Cancelled timers must not pile up.

    @Test
    void cancelledTimersDoNotPileUp() {
        for (int i = 0; i < 1000; i++) {
            loop.callLater(Duration.ofDays(1), say("never")).cancel();
        }
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void aTimerCancelledBetweenBeingDueAndBeingRunDoesNotRun() {
        TimerHandle[] second = new TimerHandle[1];
        loop.callAt(clock.nanos, () -> second[0].cancel());
        second[0] = loop.callAt(clock.nanos, say("cancelled"));
        loop.iterate();
        loop.callSoon(say("end"));
        loop.iterate();
        assertThat(log).containsExactly("end");
        assertThat(second[0].isCancelled()).isTrue();
    }

    @Test
    void aTimerMayCancelItself() {
        TimerHandle[] self = new TimerHandle[1];
        self[0] = loop.callAt(clock.nanos, () -> self[0].cancel());
        loop.iterate();
        assertThat(self[0].isCancelled()).isFalse();
        assertThat(errors).isEmpty();
    }

    // An exception in a callback goes to the exception handler; a fatal one escapes.

    @Test
    void anErrorInACallbackGoesToTheExceptionHandlerAndTheLoopGoesOn() {
        RuntimeException error = new RuntimeException("expected");
        Runnable failing = () -> {
            throw error;
        };
        loop.callSoon(failing);
        loop.callSoon(say("next"));
        loop.iterate();
        assertThat(errors).containsExactly(new ErrorContext("error in a callback", error, failing));
        assertThat(log).containsExactly("next");
    }

    @Test
    void anErrorInATimerNamesItsHandle() {
        TimerHandle handle = loop.callAt(clock.nanos, () -> {
            throw new AssertionError("expected");
        });
        loop.iterate();
        assertThat(errors).singleElement().extracting(ErrorContext::source).isSameAs(handle);
    }

    @Test
    void aStackOverflowIsNotFatal() {
        loop.callSoon(() -> {
            throw new StackOverflowError("expected");
        });
        loop.iterate();
        assertThat(errors).singleElement().extracting(ErrorContext::error).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void aFatalErrorEscapesAndTheRestOfTheBatchStays() {
        OutOfMemoryError fatal = new OutOfMemoryError("expected");
        loop.callSoon(() -> {
            throw fatal;
        });
        loop.callSoon(say("rest"));
        assertThatThrownBy(loop::runForever).isSameAs(fatal);
        assertThat(errors).isEmpty();
        assertThat(loop.isRunning()).isFalse();
        runDry();
        assertThat(log).containsExactly("rest");
    }

    // A broken custom handler falls to the default one, a broken default to the log: see ErrorReporterTest.

    @Test
    void aBrokenHandlerDoesNotStopTheLoop() {
        loop.setExceptionHandler((source, context) -> {
            throw new IllegalArgumentException("broken");
        });
        try (CapturedLog captured = new CapturedLog()) {
            loop.callExceptionHandler(new ErrorContext("reported", null, null));
            assertThat(captured.messages()).first().isEqualTo("reported");
        }
    }

    // stop() finishes the iteration and works when called before run.

    @Test
    void stopFinishesTheIteration() {
        loop.callSoon(loop::stop);
        loop.callSoon(() -> {
            log.add("same iteration");
            loop.callSoon(say("next iteration"));
        });
        loop.runForever();
        assertThat(log).containsExactly("same iteration");
        assertThat(loop.readyCallbacks()).isEqualTo(1);
    }

    @Test
    void stopBeforeRunRunsOneIterationThatDoesNotWait() {
        loop.stop();
        loop.callSoon(() -> {
            log.add("one");
            loop.callSoon(say("two"));
        });
        loop.callLater(Duration.ofDays(1), say("timer"));
        loop.runForever();
        assertThat(log).containsExactly("one");
        assertThat(poller.timeouts).isEmpty();
        loop.stop();
        loop.runForever();
        assertThat(log).containsExactly("one", "two");
    }

    // close() is idempotent, an error while running.

    @Test
    void closeIsIdempotent() {
        TimerHandle timer = loop.callLater(Duration.ofDays(1), say("never"));
        loop.close();
        loop.close();
        assertThat(loop.isClosed()).isTrue();
        assertThat(timer.isCancelled()).isTrue();
        timer.cancel();
    }

    @Test
    void closeWhileRunningIsAnError() {
        loop.callSoon(loop::close);
        loop.callSoon(loop::stop);
        loop.runForever();
        assertThat(loop.isClosed()).isFalse();
        assertThat(errors)
                .singleElement()
                .satisfies(context -> assertThat(context.error())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("running loop cannot be closed"));
    }

    // Threadsafe handles recheck cancellation.

    @Test
    void aCancelHandedInByAnotherThreadReachesATimerThatIsDue() {
        TimerHandle timer = loop.callAt(clock.nanos, say("cancelled"));
        assertThat(errorOnOtherThread(() -> loop.callSoonThreadsafe(timer::cancel)))
                .isNull();
        loop.iterate();
        assertThat(log).isEmpty();
    }

    // No implicit loops, no policies.

    @Test
    void noLoopIsCurrentUnlessItRuns() {
        assertThat(RunningLoop.current()).isNull();
        loop.callSoon(() -> {
            assertThat(RunningLoop.current().loop()).isSameAs(loop);
            loop.stop();
        });
        loop.runForever();
        assertThat(RunningLoop.current()).isNull();
        assertThat(errors).isEmpty();
    }

    // Running a loop inside a running loop on the same thread is an immediate error.

    @Test
    void aLoopInsideALoopIsAnImmediateError() {
        try (SelectorLoop inner = new SelectorLoop(clock, new FakePoller(clock))) {
            loop.callSoon(inner::runForever);
            loop.callSoon(loop::runForever);
            loop.callSoon(loop::stop);
            loop.runForever();
            assertThat(inner.isRunning()).isFalse();
        }
        assertThat(errors)
                .hasSize(2)
                .allSatisfy(context -> assertThat(context.error())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("cannot run inside a loop: await the coroutine instead"));
    }

    // Interrupts.

    @Test
    void theInterruptFlagIsClearWhileTheLoopWaitsAndSetAgainAfterwards() {
        loop.callLater(Duration.ofNanos(10), loop::stop);
        poller.onPoll = () -> assertThat(Thread.currentThread().isInterrupted()).isFalse();
        Thread.currentThread().interrupt();
        loop.runForever();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(poller.timeouts).containsExactly(10L);
    }

    @Test
    void toStringTellsTheState() {
        assertThat(loop).hasToString("SelectorLoop[idle, 0 ready, 0 timers]");
    }
}
