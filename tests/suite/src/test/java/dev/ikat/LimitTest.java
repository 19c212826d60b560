package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** So many at a time: {@code TaskGroup.open(limit)}, {@code taskGroup(limit, …)}, {@code gather(limit, …)}. */
class LimitTest extends GroupFixture {
    private int inside;
    private int mostInside;

    @Async
    private Coroutine<Integer> counted(int number, int millis) {
        inside++;
        mostInside = Math.max(inside, mostInside);
        log.add(number);
        try {
            if (millis > 0) {
                await(sleep(ofMillis(millis)));
            }
            return done(number);
        } finally {
            inside--;
        }
    }

    @Test
    void tasksBeyondTheLimitBeginAsOthersEndInTheOrderOfTheirStarts() {
        VirtualLoop.run(() -> {
            try (TaskGroup group = TaskGroup.open(2)) {
                for (int i = 0; i < 6; i++) {
                    group.start(counted(i, 10));
                }
                await(sleep(ofMillis(5)));
                assertThat(log).containsExactly(0, 1);
                await(group.join());
            }
            assertThat(VirtualLoop.millis()).isEqualTo(30);
            return done();
        });
        assertThat(log).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(mostInside).isEqualTo(2);
    }

    @Test
    void theSameInTaskGroup() {
        VirtualLoop.run(() -> {
            await(taskGroup(3, group -> {
                for (int i = 0; i < 9; i++) {
                    group.start(counted(i, 10));
                }
                return done();
            }));
            assertThat(VirtualLoop.millis()).isEqualTo(30);
            return done();
        });
        assertThat(mostInside).isEqualTo(3);
    }

    @Test
    void gatherWithALimitHasTheResultsInTheOrderGiven() {
        VirtualLoop.run(() -> {
            List<Coroutine<Integer>> many = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                many.add(counted(i, 10 - i));
            }
            assertThat((List<Integer>) await(gather(3, many))).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            assertThat((List<Integer>) await(gather(1, counted(1, 1), counted(2, 0))))
                    .containsExactly(1, 2);
            return done();
        });
        assertThat(mostInside).isEqualTo(3);
    }

    @Test
    void theirPlacesAreGivenUpByThoseThatDoNotSuspendAndThoseThatFail() {
        VirtualLoop.run(() -> {
            List<Outcome<Integer>> outcomes = await(gatherSettled(
                    1,
                    List.of(
                            counted(0, 0),
                            after(0, 5),
                            Coroutine.<Integer>defer(() -> {
                                throw new IllegalStateException("at once");
                            }),
                            failing(new IOException("later"), 2),
                            counted(1, 1),
                            counted(2, 1))));
            assertThat(outcomes).extracting(Outcome::isSuccess).containsExactly(true, true, false, false, true, true);
            return done();
        });
        assertThat(mostInside).isEqualTo(1);
    }

    @Test
    void theFirstFailureOfAGatherSurfacesWhileTheOthersGoOn() {
        IOException error = new IOException();
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(gather(1, failing(error, 1), counted(1, 5), counted(2, 5)))))
                    .isSameAs(error);
            assertThat(VirtualLoop.millis()).isZero();
            await(sleep(ofMillis(20)));
            return done();
        });
        assertThat(log).containsExactly(1, 2);
    }

    @Test
    void tasksAndPromisesOfAGatherDoNotCount() {
        VirtualLoop.run(() -> {
            Promise<Integer> promise = promise();
            Task<Integer> task = start(counted(7, 10));
            loop().callLater(ofMillis(50), () -> promise.complete(8));
            assertThat((List<Integer>) await(gather(1, promise, task, counted(1, 10), counted(2, 10))))
                    .containsExactly(8, 7, 1, 2);
            assertThat(VirtualLoop.millis()).isEqualTo(50);
            return done();
        });
        assertThat(log).containsExactly(7, 1, 2);
    }

    @Test
    void oneThatIsCancelledWhileItWaitsNeverRunsAndTheOthersFollow() {
        VirtualLoop.run(() -> {
            Coroutine<Integer> second = counted(2, 5);
            try (TaskGroup group = TaskGroup.open(1)) {
                group.start(counted(1, 5));
                Task<Integer> waiting = group.start(second);
                group.start(counted(3, 5));
                await(sleep(ofMillis(1)));
                waiting.cancel();
                await(group.join());
            }
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            assertThat(await(errorOf(second))).as("closed").isInstanceOf(IllegalStateException.class);
            return done();
        });
        assertThat(log).containsExactly(1, 3);
    }

    @Test
    void aPlaceHandedToOneThatIsCancelledBeforeItRunsGoesToTheNext() {
        VirtualLoop.run(() -> {
            Promise<Void> gate = promise();
            try (TaskGroup group = TaskGroup.open(1)) {
                group.start(gate.coroutine());
                Task<Integer> handed = group.start(counted(2, 5));
                group.start(counted(3, 5));
                await(turns(3));
                gate.complete(null);
                await(yieldNow()); // the first ends and hands its place over
                handed.cancel();
                await(group.join());
                assertThat(handed.isCancelled()).isTrue();
            }
            return done();
        });
        assertThat(log).containsExactly(3);
    }

    @Test
    void aNewcomerDoesNotOvertakeOneThatWasHandedAPlace() {
        VirtualLoop.run(() -> {
            Promise<Void> a = promise();
            Promise<Void> b = promise();
            try (TaskGroup group = TaskGroup.open(2)) {
                group.start(a.coroutine());
                group.start(b.coroutine());
                group.start(counted(1, 5));
                await(turns(2));
                a.complete(null);
                b.complete(null);
                group.start(counted(2, 5)); // begins when two places are free and one is on its way to the first
                await(group.join());
            }
            assertThat(VirtualLoop.millis()).as("both at once").isEqualTo(5);
            return done();
        });
        assertThat(log).containsExactly(1, 2);
    }

    @Test
    void cancelledBeforeItsFirstStepItIsClosed() {
        VirtualLoop.run(() -> {
            Coroutine<Integer> body = counted(1, 1);
            try (TaskGroup group = TaskGroup.open(1)) {
                group.start(body).cancel();
                await(group.join());
            }
            assertThat(await(errorOf(body))).isInstanceOf(IllegalStateException.class);
            return done();
        });
        assertThat(log).isEmpty();
    }

    @Test
    void aFailureCancelsThoseThatWait() {
        VirtualLoop.run(() -> {
            try (TaskGroup group = TaskGroup.open(1)) {
                group.start(failingAt(1, new IOException()));
                group.start(counted(2, 5));
                group.start(counted(3, 5));
                assertThat(await(errorOf(group.join()))).isInstanceOf(ExceptionGroup.class);
            }
            return done();
        });
        assertThat(log).isEmpty();
    }

    @Test
    void aLimitOfLessThanOneIsAnError() {
        VirtualLoop.run(() -> {
            for (int limit : new int[] {0, -1}) {
                assertThatThrownBy(() -> TaskGroup.open(limit))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("1 or more");
                assertThatThrownBy(() -> gather(limit, List.of())).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> taskGroup(limit, group -> done()))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            return done();
        });
    }
}
