package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The paragraph "gather" of what asyncio does. */
class GatherTest {
    final List<Object> log = new ArrayList<>();

    @Async
    Coroutine<String> lasting(String word, int millis) {
        try {
            await(sleep(ofMillis(millis)));
            log.add(word);
            return done(word);
        } catch (CancelledError cancelled) {
            log.add(word + " cancelled");
            throw cancelled;
        }
    }

    @Async
    static Coroutine<String> failingAt(int millis, Throwable error) {
        await(sleep(ofMillis(millis)));
        throw Sneaky.raise(error);
    }

    @Test
    void resultsAreInTheOrderGivenNotInThatOfTheirEnds() {
        VirtualLoop.run(() -> {
            assertThat((List<String>) await(gather(lasting("a", 30), lasting("b", 10), lasting("c", 20))))
                    .containsExactly("a", "b", "c");
            assertThat(VirtualLoop.millis())
                    .as("at once, not one after another")
                    .isEqualTo(30);
            return done();
        });
        assertThat(log).containsExactly("b", "c", "a");
    }

    @Test
    void coroutinesAreStartedWhetherOrNotTheGatherIsAwaited() {
        VirtualLoop.run(() -> {
            gather(lasting("a", 0), lasting("b", 0));
            await(turns(3));
            return done();
        });
        assertThat(log).containsExactly("a", "b");
    }

