package dev.ikat;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What a generator holds in try-with-resources statements, and cannot close as it is closed itself. */
class GeneratorResourcesTest {
    private final IllegalStateException inner = new IllegalStateException("inner");
    private final IllegalStateException outer = new IllegalStateException("outer");

    private static AutoCloseable failing(RuntimeException error) {
        return () -> {
            if (error != null) {
                throw error;
            }
        };
    }

    @Async
    private static Generator<Integer> generator(RuntimeException inner, RuntimeException outer) throws Exception {
        try (AutoCloseable a = failing(outer);
                AutoCloseable b = failing(inner)) {
            emit(1);
        }
        return end();
    }

    private record Failing(RuntimeException error) implements AsyncCloseable {
        @Override
        @Async
        public Coroutine<Void> closeAsync() {
            await(yieldNow());
            if (error != null) {
                throw error;
            }
            return done();
        }
    }

    @Async
    private static AsyncGenerator<Integer> asynchronous(RuntimeException inner, RuntimeException outer) {
        try (Failing a = new Failing(outer);
                Failing b = new Failing(inner)) {
            emit(1);
        }
        return end();
    }

    @Test
    void closingAGeneratorThrowsIt() throws Exception {
        Generator<Integer> failing = generator(inner, outer);
        failing.next();
        assertThatThrownBy(failing::close).isSameAs(inner).hasSuppressedException(outer);
        failing.close();
        assertThat(failing.hasNext()).isFalse();
        Generator<Integer> well = generator(null, null);
        well.next();
        well.close();
    }

    @Async
    private static Coroutine<Void> leave(AsyncIterable<Integer> source) {
        for (Integer each : each(source)) {
            assertThat(each).isEqualTo(1);
            break;
        }
        return done();
    }

    @Test
    void leavingALoopOverAnAsynchronousOneThrowsIt() {
        VirtualLoop.run(() -> {
            Task<Void> failing = start(leave(asynchronous(inner, outer)));
            Task<Void> well = start(leave(asynchronous(null, null)));
            await(gatherSettled(failing, well));
            assertThat(failing.exception()).isSameAs(inner).hasSuppressedException(outer);
            assertThat(well.exception()).isNull();
            return done();
        });
    }
}
