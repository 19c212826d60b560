package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.errorOf;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ikat.loop.ErrorContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Asynchronous generators that delegate, that are left open, and whose closing fails or is cancelled. */
class AsyncGeneratorClosingTest {
    private final List<Object> log = new ArrayList<>();

    @Async
    private AsyncGenerator<Object> ticks(String name) {
        try {
            for (int i = 0; ; i++) {
                await(sleep(ofMillis(10)));
                emit(i);
            }
        } finally {
            await(sleep(ofMillis(10)));
            log.add(name);
        }
    }

    @Async
    private AsyncGenerator<Object> failsWhenClosed() {
        try {
            emit("first");
            emit("second");
        } finally {
            await(Tried.failing(new IOException("closing"), 2));
        }
        return end();
    }

    @Async
    private Coroutine<String> leaves(AsyncGenerator<Object> source, boolean throwing) {
        for (Object each : each(source)) {
            if (throwing) {
                throw new UnsupportedOperationException("body");
            }
            break;
        }
        return done("over");
    }

    @Test
    void aFailingClosingIsThrownWhereNothingElseIs() {
        VirtualLoop.run(() -> {
            Throwable error = await(errorOf(leaves(failsWhenClosed(), false)));
            assertThat(error).isInstanceOf(IOException.class).hasNoSuppressedExceptions();
            return done();
        });
    }

    @Test
    void andSuppressedInTheExceptionOfTheBody() {
        VirtualLoop.run(() -> {
            Throwable error = await(errorOf(leaves(failsWhenClosed(), true)));
            assertThat(error).hasMessage("body");
            assertThat(error.getSuppressed()).singleElement().isInstanceOf(IOException.class);
            return done();
        });
    }

    @Async
    private Coroutine<Void> breaksIn(AsyncGenerator<Object> source) {
        try {
            for (Object each : each(source)) {
                log.add(each);
                break;
            }
            log.add("not reached");
        } finally {
            log.add("outer finally");
        }
        return done();
    }

