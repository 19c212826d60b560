package dev.ikat.benchmarks.start;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import java.io.IOException;

/**
 * Says when it has awaited for the first time, and stays until its input ends. With an argument it awaits nothing, and so runs
 * unwoven: the JVM makes no archives with an agent.
 */
final class FirstAwait {
    static final String ANSWER = "awaited";

    private FirstAwait() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println(Ikat.run(arguments.length > 0 ? Coroutine.of("awaited nothing") : first()));
        System.in.read();
    }

    @Async
    private static Coroutine<String> first() {
        await(yieldNow());
        return done(ANSWER);
    }
}
