package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An exception that crosses awaits shows one trace through all awaiting methods, as if the calls were plain. */
class AsyncTraceTest {
    private final List<String> seen = new ArrayList<>();

    /** The lines that are not the JDK's or the test runner's: method and place. */
    private static List<String> lines(Throwable error) {
        List<String> lines = new ArrayList<>();
        for (StackTraceElement line : error.getStackTrace()) {
            if (line.getClassName().startsWith("dev.ikat.")
                    && !line.getClassName().contains("VirtualLoop")) {
                String type = line.getClassName().replaceFirst("^dev\\.ikat\\.", "");
                lines.add(
                        type + "." + line.getMethodName() + (line.getLineNumber() > 0 ? "" : " " + line.getFileName()));
            }
        }
        return lines;
    }

    @Async
    private Coroutine<Void> fails(boolean suspends) throws IOException {
        if (suspends) {
            await(yieldNow());
        }
        plain();
        return done();
    }

    private static void plain() throws IOException {
        throw new IOException("lost");
    }

    @Async
    private Coroutine<Void> middle(boolean suspends) throws IOException {
        await(fails(suspends));
        return done();
    }

    @Async
    private Coroutine<Void> outer(boolean suspends) throws IOException {
        await(middle(suspends));
        return done();
    }

    @Test
    void oneTraceThroughAllAwaitingMethods() {
        for (boolean suspends : new boolean[] {false, true}) {
            Throwable error = catchThrowable(() -> Ikat.run(outer(suspends)));
            assertThat(error).isInstanceOf(IOException.class);
            assertThat(lines(error).subList(0, 5))
                    .containsExactly(
                            "AsyncTraceTest.plain",
                            "AsyncTraceTest.fails",
                            "AsyncTraceTest.middle",
                            "AsyncTraceTest.outer",
                            "Ikat.run");
            assertThat(lines(error).get(5)).startsWith("AsyncTraceTest.");
            assertThat(error.getStackTrace()[1].getFileName()).isEqualTo("AsyncTraceTest.java");
        }
    }

    @Test
    void theLinesAreThoseOfThePlainCalls() {
        Throwable suspended = catchThrowable(() -> Ikat.run(outer(true)));
        Throwable direct = catchThrowable(() -> Ikat.run(outer(false)));
        assertThat(suspended.getStackTrace()).hasSizeGreaterThan(5);
        for (int i = 0; i < 5; i++) {
            assertThat(suspended.getStackTrace()[i]).hasToString(direct.getStackTrace()[i].toString());
        }
    }

    @Async
    private Coroutine<Void> catches() {
        try {
            await(middle(true));
        } catch (IOException error) {
            seen.addAll(lines(error));
        }
        return done();
    }

    @Async
    private Coroutine<Void> callsCatches() {
        await(catches());
        return done();
    }

    @Test
    void whoCatchesItSeesThoseFurtherOutToo() {
        VirtualLoop.run(this::callsCatches);
        assertThat(seen)
                .containsExactly(
                        "AsyncTraceTest.plain",
                        "AsyncTraceTest.fails",
                        "AsyncTraceTest.middle",
                        "AsyncTraceTest.catches",
                        "AsyncTraceTest.callsCatches");
    }

    @Async
    private Coroutine<Void> awaits(Awaitable<?> awaitable) {
        await(awaitable);
        return done();
    }

    @Async
    private Coroutine<Void> starts() throws IOException {
        Task<Void> task = start(outer(true), "child");
        await(awaits(task));
        return done();
    }

    @Test
    void theFailureOfATaskShowsWhoAwaitedIt() {
        Throwable error = catchThrowable(() -> Ikat.run(starts()));
        assertThat(lines(error).subList(0, 8))
                .containsExactly(
                        "AsyncTraceTest.plain",
                        "AsyncTraceTest.fails",
                        "AsyncTraceTest.middle",
                        "AsyncTraceTest.outer",
                        "Ikat.await task child",
                        "AsyncTraceTest.awaits",
                        "AsyncTraceTest.starts",
                        "Ikat.run");
    }

    @Async
    private Coroutine<Void> awaitsLate() throws IOException {
        Task<Void> task = start(outer(true), "child");
        while (!task.isDone()) {
            await(yieldNow());
        }
        await(awaits(task));
        return done();
    }

    @Test
    void alsoWhenTheTaskHadFailedBefore() {
        Throwable error = catchThrowable(() -> Ikat.run(awaitsLate()));
        assertThat(lines(error).subList(3, 8))
                .containsExactly(
                        "AsyncTraceTest.outer",
                        "Ikat.await task child",
                        "AsyncTraceTest.awaits",
                        "AsyncTraceTest.awaitsLate",
                        "Ikat.run");
    }

    @Test
    void itIsToldOnceHoweverManyAwaitIt() {
        VirtualLoop.run(() -> {
            Task<Void> task = start(outer(true), "child");
            Task<Void> first = start(awaits(task));
            Task<Void> second = start(awaits(task));
            await(gatherQuietly(first, second));
            assertThat(first.exception()).isSameAs(second.exception());
            assertThat(lines(first.exception()))
                    .filteredOn("Ikat.await task child"::equals)
                    .hasSize(1);
            assertThat(lines(first.exception()))
                    .filteredOn("AsyncTraceTest.awaits"::equals)
                    .hasSize(1);
            return done();
        });
    }

    @Async
    private Coroutine<Void> gatherQuietly(Task<?>... tasks) {
        for (Task<?> task : tasks) {
            try {
                await(task);
            } catch (Exception error) {
                seen.add("failed");
            }
        }
        return done();
    }

