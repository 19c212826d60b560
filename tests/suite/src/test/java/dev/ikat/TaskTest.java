package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a task is: its order, its states, its names. Cancelling it is in {@link TaskCancelTest}. */
class TaskTest {
    final List<Object> log = new ArrayList<>();

    @Async
    Coroutine<String> say(String word, int yields) {
        for (int i = 0; i < yields; i++) {
            log.add(word + i);
            await(yieldNow());
        }
        log.add(word + " ends");
        return done(word);
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

    @Async
    private static Task<Task<?>> hot() {
        await(yieldNow());
        return Task.of(currentTask());
    }

    @Test
    void aHotMethodIsATaskOfItsOwnEvenWhereItIsAwaitedAtOnce() {
        VirtualLoop.run(() -> {
            Task<?> inside = await(hot());
            assertThat(inside).isNotNull().isNotSameAs(currentTask());
            return done();
        });
    }

    @Test
    void tasksStartInTheOrderOfTheirStarts() {
        VirtualLoop.run(() -> {
            for (Task<String> task : List.of(start(say("a", 1)), start(say("b", 1)), start(say("c", 1)))) {
                await(task);
            }
            return done();
        });
        assertThat(log).containsExactly("a0", "b0", "c0", "a ends", "b ends", "c ends");
    }

    @Test
    void tasksThatYieldTakeTurns() {
        VirtualLoop.run(() -> {
            Task<String> first = start(say("a", 3));
            await(start(say("b", 2)));
            await(first);
            return done();
        });
        assertThat(log).containsExactly("a0", "b0", "a1", "b1", "a2", "b ends", "a ends");
    }

    @Test
    void theEndOfATaskWakesItsAwaiterThroughTheReadyQueue() {
        VirtualLoop.run(() -> {
            Task<String> task = start(say("a", 0));
            start(say("b", 1));
            await(task);
            log.add("awaiter");
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("a ends", "b0", "awaiter", "b ends");
    }

    @Test
    void severalAwaitersOfATaskAreWokenInTheOrderOfTheirAwaits() {
        VirtualLoop.run(() -> {
            Task<String> task = start(say("a", 2));
            List<Task<String>> awaiters = new ArrayList<>();
            for (String word : List.of("x", "y", "z")) {
                awaiters.add(start(() -> {
                    await(task);
                    log.add(word);
                    return done(word);
                }));
            }
            await(gather(awaiters));
            return done();
        });
        assertThat(log).containsExactly("a0", "a1", "a ends", "x", "y", "z");
    }

    @Test
    void sleepsEndInTheOrderOfTheirTimesAndTakeThatLong() {
        VirtualLoop.run(() -> {
            List<Task<Void>> tasks = new ArrayList<>();
            for (int millis : new int[] {30, 10, 20}) {
                tasks.add(start(() -> {
                    await(sleep(ofMillis(millis)));
                    log.add(VirtualLoop.millis());
                    return done();
                }));
            }
            await(gather(tasks));
            return done();
        });
        assertThat(log).containsExactly(10L, 20L, 30L);
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
            assertThat((String) await(task)).isEqualTo("a");
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
            Task<String> task = start(failing(error, 1));
            assertThat(await(errorOf(task))).isSameAs(error);
            assertThat(task.exception()).isSameAs(error);
            assertThatThrownBy(task::result).isSameAs(error);
            assertThat(task.isCancelled()).isFalse();
            assertThat(await(errorOf(task))).as("awaited again").isSameAs(error);
            return done();
        });
    }

    @Test
    void anEscapingCancelledErrorMakesTheTaskCancelled() {
        VirtualLoop.run(() -> {
            Task<String> task = start(failing(new CancelledError("mine"), 1));
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class).hasMessage("mine");
            assertThat(task.isCancelled()).isTrue();
            assertThat(task.cancelling()).isZero();
            assertThatThrownBy(task::exception).isInstanceOf(CancelledError.class);
            assertThatThrownBy(task::result).isInstanceOf(CancelledError.class);
            return done();
        });
    }

    @Test
    void nullIsAResult() {
        VirtualLoop.run(() -> {
            Task<String> task = start(after(1, null));
            assertThat((String) await(task)).isNull();
            assertThat(task.isDone()).isTrue();
            assertThat(task.result()).isNull();
            return done();
        });
    }

    @Test
    void taskOfAValueEndsWithIt() {
        assertThat((String) VirtualLoop.run(() -> done(await(Task.of("x"))))).isEqualTo("x");
    }

    @Test
    void onlyItsCoroutineCompletesATask() {
        VirtualLoop.run(() -> {
            Task<String> task = start(say("a", 1));
            for (var thrower : List.<Runnable>of(
                    () -> task.complete("x"),
                    () -> task.tryComplete("x"),
                    () -> task.fail(new IOException()),
                    () -> task.tryFail(new IOException()))) {
                assertThatThrownBy(thrower::run)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("completed by its coroutine");
            }
            assertThat((String) await(task)).isEqualTo("a");
            return done();
        });
    }

    @Test
    void aStackOverflowIsAnOrdinaryFailure() {
        VirtualLoop.run(() -> {
            Task<Integer> task = start(plainlyDeep());
            assertThat(await(errorOf(task))).isInstanceOf(StackOverflowError.class);
            assertThat(await(say("on", 1))).as("the loop goes on").isEqualTo("on");
            return done();
        });
    }