    @Test
    void aCancellationWhileTheLoopIsLeftReachesTheFinallyBlockOfTheGenerator() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Object> generator = ticks("not reached");
            Task<Void> task = start(breaksIn(generator));
            await(sleep(ofMillis(15)));
            task.cancel();
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            assertThat(VirtualLoop.millis()).isEqualTo(15);
            assertThat(log).containsExactly(0, "outer finally");
            assertThat(await(generator.hasNext())).isFalse();
            return done();
        });
    }

    @Async
    private AsyncGenerator<Object> delegating(Object source) {
        try {
            Object end = source instanceof AsyncIterable<?> other ? emitAll(other) : emitAll((Iterable<?>) source);
            log.add(end);
        } catch (Exception error) {
            log.add(error);
            emit("outer caught");
        } finally {
            await(yieldNow());
            log.add("outer finally");
        }
        return end("outer");
    }

    @Async
    private static Coroutine<List<Object>> rest(AsyncIterable<Object> source) {
        List<Object> rest = new ArrayList<>();
        for (Object each : each(source)) {
            rest.add(each);
        }
        return done(rest);
    }

    @Async
    private AsyncGenerator<Object> echo() {
        try {
            Object sent = emit("first");
            while (!"end".equals(sent)) {
                await(yieldNow());
                sent = emit("echo " + sent);
            }
            return end("over");
        } finally {
            await(yieldNow());
            log.add("inner finally");
        }
    }

    @Async
    private static Generator<Object> plain() {
        Object sent = emit("plain");
        emit(sent);
        return end("plainly over");
    }

    @Test
    void emitAllOfAnyKindOfSource() {
        VirtualLoop.run(() -> {
            AsyncIterable<Object> iterable = () -> new AsyncIterator<>() {
                private int left = 2;

                @Override
                public Coroutine<Boolean> hasNext() {
                    return Tried.after(1, left > 0);
                }

                @Override
                public Object next() {
                    return left--;
                }
            };
            assertThat(await(rest(delegating(List.of(1, 2))))).containsExactly(1, 2);
            assertThat(await(rest(delegating(plain())))).containsExactly("plain", null);
            assertThat(await(rest(delegating(iterable)))).containsExactly(2, 1);
            assertThat(await(rest(delegating(delegating(List.of(3)))))).containsExactly(3);
            assertThat(log)
                    .containsExactly(
                            null,
                            "outer finally",
                            "plainly over",
                            "outer finally",
                            null,
                            "outer finally",
                            null,
                            "outer finally",
                            "outer",
                            "outer finally");
            return done();
        });
    }

    @Test
    void whatIsSentRaisedAndClosedReachesTheInner() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Object> sent = delegating(echo());
            await(sent.hasNext());
            sent.next();
            assertThat(await(sent.send("a"))).isTrue();
            assertThat(sent.next()).isEqualTo("echo a");
            assertThat(await(sent.send("end"))).isFalse();
            assertThat(log).containsExactly("inner finally", "over", "outer finally");
            log.clear();
            AsyncGenerator<Object> raised = delegating(echo());
            await(raised.hasNext());
            raised.next();
            IOException error = new IOException();
            assertThat(await(raised.raise(error))).isTrue();
            assertThat(raised.next()).isEqualTo("outer caught");
            assertThat(log).containsExactly("inner finally", error);
            await(raised.closeAsync());
            log.clear();
            AsyncGenerator<Object> closed = delegating(delegating(echo()));
            await(closed.hasNext());
            await(closed.closeAsync());
            assertThat(log).containsExactly("inner finally", "outer finally", "outer finally");
            return done();
        });
    }

    @Test
    void aSourceThatIsNoGeneratorIsClosedToo() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Object> inner = ticks("closed");
            AsyncIterable<Object> hidden = inner::iterator;
            AsyncGenerator<Object> outer = delegating(hidden);
            await(outer.hasNext());
            await(outer.closeAsync());
            assertThat(log).containsExactly("closed", "outer finally");
            return done();
        });
    }

    /** It waits for ever, or fails at once. */
    private final class Broken implements AsyncIterator<Object>, AsyncCloseable {
        private final RuntimeException error;

        Broken(RuntimeException error) {
            this.error = error;
        }

        @Override
        public Coroutine<Boolean> hasNext() {
            return error == null
                    ? Ikat.<Boolean>promise().coroutine()
                    : Coroutine.defer(() -> {
                        throw error;
                    });
        }

        @Override
        public Object next() {
            throw new AssertionError();
        }

        @Override
        @Async
        public Coroutine<Void> closeAsync() {
            await(yieldNow());
            log.add("closed");
            return done();
        }
    }

    @Test
    void soIsOneThatFailsOrIsCancelled() {
        VirtualLoop.run(() -> {
            RuntimeException error = new IllegalArgumentException("no elements");
            AsyncIterable<Object> fails = () -> new Broken(error);
            assertThat(await(delegating(fails).hasNext())).isTrue();
            assertThat(log).containsExactly("closed", error);
            log.clear();
            AsyncIterable<Object> waits = () -> new Broken(null);
            Task<Boolean> cancelled = start(delegating(waits).hasNext());
            await(yieldNow());
            cancelled.cancel();
            await(gatherSettled(cancelled));
            assertThat(cancelled.isCancelled()).isTrue();
            assertThat(log).containsExactly("closed", "outer finally");
            return done();
        });
    }

    @Test
    void oneThatAnotherEmitsCannotBeAskedMeanwhile() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Object> inner = echo();
            AsyncGenerator<Object> outer = delegating(inner);
            await(outer.hasNext());
            assertThat(await(errorOf(inner.hasNext())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is run by asynchronous generator")
                    .hasMessageContaining("emits all of it");
            await(outer.closeAsync());
            assertThat(await(inner.hasNext())).isFalse();
            return done();
        });
    }

    @Async
    private AsyncGenerator<Object> emitsWhenClosed() {
        try {
            emit("first");
        } finally {
            await(yieldNow());
            emitAll(List.of("not allowed"));
        }
        return end();
    }

    @Test
    void anInnerOneThatEmitsWhenItIsClosedFailsInTheOuter() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Object> outer = emitting(emitsWhenClosed());
            await(outer.hasNext());
            await(outer.closeAsync());
            assertThat(log)
                    .singleElement()
                    .asString()
                    .contains("emitsWhenClosed")
                    .contains("while it was being closed");
            return done();
        });
    }

    @Async
    private AsyncGenerator<Object> emitting(AsyncGenerator<Object> source) {
        try {
            emitAll(source);
        } catch (IllegalStateException error) {
            log.add(error.getMessage());
        }
        return end();
    }

    @Async
    private Coroutine<Void> begins(AsyncGenerator<Object> generator) {
        assertThat(await(generator.hasNext())).isTrue();
        return done();
    }

    @Test
    void thoseLeftOpenAreClosedAtTheEndNewestFirst() {
        VirtualLoop.run(() -> {
            await(begins(ticks("first")));
            await(begins(delegating(ticks("second"))));
            AsyncGenerator<Object> closed = ticks("third");
            await(begins(closed));
            await(closed.closeAsync());
            ticks("never begun");
            return done();
        });
        assertThat(log).containsExactly("third", "second", "outer finally", "first");
    }

    @Test
    void theirFailuresAreReported() {
        VirtualLoop loop = new VirtualLoop();
        try (Runner runner = loop.runner()) {
            runner.run(begins(failsWhenClosed()));
            runner.run(begins(ticks("closed all the same")));
        }
        assertThat(loop.errors)
                .extracting(ErrorContext::message)
                .containsExactly("a task failed while the loop was being closed");
        assertThat(loop.errors.get(0).error()).hasMessage("closing");
        assertThat(log).containsExactly("closed all the same");
    }

    @Test
    void inDebugModeTheyAreNamed() {
        VirtualLoop loop = new VirtualLoop();
        try (Runner runner =
                Runner.builder().debug(true).loopFactory(() -> loop).build()) {
            runner.run(begins(ticks("closed")));
        }
        assertThat(loop.errors)
                .extracting(ErrorContext::message)
                .singleElement()
                .asString()
                .contains("asynchronous generator")
                .contains("AsyncGeneratorClosingTest.ticks")
                .contains("was left open when its runner closed");
        assertThat(log).containsExactly("closed");
    }

    @Async
    private static AsyncGenerator<Object> fails(boolean later) throws IOException {
        if (later) {
            await(yieldNow());
        }
        emit(1);
        if (later) {
            await(yieldNow());
        }
        throw new IOException();
    }

    @Async
    private static AsyncGenerator<Object> middle(boolean later) throws IOException {
        emitAll(fails(later));
        return end();
    }

    @Async
    private static Coroutine<Void> consumes(boolean later) throws IOException {
        for (Object each : each(middle(later))) {
            assertThat(each).isEqualTo(1);
        }
        return done();
    }

    @Test
    void aTraceShowsWhoDelegatesAndWhoIterates() {
        for (boolean later : new boolean[] {false, true}) {
            Throwable error = catchThrowable(() -> Ikat.run(consumes(later)));
            assertThat(Stream.of(error.getStackTrace())
                            .map(StackTraceElement::getMethodName)
                            .limit(4))
                    .containsExactly("fails", "middle", "consumes", "run");
            assertThat(Stream.of(error.getStackTrace()).limit(3)).allMatch(line -> line.getLineNumber() > 0);
        }
    }
}
