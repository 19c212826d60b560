package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks that take their first step in place. */
class EagerTest {
    private final List<Object> log = new ArrayList<>();

    @Async
    private Coroutine<String> works(String name, int millis) {
        log.add(name + " begins in " + currentTask().name());
        if (millis > 0) {
            await(sleep(ofMillis(millis)));
        }
        log.add(name + " ends");
        return done(name);
    }

    @Test
    void oneThatDoesNotWaitIsDoneAtOnce() {
        VirtualLoop.run(() -> {
            Task<?> main = currentTask();
            Task<String> task = startEager(works("a", 0), "eager");
            assertThat(task.isDone()).isTrue();
            assertThat(task.result()).isEqualTo("a");
            assertThat(currentTask()).isSameAs(main);
            assertThat(allTasks()).containsExactly(main);
            return done();
        });
        assertThat(log).containsExactly("a begins in eager", "a ends");
    }

    @Test
    void oneThatWaitsGoesOnInItsTurn() {
        VirtualLoop.run(() -> {
            Task<String> task = startEager(works("a", 5), "eager");
            log.add("started");
            assertThat(allTasks()).contains(task);
            assertThat(await(task)).isEqualTo("a");
            return done();
        });
        assertThat(log).containsExactly("a begins in eager", "started", "a ends");
    }

    @Async
    private Coroutine<String> nests(int depth) {
        if (depth > 0) {
            log.add(startEager(nests(depth - 1), "level " + depth).result());
        }
        log.add(currentTask().name());
        return done("result " + depth);
    }

    @Test
    void eagerTasksNest() {
        VirtualLoop.run(() -> {
            startEager(nests(2), "outermost");
            return done();
        });
        assertThat(log).containsExactly("level 1", "result 0", "level 2", "result 1", "outermost");
    }

    @Async
    private Coroutine<Void> fails() {
        throw new IllegalStateException("at once");
    }

    @Test
    void aFailureIsTheTasks() {
        VirtualLoop.run(() -> {
            Task<Void> task = startEager(fails());
            assertThatThrownBy(task::result).hasMessage("at once");
            return done();
        });
    }

    @Async
    private Coroutine<Void> cancelsItself() {
        currentTask().cancel("enough");
        await(sleep(ofSeconds(1)));
        return done();
    }

    @Test
    void aCancellationFromWithinComesAtItsNextAwait() {
        VirtualLoop.run(() -> {
            Task<Void> task = startEager(cancelsItself());
            assertThat(task.isDone()).isFalse();
            assertThatThrownBy(() -> task.result()).isInstanceOf(InvalidStateException.class);
            await(yieldNow());
            await(yieldNow());
            assertThat(task.isCancelled()).isTrue();
            return done();
        });
    }

    @Test
    void fromACallbackToo() {
        VirtualLoop.run(() -> {
            loop().callSoon(() ->
                    log.add(startEager(works("a", 0), "from a callback").result()));
            await(yieldNow());
            assertThat(currentTask()).isNotNull();
            return done();
        });
        assertThat(log).containsExactly("a begins in from a callback", "a ends", "a");
    }
}
