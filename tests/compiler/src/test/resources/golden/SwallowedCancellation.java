// options: dropped-task=off
import static dev.ikat.Ikat.*;
import dev.ikat.*;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

class SwallowedCancellation {
    private static final Logger LOG = Logger.getLogger("x");
    private Throwable failure;

    @Async
    static Coroutine<String> fetch() throws IOException {
        await(yieldNow());
        return done("text");
    }

    static void log(String text, Throwable error) {}

    @Async
    Coroutine<String> swallowed(int most) {
        try {
            await(fetch());
        } catch (Throwable error) { // expect: swallowed-cancellation "catch (Throwable error) swallows the cancellation that arrives at await(fetch()) in line 27: the task goes on, and who cancelled it waits. Catch Exception, or put catch (CancelledError cancelled) { throw cancelled; } before it"
            System.err.println(error);
        }
        try {
            await(fetch());
        } catch (IOException error) {
            return done("none");
        } catch (Error error) { // expect: swallowed-cancellation "catch (Error error)"
            LOG.log(Level.WARNING, "failed", error);
        }
        try {
            await(sleep(Duration.ofSeconds(1)));
        } catch (CancelledError cancelled) { // expect: swallowed-cancellation "End the clause with throw cancelled"
            return done("cancelled");
        }
        try {
            await(fetch());
        } catch (RuntimeException | IOException | Error error) { // expect: swallowed-cancellation
            error.printStackTrace();
        }
        for (int i = 0; ; i++) {
            try {
                return done(await(fetch()));
            } catch (Throwable error) { // expect: swallowed-cancellation
                log("again", error);
                if (i == most) {
                    throw new IllegalStateException(error);
                }
            }
        }
    }

    @Async
    Coroutine<String> moreSwallowed(AsyncIterable<String> lines, Promise<String> promise) {
        try {
            for (String line : each(lines)) {
                System.out.println(line);
            }
        } catch (Throwable ignored) { // expect: swallowed-cancellation
        }
        try (var group = TaskGroup.open()) {
            group.start(() -> fetch());
            await(group.join());
        } catch (Throwable error) { // expect: swallowed-cancellation
            String text = "failed: " + error;
            promise.complete(text);
        }
        while (true) {
            try {
                await(yieldNow());
            } catch (Throwable error) { // expect: swallowed-cancellation
                LOG.warning(() -> "x");
                continue;
            }
            break;
        }
        try {
            await(yieldNow());
        } catch (CancelledError cancelled) { // expect: swallowed-cancellation
            for (String each : List.of("a")) {
                throw cancelled;
            }
        }
        return done("");
    }

    /** What is thrown on, on every way. */
    @Async
    Coroutine<String> thrown(Task<?> task, int what) throws Exception {
        try {
            await(fetch());
        } catch (Throwable error) {
            System.err.println(error);
            throw error;
        }
        try {
            await(fetch());
        } catch (Throwable error) {
            if (what == 1) {
                throw new IOException(error);
            } else {
                throw error;
            }
        }
        try {
            await(fetch());
        } catch (Throwable error) {
            while (true) {
                await(yieldNow());
                if (what == 1) {
                    throw error;
                }
            }
        }
        try {
            await(fetch());
        } catch (CancelledError cancelled) {
            switch (what) {
                case 1:
                    System.out.println("one");
                    throw cancelled;
                default:
                    throw cancelled;
            }
        }
        try {
            await(fetch());
        } catch (CancelledError cancelled) {
            try {
                await(yieldNow());
            } finally {
                throw cancelled;
            }
        }
        try {
            await(fetch());
        } catch (CancelledError cancelled) {
            throw cancelled;
        } catch (Throwable error) {
            System.err.println(error);
        }
        try {
            await(fetch());
        } catch (Exception error) {
            System.err.println(error);
        }
        return done("");
    }

    /** Asked what it is, and thrown on in one case. */
    @Async
    Coroutine<String> asked(Task<String> task) throws Exception {
        try {
            await(task);
        } catch (CancelledError cancelled) {
            if (cancelled.source() != task) {
                throw cancelled;
            }
            System.out.println("cancelled: " + cancelled.getMessage());
        }
        try {
            await(fetch());
        } catch (Throwable error) {
            if (error instanceof CancelledError cancelled) {
                throw cancelled;
            }
            System.err.println(error);
        }
        try {
            await(fetch());
        } catch (Throwable error) {
            if (error instanceof Exception failure) {
                return done(failure.getMessage());
            }
            throw error;
        }
        try {
            await(fetch());
        } catch (CancelledError cancelled) {
            if (currentTask().cancelling() > 0) {
                throw cancelled;
            }
        }
        try {
            await(fetch());
        } catch (CancelledError cancelled) {
            currentTask().uncancel();
        }
        try {
            await(fetch());
        } catch (CancelledError cancelled) {
            currentTask().cancel();
        }
        return done("");
    }

