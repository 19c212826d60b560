package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.errorOf;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An asynchronous generator belongs to the loop on which it has begun. */
class AsyncGeneratorLoopsTest {
    private final List<Object> log = new ArrayList<>();

    @Async
    private AsyncGenerator<Integer> ticks() {
        try {
            for (int i = 0; ; i++) {
                await(sleep(ofMillis(10)));
                emit(i);
            }
        } finally {
            await(sleep(ofMillis(10)));
            log.add("finally");
        }
    }

    @Async
    private AsyncGenerator<Object> all(AsyncGenerator<Integer> source) {
        try {
            emitAll(source);
        } catch (IllegalStateException error) {
            log.add(error.getMessage());
        }
        return end();
    }

    @Async
    private static Coroutine<Integer> next(AsyncGenerator<Integer> generator) {
        assertThat(await(generator.hasNext())).isTrue();
        return done(generator.next());
    }

    @Async
    private static Coroutine<Void> asks(AsyncGenerator<Integer> generator) {
        start(generator.hasNext());
        await(yieldNow());
        return done();
    }

    @Async
    private static Coroutine<String> refusal(Awaitable<?> asked) {
        Throwable error = await(errorOf(asked));
        assertThat(error).isExactlyInstanceOf(IllegalStateException.class);
        return done(error.getMessage());
    }

    private static void assertRefused(String message) {
        assertThat(message)
                .contains("asynchronous generator dev.ikat.AsyncGeneratorLoopsTest.ticks")
                .contains("has begun on another loop")
                .contains("call the method again")
                .contains("toPublisher()");
    }

    @Test
    void oneThatHasBegunElsewhereIsNotRunAndGoesOnThere() {
        AsyncGenerator<Integer> generator = ticks();
        try (Runner here = new VirtualLoop().runner();
                Runner there = new VirtualLoop().runner()) {
            assertThat(here.run(next(generator))).isZero();
            assertRefused(there.run(refusal(generator.hasNext())));
            assertRefused(there.run(refusal(generator.send(1))));
            assertRefused(there.run(refusal(generator.raise(new IllegalArgumentException()))));
            assertRefused(there.run(refusal(generator.closeAsync())));
            assertThat(here.run(next(generator))).isEqualTo(1);
            assertThat(log).isEmpty();
        }
        assertThat(log).containsExactly("finally");
    }

    @Test
    void norIsItPartOfOneThatIsRunElsewhere() {
        AsyncGenerator<Integer> generator = ticks();
        try (Runner here = new VirtualLoop().runner();
                Runner there = new VirtualLoop().runner()) {
            here.run(next(generator));
            assertThat(there.run(all(generator).hasNext())).isFalse();
            assertThat(log).singleElement().asString().satisfies(AsyncGeneratorLoopsTest::assertRefused);
            assertThat(here.run(next(generator))).isEqualTo(1);
        }
    }

    @Test
    void whileItRunsThereTheLoopIsToldFirst() {
        AsyncGenerator<Integer> generator = ticks();
        try (Runner here = new VirtualLoop().runner();
                Runner there = new VirtualLoop().runner()) {
            here.run(asks(generator));
            assertRefused(there.run(refusal(generator.send(null))));
        }
    }

    @Test
    void oneThatHasNotBegunOrHasEndedIsOfNoLoop() {
        AsyncGenerator<Integer> generator = ticks();
        try (Runner here = new VirtualLoop().runner();
                Runner there = new VirtualLoop().runner()) {
            generator.hasNext();
            assertThat(there.run(next(generator))).isZero();
            there.run(generator.closeAsync());
            assertThat(here.run(generator.hasNext())).isFalse();
        }
    }
}