    @Test
    void coroutinesTasksAndPromisesMix() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            loop().callLater(ofMillis(1), () -> promise.complete("promise"));
            List<String> all = await(gather(lasting("coroutine", 2), start(lasting("task", 0)), promise));
            assertThat(all).containsExactly("coroutine", "task", "promise");
            return done();
        });
    }

    @Test
    void nullIsAResultAmongOthers() {
        VirtualLoop.run(() -> {
            assertThat((List<String>) await(gather(after(1, (String) null), after(0, "x"))))
                    .containsExactly(null, "x");
            return done();
        });
    }

    @Test
    void ofNothingItIsDoneAtOnce() {
        VirtualLoop.run(() -> {
            Promise<List<Object>> gather = gather(List.of());
            assertThat(gather.isDone()).isTrue();
            assertThat((List<Object>) await(gather)).isEmpty();
            return done();
        });
    }

    @Test
    void ofDonePromisesOnlyItIsDoneAtOnce() {
        VirtualLoop.run(() -> {
            Promise<String> a = promise();
            Promise<String> b = promise();
            a.complete("a");
            b.complete("b");
            Promise<List<String>> gather = gather(a, b);
            assertThat(gather.isDone()).isTrue();
            assertThat(gather.result()).containsExactly("a", "b");
            return done();
        });
    }

    @Test
    void ofFailedPromisesTheFirstGivenIsTheFailure() {
        VirtualLoop.run(() -> {
            for (int round = 0; round < 20; round++) {
                List<Promise<String>> failed = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    Promise<String> each = promise();
                    each.fail(new IOException(String.valueOf(i)));
                    failed.add(each);
                }
                assertThat(await(errorOf(gather(failed)))).hasMessage("0");
            }
            return done();
        });
    }

    @Test
    void theSameAwaitableTwiceRunsOnceAndIsThereTwice() {
        VirtualLoop.run(() -> {
            Coroutine<String> once = lasting("a", 1);
            assertThat((List<String>) await(gather(once, lasting("b", 1), once)))
                    .containsExactly("a", "b", "a");
            return done();
        });
        assertThat(log).containsExactly("a", "b");
    }

    @Test
    void theFirstFailureSurfacesAtOnceWhileTheSiblingsGoOn() {
        IOException error = new IOException("first");
        VirtualLoop.run(() -> {
            Task<String> slow = start(lasting("slow", 50));
            Throwable thrown = await(errorOf(
                    gather(slow, failingAt(10, error), failingAt(20, new IOException("second")), lasting("late", 30))));
            assertThat(thrown).isSameAs(error);
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            assertThat(log).isEmpty();
            await(slow);
            return done();
        });
        assertThat(log).containsExactly("late", "slow");
    }

    @Test
    void aCancelledChildIsAFailureAndTheOthersGoOn() {
        VirtualLoop.run(() -> {
            Task<String> child = start(lasting("child", 50));
            Promise<List<String>> gather = gather(child, lasting("other", 20));
            loop().callLater(ofMillis(10), () -> child.cancel("the child"));
            Throwable error = await(errorOf(gather));
            assertThat(error).isInstanceOfSatisfying(CancelledError.class, cancelled -> {
                assertThat(cancelled).hasMessage("the child");
                assertThat((Object) cancelled.source()).isSameAs(child);
            });
            assertThat(gather.isCancelled()).as("a failure, not a cancellation").isFalse();
            assertThat(gather.exception()).isInstanceOf(CancelledError.class);
            await(sleep(ofMillis(20)));
            return done();
        });
        assertThat(log).containsExactly("child cancelled", "other");
    }

    @Test
    void cancellingItCancelsEveryChild() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            Promise<List<String>> gather = gather(lasting("a", 10), lasting("b", 20), promise);
            await(yieldNow());
            assertThat(gather.cancel("all")).isTrue();
            assertThat(promise.isCancelled()).isTrue();
            assertThat(await(errorOf(gather)))
                    .isInstanceOf(CancelledError.class)
                    .hasMessage("all");
            assertThat(gather.cancel()).as("done").isFalse();
            return done();
        });
        assertThat(log).containsExactly("a cancelled", "b cancelled");
    }

    @Async
    Coroutine<String> stubborn(int millis) {
        try {
            await(sleep(ofDays(1)));
        } catch (CancelledError cancelled) {
            await(sleep(ofMillis(millis)));
        }
        return done("stubborn");
    }

    @Test
    void cancelledItFailsEvenIfEveryChildSwallowsIt() {
        VirtualLoop.run(() -> {
            Promise<List<String>> gather = gather(stubborn(5), stubborn(10));
            await(yieldNow());
            gather.cancel();
            assertThat(await(errorOf(gather))).isInstanceOf(CancelledError.class);
            assertThat(VirtualLoop.millis()).as("after all children").isEqualTo(10);
            return done();
        });
    }

    @Test
    void aFailureOfAChildWhileItIsCancelledIsTheFailure() {
        IOException error = new IOException("cleaning up");
        VirtualLoop.run(() -> {
            Promise<List<String>> gather = gather(failingWhenCancelled(error), stubborn(5));
            await(yieldNow());
            gather.cancel();
            assertThat(await(errorOf(gather))).isSameAs(error);
            await(sleep(ofMillis(5)));
            return done();
        });
    }

    @Async
    static Coroutine<String> failingWhenCancelled(IOException error) {
        try {
            await(promise());
        } catch (CancelledError cancelled) {
            Sneaky.raise(error);
        }
        return done("never");
    }

    @Test
    void cancellingItWhenItHasFailedLeavesTheSiblingsAlone() {
        VirtualLoop.run(() -> {
            Task<String> sibling = start(lasting("sibling", 20));
            Promise<List<String>> gather = gather(failingAt(10, new IOException()), sibling);
            await(errorOf(gather));
            assertThat(gather.cancel()).isFalse();
            assertThat((String) await(sibling)).isEqualTo("sibling");
            return done();
        });
    }

    @Test
    void cancellingTheTaskThatAwaitsItCancelsEveryChild() {
        VirtualLoop.run(() -> {
            Task<Throwable> task = start(errorOf(gather(lasting("a", 10), lasting("b", 20))));
            await(turns(2));
            task.cancel("outer");
            assertThat((Throwable) await(task)).isInstanceOfSatisfying(CancelledError.class, error -> {
                assertThat(error).hasMessage("outer");
                assertThat((Object) error.source()).isSameAs(task);
            });
            return done();
        });
        assertThat(log).containsExactly("a cancelled", "b cancelled");
    }

    @Test
    void nestedTheyGiveNestedListsAndCancelAllTheWayDown() {
        VirtualLoop.run(() -> {
            List<List<String>> nested =
                    await(gather(gather(lasting("a", 2), lasting("b", 1)), gather(lasting("c", 3))));
            assertThat(nested).containsExactly(List.of("a", "b"), List.of("c"));
            log.clear();
            Promise<List<List<String>>> outer = gather(gather(lasting("a", 2)), gather(lasting("b", 1)));
            await(yieldNow());
            outer.cancel();
            assertThat(await(errorOf(outer))).isInstanceOf(CancelledError.class);
            return done();
        });
        assertThat(log).containsExactly("a cancelled", "b cancelled");
    }

    @Test
    void twentyThousandAtOnce() {
        VirtualLoop.run(() -> {
            List<Coroutine<Integer>> many = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                many.add(after(1, i));
            }
            List<Integer> all = await(gather(many));
            assertThat(all).hasSize(20_000);
            assertThat(all.get(19_999)).isEqualTo(19_999);
            return done();
        });
    }
}
