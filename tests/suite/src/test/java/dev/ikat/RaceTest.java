package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code race} and {@code firstSuccess}. */
class RaceTest extends GroupFixture {
    @Test
    void theFirstToEndWinsAndTheOthersAreCancelledAndAwaited() {
        VirtualLoop.run(() -> {
            assertThat((String) await(race(cleaning("a", 5), lasting("b", 10), lasting("c", 20))))
                    .isEqualTo("b");
            assertThat(VirtualLoop.millis()).isEqualTo(15);
            return done();
        });
        assertThat(log).containsExactly("b", "c cancelled", "a cleaned up");
    }

    @Test
    void aFailureWinsARaceButNotFirstSuccess() {
        IOException error = new IOException();
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(race(failingAt(5, error), lasting("b", 10)))))
                    .isSameAs(error);
            assertThat((String) await(firstSuccess(failingAt(5, error), lasting("c", 10), lasting("d", 20))))
                    .isEqualTo("c");
            return done();
        });
        assertThat(log).containsExactly("b cancelled", "c", "d cancelled");
    }

    @Test
    void nothingStartsBeforeItIsAwaited() {
        VirtualLoop.run(() -> {
            race(lasting("a", 1));
            await(sleep(ofMillis(5)));
            return done();
        });
        assertThat(log).isEmpty();
    }

    @Test
    void whenNoneSucceedsItThrowsWhy() {
        IOException first = new IOException("first");
        IOException second = new IOException("second");
        VirtualLoop.run(() -> {
            Task<String> cancelled = start(lasting("x", 5));
            cancelled.cancel();
            ExceptionGroup thrown =
                    (ExceptionGroup) await(errorOf(firstSuccess(failingAt(5, second), failingAt(1, first), cancelled)));
            assertThat(thrown).hasMessageContaining("none of 3 succeeded");
            assertThat(thrown.exceptions().get(0)).isInstanceOf(CancelledError.class);
            assertThat(thrown.exceptions()).endsWith(first, second);
            return done();
        });
    }

    @Test
    void ofThoseThatAreDoneTheFirstGivenWins() {
        VirtualLoop.run(() -> {
            Promise<String> a = promise();
            Promise<String> b = promise();
            b.complete("b");
            a.complete("a");
            assertThat((String) await(race(List.of(a, b)))).isEqualTo("a");
            return done();
        });
    }

    @Test
    void tasksAndPromisesThatLoseAreCancelled() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            Task<String> task = start(cleaning("task", 5));
            await(yieldNow());
            assertThat((String) await(race(promise, task, lasting("a", 1)))).isEqualTo("a");
            assertThat(promise.isCancelled()).isTrue();
            assertThat(task.isCancelled()).isTrue();
            return done();
        });
    }

    @Test
    void aCancelledOneWinsARace() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            loop().callLater(ofMillis(5), () -> promise.cancel("theirs"));
            assertThat(await(errorOf(race(promise, lasting("a", 10)))))
                    .isInstanceOf(CancelledError.class)
                    .hasMessage("theirs");
            assertThat(currentTask().cancelling()).isZero();
            return done();
        });
        assertThat(log).containsExactly("a cancelled");
    }

    @Test
    void aCancellationCancelsAllAwaitsThemAndPasses() {
        VirtualLoop.run(() -> {
            Task<String> task = start(race(cleaning("a", 5), cleaning("b", 10)));
            await(turns(2));
            task.cancel("stop");
            await(turns(2));
            task.cancel("again");
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class).hasMessage("stop");
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            return done();
        });
        assertThat(log).containsExactly("a cleaned up", "b cleaned up");
    }

    @Test
    void aCancellationWhileTheLosersCleanUpIsNotLost() {
        VirtualLoop.run(() -> {
            Task<String> task = start(race(cleaning("a", 10), lasting("b", 1)));
            await(sleep(ofMillis(5)));
            task.cancel("stop");
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class).hasMessage("stop");
            assertThat(VirtualLoop.millis()).isEqualTo(11);
            return done();
        });
    }

    @Test
    void aFailureOfALoserIsSuppressedInTheFailureElseReported() {
        IOException winner = new IOException("winner");
        IOException loser = new IOException("loser");
        VirtualLoop loop = new VirtualLoop();
        try (Runner runner = loop.runner()) {
            runner.run(VirtualLoop.inside(() -> {
                assertThat(await(errorOf(race(failingAt(1, winner), failingWhenCancelled(loser, 5)))))
                        .isSameAs(winner);
                assertThat(winner.getSuppressed()).containsExactly(loser);
                assertThat(loop.errors).isEmpty();
                assertThat((String) await(race(lasting("a", 1), failingWhenCancelled(loser, 5))))
                        .isEqualTo("a");
                return done();
            }));
        }
        assertThat(loop.errors)
                .singleElement()
                .satisfies(context -> assertThat(context.error()).isSameAs(loser));
    }

    @Test
    void theSameTwiceRunsOnce() {
        VirtualLoop.run(() -> {
            Coroutine<String> once = lasting("a", 1);
            assertThat((String) await(race(once, once))).isEqualTo("a");
            return done();
        });
        assertThat(log).containsExactly("a");
    }

    @Test
    void ofNothingItIsAnError() {
        assertThatThrownBy(() -> race(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing");
        assertThatThrownBy(() -> firstSuccess(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
