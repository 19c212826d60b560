package dev.ikat.comparisons;

import java.util.concurrent.CompletableFuture;

/** Loops of steps that are chained by CompletableFuture, on a ring. */
final class Futures {
    private final Ring ring = new Ring();
    private int sum;

    /** Each round is a stage that the ring runs. */
    static void spin(int rounds) {
        Futures futures = new Futures();
        futures.next(rounds);
        futures.ring.runUntilEmpty();
    }

    /** Two such loops by turns. */
    static void twice(int rounds) {
        Futures futures = new Futures();
        futures.next(rounds);
        futures.next(rounds);
        futures.ring.runUntilEmpty();
    }

    private void next(int left) {
        if (left > 0) {
            CompletableFuture.runAsync(Futures::nothing, ring).thenRun(() -> next(left - 1));
        }
    }

    private static void nothing() {}

    static int startJoin(int tasks) {
        Futures futures = new Futures();
        futures.start(tasks);
        futures.ring.runUntilEmpty();
        return futures.sum;
    }

    private void start(int left) {
        if (left > 0) {
            CompletableFuture.supplyAsync(() -> 1, ring).thenAccept(one -> {
                sum += one;
                start(left - 1);
            });
        }
    }
}
