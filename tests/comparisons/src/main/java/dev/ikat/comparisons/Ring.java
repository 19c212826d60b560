package dev.ikat.comparisons;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/** Callbacks in their order, on this thread: what peers without a loop of their own run on. */
final class Ring implements Executor {
    private final ArrayDeque<Runnable> ready = new ArrayDeque<>();

    @Override
    public void execute(Runnable callback) {
        ready.add(callback);
    }

    void runUntilEmpty() {
        for (Runnable next; (next = ready.poll()) != null; ) {
            next.run();
        }
    }
}
