package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The paragraph "TaskGroup" of what asyncio does: {@code taskGroup(group -> …)}. */
class TaskGroupTest extends GroupFixture {
    @Test
    void itEndsWhenTheBodyAndAllTasksHaveEndedWithTheBodysValue() {
        VirtualLoop.run(() -> {
            String value = await(taskGroup(group -> {
                group.start(lasting("a", 20));
                group.start(lasting("b", 10), "second");
                group.start(() -> lasting("c", 30));
                await(sleep(ofMillis(5)));
                log.add("body");
                return done("value");
            }));
            assertThat(value).isEqualTo("value");
            assertThat(VirtualLoop.millis()).isEqualTo(30);
            return done();
        });
        assertThat(log).containsExactly("body", "b", "a", "c");
    }

    @Test
    void nothingRunsBeforeItIsAwaited() {
        VirtualLoop.run(() -> {
            taskGroup(group -> {
                log.add("body");
                return done();
            });
            await(turns(3));
            return done();
        });
        assertThat(log).isEmpty();
    }

    @Test
    void withoutTasksItIsItsBody() {
        IOException error = new IOException();
        VirtualLoop.run(() -> {
            assertThat((String) await(taskGroup(group -> done("x")))).isEqualTo("x");
            Throwable thrown = await(errorOf(taskGroup(group -> {
                throw error;
            })));
            assertThat(((ExceptionGroup) thrown).exceptions()).containsExactly(error);
            assertThat(await(errorOf(taskGroup(group -> null))))
                    .hasMessageContaining("NullPointerException")
                    .hasMessageContaining("never null");
            return done();
        });
    }

    @Test
    void tasksHaveTheirNames() {
        VirtualLoop.run(() -> await(taskGroup(group -> {
            assertThat(group.start(lasting("a", 1), "reader").name()).isEqualTo("reader");
            assertThat(group.toString()).isEqualTo("task group (1 running, 0 failed)");
            return done(done());
        })));
    }

