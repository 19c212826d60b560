package dev.ikat.testkit.junit;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.taskTree;
import static dev.ikat.Ikat.timeout;

import dev.ikat.Async;
import dev.ikat.AsyncCallable;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Runner;
import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.SelectorLoop;
import dev.ikat.testkit.Leaks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A loop for one test, in real time; nothing may be left on it. */
final class FreshLoop {
    private FreshLoop() {}

    static void run(Duration limit, Leaks leaks, AsyncCallable<Void> test) throws Exception {
        List<ErrorContext> errors = new ArrayList<>();
        SelectorLoop loop = new SelectorLoop();
        loop.setExceptionHandler((source, context) -> errors.add(context));
        try (Runner runner = Runner.builder()
                .loopFactory(() -> loop)
                .handleInterrupts(false)
                .origins(true)
                .build()) {
            runner.run(leaks.none(() -> limited(limit, test)));
        }
        if (!errors.isEmpty()) {
            throw new AssertionError(
                    errors.size() + " errors that nobody caught; the first one: "
                            + errors.get(0).message(),
                    errors.get(0).error());
        }
    }

    @Async
    private static Coroutine<Void> limited(Duration limit, AsyncCallable<Void> test) throws Exception {
        try {
            await(timeout(limit, deadline -> {
                try {
                    await(test.call());
                } catch (CancelledError error) {
                    throw deadline.expired() ? tooLong(limit) : error;
                }
                return done();
            }));
        } catch (DeadlineExceededException error) {
            throw tooLong(limit);
        }
        return done();
    }

    private static AssertionError tooLong(Duration limit) {
        return new AssertionError("the test took longer than " + limit + "; these tasks are alive:\n" + taskTree());
    }
}
