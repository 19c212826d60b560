package dev.ikat.testkit;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One direction of a connection: what is sent arrives once and in order, later where it is lost on the way. While the path is
 * cut, or the other host is down, it is sent again, after 200 ms and then each time twice as long up to two minutes, until that has
 * gone on for {@value #GIVE_UP_SECONDS} s. Source of the times: RFC 6298, and what Linux does by default (tcp_retries2).
 */
final class Flow {
    /** How many bytes may be under way or unread, in each direction. */
    static final int WINDOW = 64 * 1024;

    private static final long GIVE_UP_SECONDS = 924;
    private static final long NANOS = 1_000_000_000;
    private static final long FIRST_RETRY_NANOS = NANOS / 5;
    private static final long LONGEST_RETRY_NANOS = 120 * NANOS;
    private static final int MOST_LOSSES = 6;

    private final Network network;
    private final Host from;
    private final Host to;
    private final Runnable gaveUp;

    /** What came to a path that was cut. */
    private final Deque<Runnable> stalled = new ArrayDeque<>();

    private long lastArrivalNanos;
    private long stalledNanos;
    private boolean isOver;

    Flow(Network network, Host from, Host to, Runnable gaveUp) {
        this.network = network;
        this.from = from;
        this.to = to;
        this.gaveUp = gaveUp;
    }

    void send(int bytes, Runnable arrived) {
        long nanos = network.arrivalNanos(from, to, bytes);
        long retry = FIRST_RETRY_NANOS;
        for (int i = 0; i < MOST_LOSSES && network.isLost(from, to, bytes + " bytes"); i++) {
            nanos += retry;
            retry *= 2;
        }
        lastArrivalNanos = Math.max(lastArrivalNanos, nanos);
        network.timeline.at(lastArrivalNanos, () -> arrive(arrived));
    }

    private void arrive(Runnable arrived) {
        if (isOver) {
            return;
        }
        if (stalled.isEmpty() && network.reaches(from, to)) {
            arrived.run();
            return;
        }
        stalled.add(arrived);
        if (stalled.size() == 1) {
            stalledNanos = network.timeline.nanoTime();
            network.timeline.after(FIRST_RETRY_NANOS, () -> retry(FIRST_RETRY_NANOS));
        }
    }

    private void retry(long pauseNanos) {
        if (isOver) {
            return;
        }
        if (network.reaches(from, to)) {
            while (!stalled.isEmpty()) {
                stalled.remove().run();
            }
        } else if (network.timeline.nanoTime() - stalledNanos >= GIVE_UP_SECONDS * NANOS) {
            end();
            gaveUp.run();
        } else {
            long next = Math.min(2 * pauseNanos, LONGEST_RETRY_NANOS);
            network.timeline.after(next, () -> retry(next));
        }
    }

    /** Nobody sends again what does not arrive: the sender is gone. */
    void end() {
        isOver = true;
        stalled.clear();
    }
}
