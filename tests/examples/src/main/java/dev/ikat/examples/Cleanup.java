package dev.ikat.examples;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.sleep;
import static dev.ikat.Ikat.start;
import static dev.ikat.Ikat.yieldNow;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;

import dev.ikat.Async;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Task;

/** A task that is cancelled: its await throws, its finally runs and may await, and then it has ended. */
final class Cleanup {
    private Cleanup() {}

    @Async
    static Coroutine<Void> work() {
        System.out.println("working");
        try {
            await(sleep(ofHours(1)));
        } finally {
            await(sleep(ofMillis(10)));
            System.out.println("cleaned up");
        }
        return done();
    }

    @Async
    static Coroutine<String> cancelled() {
        Task<Void> task = start(work());
        await(yieldNow());
        task.cancel("nobody waits for this any more");
        try {
            await(task);
            return done("finished");
        } catch (CancelledError error) {
            return done("cancelled: " + error.getMessage());
        }
    }

    public static void main(String[] args) {
        System.out.println(Ikat.run(cancelled()));
    }
}
