package dev.ikat.io;

import dev.ikat.loop.EventLoop;
import dev.ikat.loop.TimerHandle;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attempts of which one is to succeed: the next begins when the latest has failed or has gone on for the delay, whichever
 * comes first. What an attempt is, its contest knows. Owned by the loop's thread.
 *
 * <p>Source: RFC 8305, Happy Eyeballs version 2, sections 4 and 5; asyncio's {@code staggered_race}.
 */
final class StaggeredRace {
    interface Contest {
        /** Begins the attempt of that number, from 0; it may fail or win at once. */
        void begin(int number);

        /** Each attempt has failed. */
        void lost();
    }

    private final EventLoop loop;
    private final int count;
    private final @Nullable Duration delay;
    private final Contest contest;
    private int begun;
    private int failed;
    private boolean over;
    private @Nullable TimerHandle next;

    /**
     * @param count how many attempts there are, 1 or more
     * @param delay null where only a failure begins the next
     */
    StaggeredRace(EventLoop loop, int count, @Nullable Duration delay, Contest contest) {
        assert count > 0;
        this.loop = loop;
        this.count = count;
        this.delay = delay;
        this.contest = contest;
    }

    void begin() {
        beginNext();
    }

    private void beginNext() {
        stopTimer();
        int number = begun++;
        if (begun < count && delay != null) {
            next = loop.callLater(delay, this::beginNext);
        }
        contest.begin(number);
    }

    /** The attempt of that number has failed. */
    void failed(int number) {
        failed++;
        if (!over && failed == count) {
            over = true;
            contest.lost();
        } else if (!over && number == begun - 1 && begun < count) {
            beginNext();
        }
    }

    /** Begins no more: somebody has won, or gives up. */
    void stop() {
        over = true;
        stopTimer();
    }

    private void stopTimer() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    /** The families in turn, that of the first address first; within a family the order stays. */
    static List<InetAddress> interleaved(List<InetAddress> addresses) {
        boolean ipv4First = addresses.get(0) instanceof Inet4Address;
        List<InetAddress> preferred = family(addresses, ipv4First);
        List<InetAddress> other = family(addresses, !ipv4First);
        List<InetAddress> all = new ArrayList<>(addresses.size());
        for (int i = 0; i < Math.max(preferred.size(), other.size()); i++) {
            all.addAll(preferred.subList(Math.min(i, preferred.size()), Math.min(i + 1, preferred.size())));
            all.addAll(other.subList(Math.min(i, other.size()), Math.min(i + 1, other.size())));
        }
        return all;
    }

    private static List<InetAddress> family(List<InetAddress> addresses, boolean ipv4) {
        return addresses.stream()
                .filter(address -> address instanceof Inet4Address == ipv4)
                .toList();
    }
}
