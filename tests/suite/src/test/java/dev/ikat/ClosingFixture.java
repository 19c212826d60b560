package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Resources that are closed, and tasks that are cancelled meanwhile. */
abstract class ClosingFixture {
    final List<Object> log = new ArrayList<>();

    /** Takes 10 ms to be closed. */
    final class Resource implements AsyncCloseable {
        private final String name;

        Resource(String name) {
            this.name = name;
        }

        @Override
        @Async
        public Coroutine<Void> closeAsync() {
            try {
                await(sleep(ofMillis(10)));
                log.add(name + " closed");
            } catch (CancelledError cancelled) {
                log.add(name + " cut off");
                throw cancelled;
            }
            return done();
        }
    }

    @Async
    Coroutine<Void> fails() throws IOException {
        try (var resource = new Resource("one")) {
            throw new IOException("block");
        }
    }

    @Async
    Coroutine<Void> failsInTwo() throws IOException {
        try (var outer = new Resource("outer");
                var inner = new Resource("inner")) {
            throw new IOException("block");
        }
    }

    /** Would go on for ever if the cancellation were lost. */
    @Async
    Coroutine<Void> retries(AsyncCallable<Void> attempt) {
        for (int tries = 0; tries < 9; tries++) {
            try {
                await(attempt.call());
            } catch (Exception error) {
                log.add("again");
            }
            await(sleep(ofMillis(1)));
        }
        return done();
    }

    @Async
    static <T> Coroutine<Task<T>> cancelledAfter(int millis, Coroutine<T> program) {
        Task<T> task = start(program);
        await(sleep(ofMillis(millis)));
        assertThat(task.cancel("enough")).isTrue();
        await(gatherSettled(task));
        return done(task);
    }

    @Async
    Coroutine<String> failsAndReturns() {
        try {
            await(fails());
        } catch (IOException error) {
            log.add(error.getMessage());
        }
        return done("value");
    }

    @Async
    Coroutine<Void> afterwards(AsyncCallable<Void> attempt) {
        try {
            await(attempt.call());
        } catch (Throwable error) {
            log.add(error.getClass().getSimpleName());
        }
        await(sleep(ofMillis(1)));
        log.add("not again");
        return done();
    }
}
