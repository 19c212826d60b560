package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Coroutines written by hand. */
class StateMachineTest {
    final List<Object> log = new ArrayList<>();

    /** Awaits one after the other; the last error, if any, is its result. */
    private final class Each extends StateMachine<String> {
        private final List<Awaitable<?>> what;
        private int next;

        Each(Awaitable<?>... what) {
            this.what = List.of(what);
        }

        @Override
        protected String step(@Nullable Object value, @Nullable Throwable error) {
            log.add(next + " " + (error == null ? "well" : error.getMessage()));
            assertThat(awaited()).isSameAs(next == 0 ? null : what.get(next - 1));
            return next < what.size() ? await(what.get(next++)) : "end";
        }
    }

    @Test
    void eachStepRunsWhenWhatTheLastHasAwaitedIsThere() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            Task<String> task = start(new Each(yieldNow(), done(1), promise, after(2, "x")));
            await(turns(4));
            assertThat(log).containsExactly("0 well", "1 well", "2 well");
            promise.complete("there");
            assertThat(await(task)).isEqualTo("end");
            return done();
        });
        assertThat(log).endsWith("3 well", "4 well");
    }

    @Test
    void whatNeedNotWaitRunsAtOnce() {
        VirtualLoop.run(() -> {
            loop().callSoon(() -> log.add("callback"));
            assertThat(await(new Each(done(1), Coroutine.of("x")))).isEqualTo("end");
            return done();
        });
        assertThat(log).containsExactly("0 well", "1 well", "2 well", "callback");
    }

    @Test
    void aStepGetsWhatTheAwaitedThrowsAtOnceOrLater() {
        VirtualLoop.run(() -> {
            await(new Each(failing(new Exception("at once"), 0), failing(new Exception("later"), 2), done(1)));
            return done();
        });
        assertThat(log).containsExactly("0 well", "1 at once", "2 later", "3 well");
    }

    @Test
    void aStepGetsTheCancellationAndMayGoOn() {
        VirtualLoop.run(() -> {
            Task<String> task = start(new Each(promise(), yieldNow()));
            await(yieldNow());
            task.cancel("stop");
            assertThat(await(task)).isEqualTo("end");
            return done();
        });
        assertThat(log).containsExactly("0 well", "1 stop", "2 well");
    }

    @Test
    void itRunsOnceAndNotWhenItWasClosed() {
        VirtualLoop.run(() -> {
            Each each = new Each();
            assertThat(await(each)).isEqualTo("end");
            assertThat(await(errorOf(each)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("runs once");
            Each closed = new Each();
            closed.close();
            assertThat(await(errorOf(closed))).isInstanceOf(IllegalStateException.class);
            return done();
        });
        assertThat(log).containsExactly("0 well");
    }

    /** Deeper than the thread's stack; each waits once at the bottom. */
    @Test
    void theyNestAsDeeplyAsTheHeapAllows() {
        VirtualLoop.run(() -> {
            Awaitable<?> inner = yieldNow();
            for (int i = 0; i < 20_000; i++) {
                inner = new Each(inner);
            }
            assertThat(await(inner)).isEqualTo("end");
            return done();
        });
        assertThat(log).hasSize(40_000);
    }
}
