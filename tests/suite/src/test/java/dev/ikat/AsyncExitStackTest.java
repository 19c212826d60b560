package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsyncExitStackTest {
    private final List<String> trace = new ArrayList<>();

    private final class Slow implements AsyncCloseable {
        private final String name;

        Slow(String name) {
            this.name = name;
        }

        @Async
        @Override
        public Coroutine<Void> closeAsync() {
            trace.add("closing " + name);
            await(sleep(ofMillis(5)));
            trace.add("closed " + name);
            return done();
        }
    }

    @Test
    void theLastThatCameIsClosedFirstAndEachIsAwaited() {
        VirtualLoop.run(() -> {
            try (AsyncExitStack stack = new AsyncExitStack()) {
                Slow a = new Slow("a");
                assertThat(stack.enter(a)).isSameAs(a);
                stack.enter((AutoCloseable) () -> trace.add("closed b"));
                stack.onClose(() -> {
                    await(sleep(ofMillis(1)));
                    trace.add("action c");
                    return done();
                });
                stack.onClose(() -> {
                    trace.add("action d");
                });
                assertThat(stack.<AutoCloseable>enter(null)).isNull();
                assertThat(stack).hasToString("stack of 4 resources");
                await(yieldNow()); // a lambda that awaits nothing is not woven
                trace.add("body");
            }
            trace.add("after");
            return done();
        });
        assertThat(trace).containsExactly("body", "action d", "action c", "closed b", "closing a", "closed a", "after");
    }

    @Test
    void nothingIsClosedBeforeTheCoroutineIsAwaitedAndTwiceIsHarmless() {
        VirtualLoop.run(() -> {
            AsyncExitStack stack = new AsyncExitStack();
            stack.enter(new Slow("a"));
            Coroutine<Void> closing = stack.closeAsync();
            assertThat(trace).isEmpty();
            await(closing);
            await(stack.closeAsync());
            assertThat(trace).containsExactly("closing a", "closed a");
            return done();
        });
    }

    @Test
    void aCancellationWhileItClosesSkipsNothing() {
        VirtualLoop.run(() -> {
            AsyncExitStack stack = new AsyncExitStack();
            stack.enter(new Slow("a"));
            stack.enter(new Slow("b"));
            stack.enter(new Slow("c"));
            Task<Void> task = start(stack.closeAsync());
            await(sleep(ofMillis(7)));
            task.cancel();
            await(gatherSettled(task));
            assertThat(task.isCancelled()).isTrue();
            assertThat(trace).containsExactly("closing c", "closed c", "closing b", "closing a", "closed a");
            return done();
        });
    }

    @Test
    void whatIsMovedOutlivesTheBlock() {
        VirtualLoop.run(() -> {
            AsyncExitStack kept;
            try (AsyncExitStack stack = new AsyncExitStack()) {
                stack.enter(new Slow("a"));
                kept = stack.moveAll();
                stack.enter(new Slow("b"));
            }
            assertThat(trace).containsExactly("closing b", "closed b");
            await(kept.closeAsync());
            assertThat(trace).endsWith("closing a", "closed a");
            return done();
        });
    }

    @Test
    void whatIsEnteredWhileItClosesIsClosedNextAndNothingAfterThat() {
        VirtualLoop.run(() -> {
            AsyncExitStack stack = new AsyncExitStack();
            stack.enter(new Slow("a"));
            stack.onClose(() -> {
                stack.enter(new Slow("late"));
            });
            await(stack.closeAsync());
            assertThat(trace).containsExactly("closing late", "closed late", "closing a", "closed a");
            assertThatThrownBy(() -> stack.enter(new Slow("too late")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("make a new one");
            assertThatThrownBy(() -> stack.onClose((ThrowingRunnable) null)).isInstanceOf(NullPointerException.class);
            return done();
        });
    }

    @Test
    void manyResourcesNeedNoStack() {
        VirtualLoop.run(() -> {
            AsyncExitStack stack = new AsyncExitStack();
            int[] closed = new int[1];
            for (int i = 0; i < 100_000; i++) {
                stack.onClose(() -> {
                    closed[0]++;
                });
            }
            await(stack.closeAsync());
            assertThat(closed[0]).isEqualTo(100_000);
            return done();
        });
    }
}
