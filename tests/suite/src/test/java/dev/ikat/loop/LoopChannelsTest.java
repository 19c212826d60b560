package dev.ikat.loop;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Channels on a loop in virtual time: when the poller is asked, and what a handler is told. */
class LoopChannelsTest extends LoopFixture {

    @Test
    void withoutChannelsABusyLoopNeverPolls() {
        loop.callSoon(spinning(1000));
        runUntilIdle();
        assertThat(poller.timeouts).isEmpty();
    }

    @Test
    void withoutChannelsAndTimersABusyLoopDoesNotReadTheClock() {
        int reads = clock.reads;
        loop.callSoon(spinning(1000));
        runUntilIdle();
        assertThat(clock.reads).isEqualTo(reads);
    }

    @Test
    void aBusyLoopPollsEverySixteenIterations() {
        Poller.Key key = loop.register(new FakeChannel(), ops -> {});
        loop.callSoon(spinning(1 + 16 * 10));
        loop.iterate();
        poller.timeouts.clear();
        runUntilIdle();
        assertThat(poller.timeouts).hasSize(10).containsOnly(0L);
        key.cancel();
    }

    @Test
    void aBusyLoopPollsAfterAMillisecond() {
        loop.register(new FakeChannel(), ops -> {});
        loop.callSoon(spinning(100));
        loop.iterate();
        poller.timeouts.clear();
        loop.iterate();
        assertThat(poller.timeouts).isEmpty();
        clock.nanos += 1_000_000;
        loop.iterate();
        assertThat(poller.timeouts).containsExactly(0L);
    }

    @Test
    void aWaitCountsAsAPoll() {
        loop.register(new FakeChannel(), ops -> {});
        loop.callAt(clock.nanos + 5_000_000, spinning(3));
        runUntilIdle();
        assertThat(poller.timeouts).containsExactly(5_000_000L);
    }

    @Test
    void aHandlerIsToldWhatIsReadyAndWanted() {
        Poller.Key key = loop.register(new FakeChannel(), ops -> log.add("ops " + ops));
        key.interest(OP_READ);
        poller.key(0).ready(OP_READ | OP_WRITE);
        loop.iterate();
        assertThat(log).containsExactly("ops " + OP_READ);
    }

    @Test
    void readinessToldTwiceRunsTheHandlerOnce() {
        loop.register(new FakeChannel(), ops -> log.add("ops " + ops)).interest(OP_READ | OP_WRITE);
        poller.key(0).ready(OP_READ);
        poller.key(0).ready(OP_WRITE);
        loop.iterate();
        assertThat(log).hasSize(1);
    }

    @Test
    void interestWithdrawnInTheSameBatchIsNotTold() {
        Poller.Key key = loop.register(new FakeChannel(), ops -> log.add("told"));
        key.interest(OP_READ);
        poller.key(0).ready(OP_READ);
        loop.callSoon(() -> key.interest(0));
        loop.iterate();
        assertThat(log).isEmpty();
        key.interest(OP_READ);
        poller.key(0).ready(OP_READ);
        loop.iterate();
        assertThat(log).containsExactly("told");
    }

    @Test
    void aKeyCancelledInTheSameBatchIsNotTold() {
        Poller.Key key = loop.register(new FakeChannel(), ops -> log.add("told"));
        key.interest(OP_READ);
        poller.key(0).ready(OP_READ);
        loop.callSoon(key::cancel);
        loop.iterate();
        assertThat(log).isEmpty();
        assertThat(loop.registeredKeys()).isZero();
    }

    @Test
    void theIterationAfterACancelPollsSoThatTheDescriptorIsFreed() {
        Poller.Key key = loop.register(new FakeChannel(), ops -> {});
        loop.callSoon(spinning(10));
        loop.iterate();
        poller.timeouts.clear();
        key.cancel();
        loop.iterate();
        loop.iterate();
        assertThat(poller.timeouts).containsExactly(0L);
    }

    @Test
    void anErrorOfAHandlerNamesItsKey() {
        Poller.Key key = loop.register(new FakeChannel(), ops -> {
            throw new IllegalArgumentException("expected");
        });
        key.interest(OP_READ);
        poller.key(0).ready(OP_READ);
        loop.iterate();
        assertThat(errors).singleElement().extracting(ErrorContext::source).isSameAs(key);
    }

    @Test
    void aKeyMayBeCancelledAfterTheLoopWasClosed() {
        Poller.Key key = loop.register(new FakeChannel(), ops -> {});
        loop.close();
        key.cancel();
        assertThat(key.interest()).isZero();
    }

    /** Runs for so many iterations. */
    private Runnable spinning(int iterations) {
        int[] left = {iterations};
        return new Runnable() {
            @Override
            public void run() {
                if (--left[0] > 0) {
                    loop.callSoon(this);
                }
            }
        };
    }

    private void runUntilIdle() {
        while (loop.readyCallbacks() > 0 || loop.pendingTimers() > 0) {
            loop.iterate();
        }
    }
}