    @Test
    void theFirstFailureCancelsTheSiblingsAndTheBodyAndAwaitsTheirEnds() {
        IOException error = new IOException("disk");
        VirtualLoop.run(() -> {
            Throwable thrown = await(errorOf(taskGroup(group -> {
                group.start(failingAt(10, error));
                group.start(cleaning("sibling", 5));
                try {
                    await(promise());
                } catch (CancelledError cancelled) {
                    log.add("body cancelled");
                    throw cancelled;
                }
                return done("never");
            })));
            assertThat(thrown)
                    .isInstanceOf(ExceptionGroup.class)
                    .hasCause(error)
                    .hasMessage("a failure in a task group: java.io.IOException: disk");
            assertThat(((ExceptionGroup) thrown).exceptions()).containsExactly(error);
            assertThat(VirtualLoop.millis()).isEqualTo(15);
            assertThat(currentTask().cancelling()).as("taken back").isZero();
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("body cancelled", "sibling cleaned up");
    }

    @Test
    void aFailureAfterTheBodyCancelsTheSiblings() {
        VirtualLoop.run(() -> {
            Throwable thrown = await(errorOf(taskGroup(group -> {
                group.start(failingAt(10, new IOException()));
                group.start(lasting("sibling", 50));
                return done("x");
            })));
            assertThat(thrown).isInstanceOf(ExceptionGroup.class);
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            assertThat(currentTask().cancelling()).isZero();
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("sibling cancelled");
    }

    @Test
    void allFailuresAreInTheGroupInTheOrderInWhichTheyCameThatOfTheBodyLast() {
        IOException first = new IOException("first");
        IOException second = new IOException("second");
        IllegalStateException body = new IllegalStateException("body");
        VirtualLoop.run(() -> {
            ExceptionGroup thrown = (ExceptionGroup) await(errorOf(taskGroup(group -> {
                group.start(failingWhenCancelled(second, 20));
                group.start(failingAt(10, first));
                try {
                    await(promise());
                } catch (CancelledError cancelled) {
                    throw body;
                }
                return done("never");
            })));
            assertThat(thrown.exceptions()).containsExactly(first, second, body);
            assertThat(thrown.getCause()).isSameAs(first);
            assertThat(thrown.getSuppressed()).containsExactly(second, body);
            assertThat(thrown.matching(IOException.class)).containsExactly(first, second);
            return done();
        });
    }

    @Test
    void aFailureOfTheBodyCancelsTheTasks() {
        IOException error = new IOException("body");
        VirtualLoop.run(() -> {
            ExceptionGroup thrown = (ExceptionGroup) await(errorOf(taskGroup(group -> {
                group.start(cleaning("a", 5));
                await(yieldNow());
                throw error;
            })));
            assertThat(thrown.exceptions()).containsExactly(error);
            return done();
        });
        assertThat(log).containsExactly("a cleaned up");
    }

    @Test
    void aFailureThatTheBodyPassesOnIsThereOnce() {
        IOException error = new IOException("task");
        VirtualLoop.run(() -> {
            ExceptionGroup thrown = (ExceptionGroup) await(errorOf(taskGroup(group -> {
                Task<String> task = group.start(failingAt(1, error));
                try {
                    await(promise());
                } catch (CancelledError cancelled) {
                    await(task);
                }
                return done("never");
            })));
            assertThat(thrown.exceptions()).containsExactly(error);
            return done();
        });
    }

    @Test
    void aTaskThatIsCancelledIsNoFailure() {
        VirtualLoop.run(() -> {
            assertThat((String) await(taskGroup(group -> {
                        Task<String> task = group.start(lasting("a", 10));
                        group.start(lasting("b", 20));
                        await(yieldNow());
                        task.cancel();
                        return done("x");
                    })))
                    .isEqualTo("x");
            return done();
        });
        assertThat(log).containsExactly("a cancelled", "b");
    }

    // Refusing.

    @Test
    void anAbortedGroupRefusesTasksAndClosesTheirCoroutines() {
        VirtualLoop.run(() -> {
            Coroutine<String> late = lasting("late", 0);
            Throwable thrown = await(errorOf(taskGroup(group -> {
                group.start(failingAt(1, new IOException()));
                try {
                    await(promise());
                } finally {
                    assertThatThrownBy(() -> group.start(late))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("refuses")
                            .hasMessageContaining("cancelled");
                    assertThatThrownBy(() -> group.start(() -> {
                                log.add("called");
                                return done("x");
                            }))
                            .isInstanceOf(IllegalStateException.class);
                }
                return done();
            })));
            assertThat(thrown).isInstanceOf(ExceptionGroup.class);
            assertThat(await(errorOf(late)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
            return done();
        });
        assertThat(log).isEmpty();
    }

    @Test
    void whileItWaitsTasksMayStartOthersAndAfterItNobodyMay() {
        VirtualLoop.run(() -> {
            AtomicReference<TaskGroup> seen = new AtomicReference<>();
            await(taskGroup(group -> {
                seen.set(group);
                group.start(() -> {
                    await(sleep(ofMillis(1)));
                    group.start(lasting("grandchild", 10));
                    return done("x");
                });
                return done();
            }));
            assertThat(log).containsExactly("grandchild");
            assertThatThrownBy(() -> seen.get().start(lasting("late", 0)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("joined")
                    .hasMessageContaining("open another");
            return done();
        });
    }

    @Test
    void nothingToStartSaysSo() {
        VirtualLoop.run(() -> await(taskGroup(group -> {
            assertThatThrownBy(() -> group.start((Coroutine<String>) null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("nothing to start");
            return done(done());
        })));
    }

    // Its own cancel.

    @Test
    void cancelEndsTheTasksAndNotTheBody() {
        VirtualLoop.run(() -> {
            assertThat((String) await(taskGroup(group -> {
                        group.start(cleaning("a", 5));
                        await(yieldNow());
                        group.cancel();
                        group.cancel();
                        assertThat(group.toString()).isEqualTo("task group (1 running, 0 failed, cancelled)");
                        await(sleep(ofMillis(20)));
                        return done("body");
                    })))
                    .isEqualTo("body");
            assertThat(VirtualLoop.millis()).isEqualTo(20);
            return done();
        });
        assertThat(log).containsExactly("a cleaned up");
    }

    @Test
    void aFailureAfterCancelIsThrownAndDoesNotInterruptTheBody() {
        IOException error = new IOException();
        VirtualLoop.run(() -> {
            ExceptionGroup thrown = (ExceptionGroup) await(errorOf(taskGroup(group -> {
                group.start(failingWhenCancelled(error, 5));
                await(yieldNow());
                group.cancel();
                await(sleep(ofMillis(20)));
                log.add("body");
                return done("body");
            })));
            assertThat(thrown.exceptions()).containsExactly(error);
            return done();
        });
        assertThat(log).containsExactly("body");
    }

    // join() inside of it.

    @Test
    void theBodyMayJoin() {
        VirtualLoop.run(() -> {
            String both = await(taskGroup(group -> {
                Task<String> a = group.start(lasting("a", 10));
                await(group.join());
                Task<String> b = group.start(lasting("b", 10));
                await(group.join());
                return done(a.result() + b.result());
            }));
            assertThat(both).isEqualTo("ab");
            return done();
        });
    }

    @Test
    void aFailureInterruptsTheBodysJoinAndIsThrownByTheGroupOnce() {
        IOException error = new IOException();
        VirtualLoop.run(() -> {
            ExceptionGroup thrown = (ExceptionGroup) await(errorOf(taskGroup(group -> {
                group.start(failingAt(5, error));
                group.start(cleaning("a", 5));
                Throwable inside = await(errorOf(group.join()));
                assertThat(inside).isInstanceOf(CancelledError.class);
                log.add(VirtualLoop.millis());
                throw Sneaky.raise(inside);
            })));
            assertThat(thrown.exceptions()).containsExactly(error);
            assertThat(currentTask().cancelling()).isZero();
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("a cleaned up", 10L);
    }

    // Nested, and with timeouts.

    @Test
    void nestedGroupsThrowNestedExceptionGroups() {
        IOException error = new IOException("deep");
        VirtualLoop.run(() -> {
            ExceptionGroup thrown = (ExceptionGroup) await(errorOf(taskGroup(outer -> {
                outer.start(lasting("sibling", 50));
                outer.start(taskGroup(inner -> {
                    inner.start(failingAt(10, error));
                    return done("x");
                }));
                return done("x");
            })));
            assertThat(thrown.exceptions()).singleElement().isInstanceOfSatisfying(ExceptionGroup.class, inner -> {
                assertThat(inner.exceptions()).containsExactly(error);
            });
            assertThat(thrown.matching(IOException.class)).containsExactly(error);
            return done();
        });
        assertThat(log).containsExactly("sibling cancelled");
    }

    @Test
    void aDeadlineAroundAGroupCancelsItsTasks() {
        VirtualLoop.run(() -> {
            Throwable thrown = await(errorOf(timeout(ofMillis(10), taskGroup(group -> {
                group.start(cleaning("a", 5));
                return done("x");
            }))));
            assertThat(thrown).isInstanceOf(DeadlineExceededException.class);
            assertThat(VirtualLoop.millis()).isEqualTo(15);
            assertThat(currentTask().cancelling()).isZero();
            await(yieldNow());
            return done();
        });
    }

    @Test
    void aDeadlineAroundAGroupThatFailsMeanwhileGivesTheFailure() {
        IOException error = new IOException();
        VirtualLoop.run(() -> {
            Throwable thrown = await(errorOf(timeout(ofMillis(10), taskGroup(group -> {
                group.start(failingWhenCancelled(error, 5));
                return done("x");
            }))));
            assertThat(((ExceptionGroup) thrown).exceptions()).containsExactly(error);
            assertThat(currentTask().cancelling()).isZero();
            await(yieldNow());
            return done();
        });
    }

    @Test
    void theBodyOfASecondGroupIsInterruptedByItsOwnTasksOnly() {
        VirtualLoop.run(() -> {
            ExceptionGroup thrown = (ExceptionGroup) await(errorOf(taskGroup(outer -> {
                outer.start(failingAt(10, new IOException("outer")));
                try {
                    await(taskGroup(inner -> {
                        inner.start(lasting("inner task", 50));
                        await(promise());
                        return done();
                    }));
                } catch (CancelledError cancelled) {
                    log.add("inner passes it on");
                    throw cancelled;
                }
                return done("never");
            })));
            assertThat(thrown.matching(IOException.class)).hasSize(1);
            return done();
        });
        assertThat(log).containsExactly("inner task cancelled", "inner passes it on");
    }

    @Test
    void tenThousandTasks() {
        VirtualLoop.run(() -> {
            List<Task<Integer>> tasks = await(taskGroup(group -> {
                List<Task<Integer>> started = new java.util.ArrayList<>();
                for (int i = 0; i < 10_000; i++) {
                    started.add(group.start(after(1, i)));
                }
                return done(started);
            }));
            assertThat(tasks.get(9_999).result()).isEqualTo(9_999);
            return done();
        });
    }

    // Fatal errors.

    @Test
    void aStackOverflowIsCollected() {
        StackOverflowError error = new StackOverflowError();
        VirtualLoop.run(() -> {
            ExceptionGroup thrown = (ExceptionGroup) await(errorOf(taskGroup(group -> {
                group.start(failingAt(1, error));
                return done();
            })));
            assertThat(thrown.exceptions()).containsExactly(error);
            return done();
        });
    }

    @Test
    void aFatalErrorIsThrownBare() {
        OutOfMemoryError error = new OutOfMemoryError("test");
        VirtualLoop loop = new VirtualLoop();
        try (Runner runner = loop.runner()) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            assertThatThrownBy(() -> runner.run(VirtualLoop.inside(() -> {
                        thrown.set(await(errorOf(taskGroup(group -> {
                            group.start(failingAt(1, error));
                            group.start(failingWhenCancelled(new IOException(), 1));
                            return done();
                        }))));
                        return done();
                    })))
                    .as("it escapes the loop")
                    .isSameAs(error);
            runner.run(sleep(ofMillis(10)));
            assertThat(thrown.get()).isSameAs(error);
        }
    }

    @Test
    void aFatalErrorEndsTheProgramAsItself() {
        OutOfMemoryError error = new OutOfMemoryError("test");
        assertThatThrownBy(() -> VirtualLoop.run(() -> taskGroup(group -> {
                    group.start(failingAt(1, error));
                    await(promise());
                    return done();
                })))
                .isSameAs(error);
    }
}
