package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.VirtualLoop.inside;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a task is: its order, its states, its names. Cancelling it is in {@link TaskCancelTest}. */
class TaskTest {
    final List<String> log = new ArrayList<>();

    @Async
    Coroutine<String> say(String word, int yields) {
        for (int i = 0; i < yields; i++) {
            log.add(word + i);
            await(yieldNow());
        }
        log.add(word + " ends");
        return done(word);
    }

    @Async
    Coroutine<String> fails(Throwable error) throws Throwable {
        await(yieldNow());
        throw error;
    }

    // Order.

    @Test
    void theFirstStepRunsOnlyOnceTheStarterWaits() {
        VirtualLoop.run(() -> {
            start(say("a", 0));
            log.add("starter");
            await(yieldNow());
            log.add("starter again");
            return done();
        });
        assertThat(log).containsExactly("starter", "a ends", "starter again");
    }

    @Test
    void tasksStartInTheOrderOfTheirStarts() {
        VirtualLoop.run(() -> {
            List<Task<String>> tasks = List.of(start(say("a", 1)), start(say("b", 1)), start(say("c", 1)));
            for (Task<String> task : tasks) {
                await(task);
            }
            return done();
        });
        assertThat(log).containsExactly("a0", "b0", "c0", "a ends", "b ends", "c ends");
    }

    @Test
    void tasksThatYieldTakeTurns() {
        VirtualLoop.run(() -> await2(start(say("a", 3)), start(say("b", 2))));
        assertThat(log).containsExactly("a0", "b0", "a1", "b1", "a2", "b ends", "a ends");
    }

    @Async
    static Coroutine<Void> await2(Task<?> first, Task<?> second) {
        await(first);
        await(second);
        return done();
    }

    @Test
    void aTaskThatEndsAtOnceWakesItsAwaiterInTheNextTurn() {
        VirtualLoop.run(() -> {
            Task<String> task = start(say("a", 0));
            start(say("b", 0));
            loop().callSoon(() -> log.add("callback"));
            await(task);
            log.add("awaiter");
            return done();
        });
        assertThat(log).containsExactly("a ends", "b ends", "callback", "awaiter");
    }

    @Test
    void aBodyOfALambdaIsStarted() {
        String value = VirtualLoop.run(() -> {
            Task<String> task = start(() -> {
                await(yieldNow());
                return done("x");
            });
            return done(await(task));
        });
        assertThat(value).isEqualTo("x");
    }

    // States.

    @Test
    void aTaskIsPendingUntilItsCoroutineEnds() {
        VirtualLoop.run(() -> {
            Task<String> task = start(say("a", 1));
            assertThat(task.isDone()).isFalse();
            assertThatThrownBy(task::result)
                    .isInstanceOf(InvalidStateException.class)
                    .hasMessageContaining("not done yet");
            assertThatThrownBy(task::exception).isInstanceOf(InvalidStateException.class);
            assertThat(await(task)).isEqualTo("a");
            assertThat(task.isDone()).isTrue();
            assertThat(task.isCancelled()).isFalse();
            assertThat(task.result()).isEqualTo("a");
            assertThat(task.exception()).isNull();
            return done();
        });
    }

    @Test
    void aTaskFailsWithTheInstanceThatItsBodyThrew() {
        IOException error = new IOException("disk");
        VirtualLoop.run(() -> {
            Task<String> task = start(inside(() -> fails2(error)));
            assertThat(catchInBody(task)).isSameAs(error);
            return done();
        });
    }

    private Coroutine<String> fails2(Throwable error) {
        try {
            return fails(error);
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    /** What awaiting the task through the loop gives, seen from outside. */
    private static Throwable catchInBody(Task<?> task) {
        List<Throwable> seen = new ArrayList<>();
        task.onDone(done -> seen.add(done.exception()));
        return catchThrowable(task::result) instanceof InvalidStateException ? waitAndTake(task, seen) : null;
    }

    private static Throwable waitAndTake(Task<?> task, List<Throwable> seen) {
        return new LazyThrowable(task, seen).get();
    }

    private record LazyThrowable(Task<?> task, List<Throwable> seen) {
        Throwable get() {
            return seen.isEmpty() ? null : seen.get(0);
        }
    }
}
