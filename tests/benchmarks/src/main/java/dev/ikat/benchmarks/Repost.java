package dev.ikat.benchmarks;

import dev.ikat.loop.EventLoop;

/** A callback that posts itself again, a number of times, and then runs another. */
final class Repost implements Runnable {
    private final EventLoop loop;
    private final Runnable last;
    private int left;

    Repost(EventLoop loop, int times, Runnable last) {
        this.loop = loop;
        this.left = times;
        this.last = last;
    }

    @Override
    public void run() {
        if (left-- > 0) {
            loop.callSoon(this);
        } else {
            last.run();
        }
    }
}