    /** Handed on. */
    @Async
    Coroutine<Throwable> handedOn(Promise<String> promise, CompletableFuture<String> future, List<Throwable> errors) {
        try {
            promise.complete(await(fetch()));
        } catch (Throwable error) {
            promise.fail(error);
        }
        try {
            future.complete(await(fetch()));
        } catch (Throwable error) {
            LOG.log(Level.WARNING, "failed", error);
            future.completeExceptionally(error);
        }
        try {
            await(fetch());
        } catch (Throwable error) {
            errors.add(error);
        }
        try {
            await(fetch());
        } catch (Throwable error) {
            failure = error;
        }
        try {
            await(fetch());
        } catch (Throwable error) {
            promise.onDone(each -> each.fail(error));
        }
        try {
            await(fetch());
        } catch (Throwable error) {
            promise.fail(new IllegalStateException("late", error));
        }
        try {
            await(fetch());
        } catch (Throwable error) {
            return done(error);
        }
        return done(failure);
    }

    /** The end of what the method itself cancelled. */
    @Async
    Coroutine<Void> cancelling(Task<String> task, List<Task<String>> tasks, Promise<String> other) throws Exception {
        task.cancel();
        try {
            await(task);
        } catch (CancelledError expected) {
            // it has ended
        }
        tasks.forEach(Task::cancel);
        try {
            await(gather(tasks));
        } catch (CancelledError expected) {
            // they have ended
        }
        for (Task<String> each : tasks) {
            each.cancel("over");
        }
        for (Task<String> each : tasks) {
            try {
                await(each);
            } catch (CancelledError | IllegalStateException ended) {
                System.out.println("ended");
            }
        }
        try {
            task.cancel();
            await(task);
        } catch (Throwable ended) {
            System.out.println("ended");
        }
        try {
            await(other);
        } catch (CancelledError swallowed) { // expect: swallowed-cancellation
            System.out.println("ended");
        }
        return done();
    }

    static void cancelOne(List<Task<String>> tasks) {
        tasks.get(0).cancel();
    }

    @Async
    Coroutine<Void> cancellingSome(List<Task<String>> tasks, List<Task<String>> others) {
        cancelOne(tasks);
        for (Task<String> task : tasks) {
            try {
                await(task);
            } catch (CancelledError expected) {
                System.out.println("ended");
            }
        }
        for (Task<String> task : others) {
            try {
                await(task);
            } catch (CancelledError swallowed) { // expect: swallowed-cancellation
                System.out.println("ended");
            }
        }
        return done();
    }

    /** A switch that falls through. */
    @Async
    Coroutine<Void> switched(int what) {
        try {
            await(yieldNow());
        } catch (Throwable error) {
            switch (what) {
                case 1:
                    System.out.println("one");
                default:
                    throw error;
            }
        }
        try {
            await(yieldNow());
        } catch (Throwable error) { // expect: swallowed-cancellation
            switch (what) {
                case 1 -> throw error;
                case 2 -> System.out.println("two");
                default -> throw error;
            }
        }
        return done();
    }

    @Async
    Coroutine<String> finallyLeft(List<String> names) {
        for (String name : names) {
            try {
                await(fetch());
            } catch (IOException error) {
                System.out.println(error);
            } finally {
                if (name.isEmpty()) {
                    continue; // expect: swallowed-cancellation "continue; leaves a finally block"
                }
            }
            try {
                await(yieldNow());
            } finally {
                break; // expect: swallowed-cancellation
            }
        }
        try {
            await(yieldNow());
        } finally {
            for (String each : names) {
                if (each.isEmpty()) {
                    continue;
                }
                break;
            }
            names.forEach(each -> {
                return;
            });
            switch (names.size()) {
                case 1:
                    break;
                default:
            }
        }
        try {
            System.out.println("no await");
        } finally {
            return done("x"); // nothing is cancelled there
        }
    }

    @Async
    Coroutine<String> finallyReturns() {
        try {
            await(yieldNow());
        } finally {
            return done(""); // expect: swallowed-cancellation "return done(""); leaves a finally block, and with it a cancellation, or any exception, that was on its way out is lost. Move it behind the try statement"
        }
    }

    /** Where nothing can be cancelled. */
    @Async
    Coroutine<Void> other(Runnable job) {
        try {
            job.run();
        } catch (Throwable error) {
            System.err.println(error);
        }
        try {
            start(() -> {
                await(yieldNow());
                return done();
            });
        } catch (Throwable error) {
            System.err.println(error);
        }
        try {
            start(() -> {
                try {
                    await(yieldNow());
                } catch (Throwable error) { // expect: swallowed-cancellation
                    System.err.println(error);
                }
                return done();
            });
        } finally {
            job.run();
        }
        return done();
    }

    static void plain() {
        try {
            Ikat.run(fetch());
        } catch (Throwable error) {
            System.err.println(error);
        }
    }

    @SuppressWarnings("ikat:swallowed-cancellation")
    @Async
    Coroutine<Void> suppressed() {
        try {
            await(fetch());
        } catch (Throwable error) {
            System.err.println(error);
        }
        return done();
    }
}