    @Async
    static Coroutine<Integer> plainlyDeep() {
        return done(endless(await(Coroutine.of(1))));
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int endless(int depth) {
        return 1 + endless(depth + 1);
    }

    @Test
    void awaitingItselfIsAnErrorInTheBody() {
        VirtualLoop.run(() -> {
            List<Task<?>> self = new ArrayList<>();
            Task<Throwable> task = start(() -> {
                Throwable error = await(errorOf(self.get(0)));
                return done(error);
            });
            self.add(task);
            assertThat((Throwable) await(task))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("awaits itself");
            return done();
        });
    }

    // Names, and what runs.

    @Test
    void aTaskHasItsNameOrANumber() {
        VirtualLoop.run(() -> {
            assertThat(currentTask().name()).isEqualTo("Task-1");
            Task<String> named = start(say("a", 0), "reader");
            Task<String> other = start(say("b", 0));
            assertThat(named.name()).isEqualTo("reader");
            assertThat(other.name()).isEqualTo("Task-3");
            await(gather(named, other));
            return done();
        });
    }

    @Test
    void aTaskShowsItsNameItsStateAndWhereItWaits() {
        VirtualLoop.run(() -> {
            Task<String> task = start(say("a", 1), "reader");
            await(yieldNow());
            assertThat(task.toString())
                    .matches("task reader \\(pending at .*TaskTest\\.say\\(TaskTest\\.java:\\d+\\)\\)");
            await(task);
            assertThat(task).hasToString("task reader (done)");
            return done();
        });
    }

    @Async
    Coroutine<Void> outer(Promise<Void> gate) {
        await(inner(gate));
        log.add("not a tail await");
        return done();
    }

    @Async
    Coroutine<Void> inner(Promise<Void> gate) {
        await(gate);
        log.add("not a tail await");
        return done();
    }

    @Test
    void theStackTellsEachMethodThatAwaitsTheInnermostFirst() {
        VirtualLoop.run(() -> {
            Promise<Void> gate = promise();
            Task<Void> task = start(outer(gate));
            await(yieldNow());
            assertThat(task.stack())
                    .extracting(StackTraceElement::getMethodName)
                    .containsExactly("inner", "outer");
            assertThat(task.stack()).allMatch(place -> "TaskTest.java".equals(place.getFileName()));
            assertThat(task.stack().get(0).getLineNumber())
                    .isGreaterThan(task.stack().get(1).getLineNumber());
            gate.complete(null);
            await(task);
            assertThat(task.stack()).isEmpty();
            return done();
        });
    }

    @Test
    void theStackIsEmptyWhileTheTaskRuns() {
        VirtualLoop.run(() -> {
            assertThat(currentTask().stack()).as("first step").isEmpty();
            await(yieldNow());
            assertThat(currentTask().stack()).as("second step").isEmpty();
            return done();
        });
    }

    @Test
    void theStackOfATaskThatHasNotBegunIsItsMethod() {
        VirtualLoop.run(() -> {
            Task<Void> task = start(outer(promise()));
            assertThat(task.stack())
                    .extracting(StackTraceElement::getMethodName)
                    .containsExactly("outer");
            task.cancel();
            return done();
        });
    }

    @Test
    void allTasksAreThoseThatHaveNotEndedOldestFirst() {
        VirtualLoop.run(() -> {
            Task<?> main = currentTask();
            Task<String> a = start(say("a", 0));
            Task<String> b = start(say("b", 2));
            Task<String> c = start(say("c", 1));
            assertThat(allTasks()).isEqualTo(Arrays.<Task<?>>asList(main, a, b, c));
            await(a);
            assertThat(allTasks()).isEqualTo(Arrays.<Task<?>>asList(main, b, c));
            await(b);
            assertThat(allTasks()).isEqualTo(List.<Task<?>>of(main));
            return done();
        });
    }

    @Async
    private Coroutine<Void> waitsForWhatNobodyHolds() {
        try {
            await(promise());
        } finally {
            log.add("cleaned up");
        }
        return done();
    }

    /** Who waits for whom is a circle of objects without the loop: a weak reference from there would lose them. */
    @Test
    void aTaskThatNobodyHoldsIsNotCollected() {
        VirtualLoop.run(() -> {
            start(waitsForWhatNobodyHolds(), "forgotten");
            WeakReference<Object> garbage = new WeakReference<>(new Object());
            await(yieldNow());
            while (garbage.get() != null) {
                System.gc();
            }
            assertThat(allTasks()).extracting(Task::name).contains("forgotten");
            return done();
        });
        assertThat(log).as("the runner's close reaches it").containsExactly("cleaned up");
    }

    @Test
    void theCurrentTaskIsTheOneThatRuns() {
        VirtualLoop.run(() -> {
            Task<?> main = currentTask();
            Task<Task<?>> child = start(() -> {
                await(yieldNow());
                return done(currentTask());
            });
            assertThat((Object) await(child)).isSameAs(child);
            assertThat((Object) currentTask()).isSameAs(main);
            return done();
        });
    }

    @Test
    void noTaskIsCurrentInACallback() {
        VirtualLoop.run(() -> {
            loop().callSoon(() -> log.add(String.valueOf(currentTask())));
            Task<String> task = start(say("a", 0));
            task.onDone(done -> log.add(String.valueOf(currentTask())));
            await(yieldNow());
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("null", "a ends", "null");
    }

    @Test
    void outsideALoopNothingRuns() {
        for (Runnable each : List.<Runnable>of(
                () -> currentTask(), () -> allTasks(), () -> loop(), () -> promise(), () -> start(say("a", 0)))) {
            assertThatThrownBy(each::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no event loop runs on this thread")
                    .hasMessageContaining("Ikat.run");
        }
    }

    @Test
    void startingNullSaysSo() {
        VirtualLoop.run(() -> {
            assertThatThrownBy(() -> start((Coroutine<Void>) null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("start(null)");
            return done();
        });
    }
}
