package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.AsyncCallable;
import dev.ikat.Coroutine;
import dev.ikat.Promise;
import dev.ikat.Runner;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import dev.ikat.loop.ErrorContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * A directory for each test, deleted with all that is in it, and loops that are swept: no task, no error that the test did not
 * take from {@code errors}, and nothing below the directory that is open.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class FilesFixture {
    /** More than any of the operations takes. */
    private static final int MOST_TURNS = 60;

    final List<ErrorContext> errors = new ArrayList<>();
    Path directory;

    @BeforeEach
    final void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("ikat-files").toRealPath();
    }

    @AfterEach
    final void deleteDirectory() throws IOException {
        emptyDirectory();
        Files.delete(directory);
        assertThat(OpenFiles.below(directory)).as("left open").isEmpty();
        assertThat(OpenFiles.watches()).as("left open").isEmpty();
    }

    final void emptyDirectory() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> innermostFirst = new ArrayList<>(all.toList());
            innermostFirst.remove(directory);
            for (int i = innermostFirst.size() - 1; i >= 0; i--) {
                Files.delete(innermostFirst.get(i));
            }
        }
    }

    /** What is in the directory, by name. */
    final List<String> names() {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With threads. */
    final <T> T inLoop(AsyncCallable<T> body) {
        try (Runner runner = Runner.builder().build()) {
            return swept(runner, body);
        }
    }

    private <T> T swept(Runner runner, AsyncCallable<T> body) {
        runner.loop().setExceptionHandler((source, context) -> errors.add(context));
        List<String> openBefore = OpenFiles.below(directory);
        T result = runner.run(VirtualLoop.inside(body));
        runner.close();
        assertThat(errors).isEmpty();
        assertThat(OpenFiles.below(directory)).as("left open").isEqualTo(openBefore);
        return result;
    }

    /** In virtual time; what would run on threads runs when the executor says. */
    final <T> T inLoop(Executor executor, AsyncCallable<T> body) {
        VirtualLoop loop = new VirtualLoop();
        try (Runner runner =
                Runner.builder().loopFactory(() -> loop).executor(executor).build()) {
            return swept(runner, body);
        }
    }

    /** Calls that run when the test lets them, on the loop's thread. */
    static final class Held implements Executor {
        private final ArrayDeque<Runnable> calls = new ArrayDeque<>();

        @Override
        public void execute(Runnable call) {
            calls.add(call);
        }

        int size() {
            return calls.size();
        }

        void runOne() {
            calls.remove().run();
        }

        void runAll() {
            while (!calls.isEmpty()) {
                runOne();
            }
        }

        /** An operation from its beginning to its end, with its calls between the two. */
        @Async
        <T> Coroutine<T> through(Coroutine<T> operation) {
            Task<T> task = start(operation);
            await(turns(3));
            runAll();
            return done(await(task));
        }
    }

    /** What is checked when an operation that was cancelled in some turn has ended. */
    @FunctionalInterface
    interface Check<T> {
        void after(Task<T> task) throws Exception;
    }

    /**
     * Repeats an operation, cancelled in each of its turns and one behind its end: before its call runs, between that and the
     * arrival of its result, and after that. Calls run in the loop's own turns.
     */
    final <T> void cancelledAnywhere(AsyncCallable<T> operation, ThrowingStep prepare, Check<T> check)
            throws Exception {
        boolean ended = false;
        for (int turn = 0; !ended; turn++) {
            assertThat(turn).as("turns").isLessThan(MOST_TURNS);
            prepare.run();
            int cancelledIn = turn;
            ended = inTurns(() -> cancelled(operation, cancelledIn, check));
        }
    }

    @FunctionalInterface
    interface ThrowingStep {
        void run() throws Exception;
    }

    private <T> T inTurns(AsyncCallable<T> body) {
        Held held = new Held();
        return inLoop(held, () -> {
            Task<Void> calls = start(() -> {
                while (true) {
                    if (held.size() > 0) {
                        held.runOne();
                    }
                    await(yieldNow());
                }
            });
            try {
                return done(await(inside(body)));
            } finally {
                await(turns(5));
                calls.cancel();
            }
        });
    }

    /** Whether it had ended before its turn came. */
    @Async
    private <T> Coroutine<Boolean> cancelled(AsyncCallable<T> operation, int turn, Check<T> check) throws Exception {
        Task<T> task = start(inside(operation));
        await(turns(turn));
        boolean ended = task.isDone();
        task.cancel();
        await(settled(task));
        await(turns(5)); // what was left to itself
        check.after(task);
        return done(ended);
    }

    @Async
    static Coroutine<Void> settled(Promise<?> promise) {
        for (int i = 0; !promise.isDone(); i++) {
            assertThat(i).as("turns").isLessThan(MOST_TURNS);
            await(yieldNow());
        }
        return done();
    }

    static <T> Coroutine<T> inside(AsyncCallable<T> body) {
        return VirtualLoop.inside(body);
    }

    @Async
    static Coroutine<Void> turns(int count) {
        for (int i = 0; i < count; i++) {
            await(yieldNow());
        }
        return done();
    }

    /** What an operation fails with, a cancellation too. */
    @Async
    static <T> Coroutine<Throwable> errorOf(AsyncCallable<T> body) {
        try {
            await(inside(body));
        } catch (Throwable error) {
            return done(error);
        }
        throw new AssertionError("nothing was thrown");
    }

    static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
