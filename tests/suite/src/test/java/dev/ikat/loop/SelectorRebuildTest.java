package dev.ikat.loop;

import static java.nio.channels.SelectionKey.OP_READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A selector that spins is replaced; one that returns with a reason is not. */
@Timeout(60)
class SelectorRebuildTest {
    private static final long FOREVER = -1;
    private static final int LIMIT = SelectorPoller.MAX_EARLY_RETURNS;
    private static final Object TOKEN = new Object();

    private final FakeClock clock = new FakeClock();
    private final SpinningSelector spinning = new SpinningSelector();

    /** What is opened next; then real ones. */
    private final Deque<SelectorPoller.Opener> opens = new ArrayDeque<>();

    private final Map<Object, Integer> told = new LinkedHashMap<>();
    private final CapturedLog captured = new CapturedLog();
    private SelectorPoller poller = poller();

    private SelectorPoller poller() {
        opens.add(() -> spinning);
        return new SelectorPoller(
                () -> opens.isEmpty() ? Selector.open() : opens.remove().open(), clock);
    }

    @AfterEach
    void close() {
        poller.close();
        captured.close();
    }

    private void poll(int times, long timeoutNanos) {
        for (int i = 0; i < times; i++) {
            poller.poll(timeoutNanos, told::put);
        }
    }

    @Test
    void afterSoManyEarlyReturnsItIsReplacedOnce() {
        poll(LIMIT - 1, FOREVER);
        assertThat(poller.rebuilds()).isZero();
        poll(1, FOREVER);
        assertThat(poller.rebuilds()).isEqualTo(1);
        assertThat(spinning.isOpen()).isFalse();
        assertThat(captured.messages()).singleElement().asString().contains("512 times in a row");
        poller.wakeup();
        poll(1, FOREVER);
        assertThat(spinning.selects).isEqualTo(LIMIT);
    }

    @Test
    void timedWaitsThatEndEarlyCountToo() {
        poll(LIMIT, 1_000_000);
        assertThat(poller.rebuilds()).isEqualTo(1);
    }

    @Test
    void waitsThatHadTheirTimeDoNotCount() {
        spinning.onSelect = () -> clock.nanos += 1_000_000;
        poll(2 * LIMIT, 1_000_000);
        assertThat(poller.rebuilds()).isZero();
        spinning.onSelect = () -> clock.nanos += 999_999;
        poll(LIMIT, 1_000_000);
        assertThat(poller.rebuilds()).isEqualTo(1);
    }

    @Test
    void wakeUpsAreAReason() {
        spinning.onSelect = poller::wakeup;
        poll(2 * LIMIT, FOREVER);
        assertThat(poller.rebuilds()).isZero();
    }

    @Test
    void interruptsAreAReason() {
        try {
            spinning.onSelect = Thread.currentThread()::interrupt;
            poll(2 * LIMIT, FOREVER);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(poller.rebuilds()).isZero();
    }

    @Test
    void theReturnsMustBeInARow() {
        poll(LIMIT - 1, FOREVER);
        poller.wakeup();
        poll(LIMIT, FOREVER);
        assertThat(poller.rebuilds()).isZero();
        poll(1, FOREVER);
        assertThat(poller.rebuilds()).isEqualTo(1);
    }

    @Test
    void pollsThatShallNotWaitDoNotCount() {
        poll(3 * LIMIT, 0);
        assertThat(poller.rebuilds()).isZero();
        assertThat(clock.reads).isZero();
    }

    @Test
    void theClockIsNotReadWhereWaitsEndWithSomething() {
        spinning.onSelect = poller::wakeup;
        poll(100, 1_000_000);
        assertThat(clock.reads).isZero();
    }

    @Test
    void keysKeepTheirTokenAndTheirInterest() throws IOException {
        Pipe first = pipe();
        Pipe second = pipe();
        Poller.Key cancelled = poller.register(first.source(), "cancelled");
        cancelled.cancel();
        Poller.Key kept = poller.register(second.source(), TOKEN);
        kept.interest(OP_READ);
        poll(LIMIT, FOREVER);
        assertThat(poller.rebuilds()).isEqualTo(1);
        assertThat(poller.size()).isEqualTo(1);
        assertThat(kept.interest()).isEqualTo(OP_READ);
        assertThat(cancelled.interest()).isZero();
        assertThatThrownBy(() -> cancelled.interest(OP_READ)).isInstanceOf(CancelledKeyException.class);
        second.sink().write(ByteBuffer.allocate(1));
        poll(1, FOREVER);
        assertThat(told).containsExactly(Map.entry(TOKEN, OP_READ));
        kept.interest(0);
        told.clear();
        poll(1, 0);
        assertThat(told).isEmpty();
        kept.cancel();
        assertThat(poller.size()).isZero();
        poller.register(second.source(), "again").cancel();
        for (Pipe pipe : new Pipe[] {first, second}) {
            pipe.source().close();
            pipe.sink().close();
        }
    }

    @Test
    void theChannelOfAKeyThatWasClosedIsLeftBehind() throws IOException {
        FakeChannel channel = new FakeChannel();
        channel.configureBlocking(false);
        poller.register(channel, TOKEN).interest(OP_READ);
        channel.close();
        poll(LIMIT, FOREVER);
        assertThat(poller.rebuilds()).isEqualTo(1);
        assertThat(poller.size()).isZero();
    }

    @Test
    void aWakeUpDuringTheReplacementIsNotLost() {
        opens.add(() -> {
            poller.wakeup(); // goes to the old one
            return Selector.open();
        });
        poll(LIMIT, FOREVER);
        assertThat(poller.rebuilds()).isEqualTo(1);
        poll(1, FOREVER);
        assertThat(spinning.selects).isEqualTo(LIMIT);
    }

    @Test
    void whereNoneCanBeHadTheOldOneStays() throws IOException {
        opens.add(() -> {
            throw new IOException("too many open files");
        });
        poll(LIMIT, FOREVER);
        assertThat(poller.rebuilds()).isZero();
        assertThat(spinning.isOpen()).isTrue();
        poll(LIMIT, FOREVER);
        assertThat(poller.rebuilds()).isEqualTo(1);
    }

    private static Pipe pipe() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        return pipe;
    }
}