    @Test
    void aGatherSaysSo() {
        Throwable error = catchThrowable(() -> Ikat.run(awaits2()));
        assertThat(lines(error))
                .containsSubsequence("AsyncTraceTest.outer", "Ikat.await gather", "AsyncTraceTest.awaits2");
    }

    @Async
    private Coroutine<Void> awaits2() throws IOException {
        await(gather(outer(true), outer(true)));
        return done();
    }

    @Test
    void anErrorOfAnotherThreadShowsWhereItWasAwaited() {
        CompletableFuture<Void> future = CompletableFuture.failedFuture(new IOException("elsewhere"));
        Throwable error = catchThrowable(() -> Ikat.run(awaitsFuture(future)));
        assertThat(lines(error))
                .containsSubsequence("Ikat.await CompletableFuture", "AsyncTraceTest.awaitsFuture", "Ikat.run");
    }

    @Async
    private Coroutine<Void> awaitsFuture(CompletableFuture<Void> future) {
        await(yieldNow());
        await(future);
        return done();
    }

    @Async
    private Coroutine<Void> isCancelled() {
        try {
            await(sleep(ofSeconds(1)));
        } catch (CancelledError error) {
            seen.addAll(lines(error));
            throw error;
        }
        return done();
    }

    @Async
    private Coroutine<Void> awaitsCancelled() {
        await(isCancelled());
        return done();
    }

    @Test
    void aCancellationShowsWhereTheTaskWaited() {
        VirtualLoop.run(() -> {
            Task<Void> task = start(awaitsCancelled());
            await(yieldNow());
            task.cancel();
            await(waits(task));
            return done();
        });
        assertThat(seen).containsExactly("AsyncTraceTest.isCancelled", "AsyncTraceTest.awaitsCancelled");
    }

    @Async
    private Coroutine<Void> awaitsOneThatIs(boolean cancelledBefore) {
        Task<Void> task = start(awaits(promise()), "child");
        await(yieldNow());
        if (cancelledBefore) {
            task.cancel();
            await(waits(task));
        } else {
            loop().callSoon(task::cancel);
        }
        try {
            await(awaits(task));
        } catch (CancelledError error) {
            StringWriter printed = new StringWriter();
            error.printStackTrace(new PrintWriter(printed));
            assertThat(printed.toString()).contains("at dev.ikat.Ikat.await(task child)");
            assertThat(error.source()).isSameAs(task);
            seen.addAll(lines(error));
        }
        return done();
    }

    @Async
    private Coroutine<Void> awaitsSuch(boolean cancelledBefore) {
        await(awaitsOneThatIs(cancelledBefore));
        return done();
    }

    @Test
    void whoAwaitsWhatIsCancelledSeesWhereItAwaitsIt() {
        for (boolean before : new boolean[] {false, true}) {
            seen.clear();
            VirtualLoop.run(() -> awaitsSuch(before));
            assertThat(seen)
                    .as("cancelled before: %s", before)
                    .containsExactly(
                            "Ikat.await task child",
                            "AsyncTraceTest.awaits",
                            "AsyncTraceTest.awaitsOneThatIs",
                            "AsyncTraceTest.awaitsSuch");
        }
    }

    @Test
    void theTraceOfACancelledErrorCanBeSetAndFilledInAgain() {
        VirtualLoop.run(() -> {
            Promise<Void> promise = promise();
            promise.cancel();
            for (boolean set : new boolean[] {false, true}) {
                try {
                    await(promise);
                } catch (CancelledError error) {
                    if (set) {
                        error.setStackTrace(new StackTraceElement[0]);
                        assertThat(error.getStackTrace()).isEmpty();
                    } else {
                        error.fillInStackTrace();
                        assertThat(lines(error).get(0)).startsWith("AsyncTraceTest.");
                    }
                }
            }
            return done();
        });
    }

    @Test
    void aCancelledErrorOfOnesOwnHasTheTraceOfAnyException() {
        VirtualLoop.run(() -> {
            await(yieldNow());
            CancelledError error = new CancelledError("mine");
            assertThat(lines(error).get(0)).startsWith("AsyncTraceTest.");
            Promise<Void> promise = promise();
            promise.cancel();
            assertThat(lines(catchThrowable(promise::result))).contains("Promise.result");
            return done();
        });
    }

    @Async
    private Coroutine<Void> waits(Task<?> task) {
        while (!task.isDone()) {
            await(yieldNow());
        }
        return done();
    }

    @Async
    private Coroutine<Void> recurses(int depth) throws IOException {
        if (depth == 0) {
            await(yieldNow());
            plain();
        } else {
            await(recurses(depth - 1));
        }
        return done();
    }

    @Test
    void aVeryDeepTraceIsCut() {
        Throwable error = catchThrowable(() -> Ikat.run(recurses(5000)));
        assertThat(error).hasMessage("lost");
        assertThat(lines(error)).hasSizeBetween(1024, 1100);
    }

    @Test
    void anExceptionWithoutATraceKeepsNone() {
        VirtualLoop.run(() -> {
            Promise<Void> promise = promise();
            Task<Void> task = start(awaits(promise));
            await(yieldNow());
            promise.fail(new Bare());
            await(waits(task));
            assertThat(task.exception()).isInstanceOf(Bare.class);
            assertThat(task.exception().getStackTrace()).isEmpty();
            return done();
        });
    }

    private static final class Bare extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Bare() {
            super("bare", null, false, false);
        }
    }
}
