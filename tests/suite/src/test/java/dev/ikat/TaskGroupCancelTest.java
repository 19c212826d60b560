package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Cancellations of the task that runs {@code taskGroup(group -> …)}: child errors beat them, and none is lost. */
class TaskGroupCancelTest extends GroupFixture {
    @Test
    void aCancellationOfTheBodyCancelsTheTasksAndPasses() {
        VirtualLoop.run(() -> {
            Task<String> task = start(taskGroup(group -> {
                group.start(cleaning("a", 5));
                await(promise());
                return done("never");
            }));
            await(yieldNow());
            await(yieldNow());
            task.cancel("stop");
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class).hasMessage("stop");
            assertThat(task.isCancelled()).isTrue();
            assertThat(task.cancelling()).isEqualTo(1);
            return done();
        });
        assertThat(log).containsExactly("a cleaned up");
    }

    @Test
    void aCancellationWhileItWaitsForTheTasksCancelsThemAndPasses() {
        VirtualLoop.run(() -> {
            Task<String> task = start(taskGroup(group -> {
                group.start(cleaning("a", 5));
                return done("never");
            }));
            await(turns(2));
            task.cancel("stop");
            await(turns(2));
            assertThat(task.isDone()).isFalse();
            task.cancel("again");
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            assertThat(VirtualLoop.millis()).as("the wait does not end early").isEqualTo(5);
            return done();
        });
        assertThat(log).containsExactly("a cleaned up");
    }

    @Test
    void aCancellationWhileTasksThatWereCancelledCleanUpIsNotLost() {
        VirtualLoop.run(() -> {
            Task<String> task = start(taskGroup(group -> {
                group.start(cleaning("a", 5));
                await(turns(2));
                group.cancel();
                return done("never");
            }));
            await(sleep(ofMillis(1)));
            task.cancel("stop");
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class).hasMessage("stop");
            return done();
        });
    }

    @Test
    void failuresBeatACancellationAndThenTheParentIsCancelledAgain() {
        IOException error = new IOException("cleaning up");
        VirtualLoop.run(() -> {
            Task<String> task = start(() -> {
                Throwable thrown = await(errorOf(taskGroup(group -> {
                    group.start(failingWhenCancelled(error, 5));
                    await(promise());
                    return done("never");
                })));
                log.add(thrown);
                log.add(currentTask().cancelling());
                await(yieldNow());
                return done("never");
            });
            await(turns(3));
            task.cancel("stop");
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class).hasMessage("stop");
            assertThat(task.cancelling()).as("stable").isEqualTo(1);
            return done();
        });
        assertThat(log.get(0))
                .isInstanceOfSatisfying(
                        ExceptionGroup.class,
                        group -> assertThat(group.exceptions()).containsExactly(error));
        assertThat(log.get(1)).isEqualTo(1);
    }

    @Test
    void aCancellationTogetherWithAFailureIsDeliveredAfterTheGroup() {
        VirtualLoop.run(() -> {
            AtomicReference<Promise<String>> broken = new AtomicReference<>(promise());
            Task<String> task = start(() -> {
                Throwable thrown = await(errorOf(taskGroup(group -> {
                    group.start(broken.get().coroutine());
                    await(promise());
                    return done("never");
                })));
                assertThat(thrown).isInstanceOf(ExceptionGroup.class);
                assertThat(currentTask().cancelling()).isEqualTo(1);
                return done(await(lasting("never", 5)));
            });
            await(turns(3));
            broken.get().fail(new IOException());
            await(turns(2)); // the failure has cancelled the body
            task.cancel("stop");
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            return done();
        });
        assertThat(log).doesNotContain("never");
    }

    @Test
    void aCancellationWhileTheSiblingsOfAFailureCleanUpIsDeliveredAfterTheGroup() {
        VirtualLoop.run(() -> {
            Task<String> task = start(() -> {
                Throwable thrown = await(errorOf(taskGroup(group -> {
                    group.start(failingAt(1, new IOException()));
                    group.start(cleaning("a", 10));
                    return done("body");
                })));
                assertThat(thrown).isInstanceOf(ExceptionGroup.class);
                return done(await(lasting("never", 5)));
            });
            await(sleep(ofMillis(5)));
            task.cancel("stop");
            assertThat(await(errorOf(task)))
                    .isInstanceOf(CancelledError.class)
                    .as("and not what the group said as it interrupted the wait")
                    .hasMessage("stop");
            assertThat(VirtualLoop.millis()).isEqualTo(11);
            return done();
        });
        assertThat(log).containsExactly("a cleaned up", "never cancelled");
    }

    @Test
    void aCancellationThatWasSwallowedBeforeIsNotAskedForAgain() {
        VirtualLoop.run(() -> {
            Task<String> task = start(() -> {
                await(errorOf(promise()));
                Throwable thrown = await(errorOf(taskGroup(group -> {
                    group.start(failingAt(1, new IOException()));
                    await(promise());
                    return done("never");
                })));
                assertThat(thrown).isInstanceOf(ExceptionGroup.class);
                assertThat(currentTask().cancelling()).isEqualTo(1);
                return done(await(lasting("goes on", 5)));
            });
            await(yieldNow());
            task.cancel();
            assertThat((String) await(task)).isEqualTo("goes on");
            return done();
        });
    }

    @Test
    void aCancellationPendingAtTheStartIsDeliveredInTheBody() {
        VirtualLoop.run(() -> {
            Task<String> task = start(() -> {
                await(yieldNow());
                currentTask().cancel("early");
                return done(await(taskGroup(group -> {
                    group.start(lasting("a", 5));
                    await(sleep(ofMillis(1)));
                    return done("never");
                })));
            });
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class).hasMessage("early");
            assertThat(VirtualLoop.millis()).isZero();
            return done();
        });
    }

    @Test
    void aCancellationPendingAtTheStartIsAskedForAgainAfterAFailure() {
        VirtualLoop.run(() -> {
            Task<String> task = start(() -> {
                await(yieldNow());
                currentTask().cancel("early");
                Throwable thrown = await(errorOf(taskGroup(group -> {
                    try {
                        await(promise());
                    } catch (CancelledError cancelled) {
                        throw new IOException("instead");
                    }
                    return done("never");
                })));
                assertThat(thrown).isInstanceOf(ExceptionGroup.class);
                return done(await(lasting("never", 5)));
            });
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            return done();
        });
        assertThat(log).doesNotContain("never");
    }

    @Test
    void aCancelledErrorThatIsNotOurCancellationPassesToo() {
        VirtualLoop.run(() -> {
            Promise<String> cancelled = promise();
            cancelled.cancel("theirs");
            Throwable thrown = await(errorOf(taskGroup(group -> {
                group.start(cleaning("a", 5));
                await(yieldNow());
                return done(await(cancelled));
            })));
            assertThat(thrown).isInstanceOf(CancelledError.class).hasMessage("theirs");
            assertThat(currentTask().cancelling()).isZero();
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("a cleaned up");
    }

    @Test
    void aSecondFailureDoesNotCancelTheBodyAgain() {
        VirtualLoop.run(() -> {
            Throwable thrown = await(errorOf(taskGroup(group -> {
                group.start(failingAt(1, new IOException("first")));
                group.start(failingWhenCancelled(new IOException("second"), 5));
                try {
                    await(promise());
                } catch (CancelledError cancelled) {
                    log.add(currentTask().cancelling());
                    await(sleep(ofMillis(10)));
                    log.add(currentTask().cancelling());
                }
                return done("body");
            })));
            assertThat(((ExceptionGroup) thrown).exceptions())
                    .extracting(Throwable::getMessage)
                    .containsExactly("first", "second");
            assertThat(VirtualLoop.millis()).as("the body is left to end").isEqualTo(11);
            assertThat(currentTask().cancelling()).isZero();
            return done();
        });
        assertThat(log).containsExactly(1, 1);
    }
}
