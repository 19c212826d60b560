package dev.ikat.sync;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.AsyncIterator;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The sentences on queues in what asyncio does; the shutdown has a test of its own. */
class QueueTest {
    final List<Object> log = new ArrayList<>();

    @Async
    Coroutine<Void> puts(Queue<Integer> queue, int item) {
        await(queue.put(item));
        log.add("put " + item);
        return done();
    }

    @Async
    Coroutine<Void> takes(Queue<Integer> queue, String word) {
        log.add(word + " " + await(queue.take()));
        return done();
    }

    @Test
    void itemsLeaveInTheOrderOfTheQueue() {
        assertThat(drained(new Queue<>())).containsExactly(3, 1, 2);
        assertThat(drained(Queue.lifo(0))).containsExactly(2, 1, 3);
        assertThat(drained(Queue.priority(0))).containsExactly(1, 2, 3);
        assertThat(drained(Queue.priority(0, Comparator.<Integer>reverseOrder())))
                .containsExactly(3, 2, 1);
    }

    private static List<Integer> drained(Queue<Integer> queue) {
        return VirtualLoop.run(() -> {
            List<Integer> items = new ArrayList<>();
            queue.offer(3);
            queue.offer(1);
            await(queue.put(2));
            items.add(await(queue.take()));
            items.add(queue.poll());
            items.add(await(queue.take()));
            assertThat(queue.poll()).isNull();
            return done(items);
        });
    }

    @Test
    void equalPrioritiesLeaveInTheOrderOfTheirComing() {
        VirtualLoop.run(() -> {
            Queue<String> queue = Queue.priority(0, Comparator.comparing(String::length));
            for (String word : List.of("ccc", "b1", "b2", "a", "b3")) {
                queue.offer(word);
            }
            List<String> words = new ArrayList<>();
            while (!queue.isEmpty()) {
                words.add(await(queue.take()));
            }
            assertThat(words).containsExactly("a", "b1", "b2", "b3", "ccc");
            return done();
        });
    }

    @Test
    void whatNeedNotWaitDoesNotYield() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>(1);
            loop().callSoon(() -> log.add("callback"));
            await(queue.put(1));
            log.add(await(queue.take()));
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly(1, "callback");
    }

    @Test
    void nothingHappensBeforeItIsAwaited() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            Coroutine<Void> put = queue.put(1);
            assertThat(queue.size()).isZero();
            await(put);
            Coroutine<Integer> take = queue.take();
            Coroutine<Void> join = queue.join();
            assertThat(queue.size()).isEqualTo(1);
            assertThat(await(take)).isEqualTo(1);
            queue.taskDone();
            await(join);
            return done();
        });
    }

    @Test
    void aFullQueueMakesPutsWaitInTheOrderOfTheirAsking() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>(1);
            Task<Void> one = start(puts(queue, 1));
            Task<Void> two = start(puts(queue, 2));
            Task<Void> three = start(puts(queue, 3));
            await(yieldNow());
            assertThat(queue.isFull()).isTrue();
            assertThat(queue.offer(4)).isFalse();
            for (int i = 1; i <= 3; i++) {
                log.add(await(queue.take()));
            }
            await(gather(one, two, three));
            return done();
        });
        assertThat(log).containsExactly("put 1", 1, "put 2", 2, "put 3", 3);
    }

    @Test
    void takesWaitInTheOrderOfTheirAskingAndGetTheItemsInTheirs() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            List<Task<Void>> tasks =
                    List.of(start(takes(queue, "a")), start(takes(queue, "b")), start(takes(queue, "c")));
            await(yieldNow());
            queue.offer(1);
            queue.offer(2);
            await(queue.put(3));
            await(gather(tasks));
            return done();
        });
        assertThat(log).containsExactly("a 1", "b 2", "c 3");
    }

    @Test
    void aNewcomerOvertakesNobodyWhoIsBeingWoken() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>(1);
            Task<Void> reader = start(takes(queue, "reader"));
            await(yieldNow());
            queue.offer(1);
            assertThat(queue.size()).as("until the reader goes on").isEqualTo(1);
            assertThat(queue.poll()).isNull();
            Task<Void> newcomer = start(takes(queue, "newcomer"));
            await(queue.put(2));
            await(gather(reader, newcomer));

            await(queue.put(3));
            Task<Void> writer = start(puts(queue, 4));
            await(yieldNow());
            log.add(queue.poll());
            assertThat(queue.size()).as("until the writer goes on").isZero();
            assertThat(queue.offer(5)).isFalse();
            await(writer);
            log.add(queue.poll());
            return done();
        });
        assertThat(log).containsExactly("reader 1", "newcomer 2", 3, "put 4", 4);
    }

    @Test
    void aWaitingReaderGetsWhatIsFirstWhenItGoesOn() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = Queue.priority(0);
            Task<Void> reader = start(takes(queue, "reader"));
            await(yieldNow());
            queue.offer(2);
            queue.offer(1);
            await(reader);
            assertThat(queue.poll()).isEqualTo(2);
            return done();
        });
        assertThat(log).containsExactly("reader 1");
    }

    @Test
    void aCancelledReaderLeavesTheItemToTheNextInItsPlace() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            Task<Void> waiting = start(takes(queue, "waiting"));
            Task<Void> woken = start(takes(queue, "woken"));
            Task<Void> second = start(takes(queue, "second"));
            Task<Void> third = start(takes(queue, "third"));
            await(yieldNow());
            waiting.cancel();
            queue.offer(1);
            queue.offer(2);
            woken.cancel();
            assertThat(await(errorOf(waiting))).isInstanceOf(CancelledError.class);
            assertThat(await(errorOf(woken))).isInstanceOf(CancelledError.class);
            await(gather(second, third));
            assertThat(queue.size()).isZero();
            return done();
        });
        assertThat(log).containsExactly("second 1", "third 2");
    }

    @Test
    void aCancelledWriterPutsNothingAndLeavesTheRoomToTheNext() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>(1);
            queue.offer(0);
            Task<Void> waiting = start(puts(queue, 1));
            Task<Void> woken = start(puts(queue, 2));
            Task<Void> next = start(puts(queue, 3));
            await(yieldNow());
            waiting.cancel();
            assertThat(queue.poll()).isZero();
            woken.cancel();
            assertThat(await(errorOf(waiting))).isInstanceOf(CancelledError.class);
            assertThat(await(errorOf(woken))).isInstanceOf(CancelledError.class);
            await(next);
            assertThat(queue.poll()).isEqualTo(3);
            assertThat(queue.poll()).isNull();
            return done();
        });
        assertThat(log).containsExactly("put 3");
    }

    @Test
    void theLastReaderCancelledAfterItWasWokenLeavesTheItemInTheQueue() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            Task<Void> reader = start(takes(queue, "reader"));
            await(yieldNow());
            queue.offer(1);
            reader.cancel();
            assertThat(await(errorOf(reader))).isInstanceOf(CancelledError.class);
            assertThat(queue.poll()).isEqualTo(1);
            return done();
        });
    }

    @Test
    void aTaskCancelledBeforeItAsksTakesAndPutsNothing() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>(1);
            Task<Void> reader = start(() -> {
                currentTask().cancel();
                return takes(queue, "reader");
            });
            assertThat(await(errorOf(reader))).isInstanceOf(CancelledError.class);
            queue.offer(1);
            Task<Void> writer = start(() -> {
                currentTask().cancel();
                return puts(queue, 2);
            });
            assertThat(await(errorOf(writer))).isInstanceOf(CancelledError.class);
            assertThat(queue.poll()).isEqualTo(1);
            assertThat(queue.poll()).isNull();
            return done();
        });
        assertThat(log).isEmpty();
    }

    @Test
    void aTimeoutOfATakeLosesNoItem() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            loop().callLater(ofMillis(5), () -> queue.offer(1));
            assertThat(await(errorOf(timeout(ofMillis(5), queue.take()))))
                    .as("offered and expired at the same moment")
                    .isInstanceOf(DeadlineExceededException.class);
            assertThat(queue.poll()).isEqualTo(1);
            return done();
        });
    }

    @Test
    void joinWaitsUntilEveryItemWasReportedDone() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            await(queue.join());
            queue.offer(1);
            queue.offer(2);
            Task<Void> first = start(queue.join());
            Task<Void> cancelled = start(queue.join());
            Task<Void> second = start(queue.join());
            await(queue.take());
            await(queue.take());
            queue.taskDone();
            await(yieldNow());
            cancelled.cancel();
            await(yieldNow());
            assertThat(first.isDone()).isFalse();
            assertThat(queue.unfinished()).isEqualTo(1);
            queue.taskDone();
            queue.offer(3);
            await(gather(first, second));
            assertThat(cancelled.isCancelled()).isTrue();
            return done();
        });
    }

    @Test
    void aJoinWaitsForItemsThatAreStillToBePutByWaitingWriters() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>(1);
            queue.offer(1);
            Task<Void> writer = start(puts(queue, 2));
            await(yieldNow());
            await(queue.take());
            await(writer);
            queue.taskDone();
            assertThat(queue.unfinished()).isEqualTo(1);
            return done();
        });
    }

    @Test
    void taskDoneOnceTooOftenIsAnError() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            assertThatThrownBy(queue::taskDone)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("once for each item");
            queue.offer(1);
            queue.taskDone();
            assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);
            return done();
        });
    }

    @Test
    void anIterationAnnouncesOneItemAtATime() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            AsyncIterator<Integer> iterator = queue.iterator();
            assertThatThrownBy(iterator::next)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("hasNext()");
            queue.offer(1);
            queue.offer(2);
            assertThat(await(iterator.hasNext())).isTrue();
            assertThat(await(iterator.hasNext())).as("the same one").isTrue();
            assertThat(iterator.next()).isEqualTo(1);
            assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
            assertThat(queue.poll()).isEqualTo(2);
            return done();
        });
    }

    @Test
    void aCancelledIterationHasTakenNothing() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            AsyncIterator<Integer> iterator = queue.iterator();
            Task<Boolean> task = start(iterator.hasNext());
            await(yieldNow());
            queue.offer(1);
            task.cancel();
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
            assertThat(await(iterator.hasNext())).isTrue();
            assertThat(iterator.next()).isEqualTo(1);
            return done();
        });
    }

    @Test
    void nullAndNegativeCapacitiesAreRefusedWithAdvice() {
        assertThatThrownBy(() -> new Queue<>(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use 0");
        Queue<Integer> queue = new Queue<>();
        assertThatThrownBy(() -> queue.put(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("poll()");
        assertThatThrownBy(() -> queue.offer(null)).isInstanceOf(NullPointerException.class);
        assertThat(queue.capacity()).isZero();
        assertThat(queue.isFull()).isFalse();
        assertThat(new Queue<>(3).capacity()).isEqualTo(3);
    }

    @Test
    void anItemThatTheOrderRefusesChangesNothing() {
        VirtualLoop.run(() -> {
            Queue<Object> queue = Queue.priority(2, (a, b) -> ((Integer) a).compareTo((Integer) b));
            queue.offer(1);
            assertThatThrownBy(() -> queue.offer("text")).isInstanceOf(ClassCastException.class);
            assertThat(queue.size()).isEqualTo(1);
            assertThat(queue.unfinished()).isEqualTo(1);
            queue.offer(2);
            Task<Void> refused = start(queue.put("text"));
            Task<Void> next = start(queue.put(3));
            await(yieldNow());
            queue.poll();
            assertThat(await(errorOf(refused))).isInstanceOf(ClassCastException.class);
            await(next);
            assertThat(queue.size()).isEqualTo(2);
            return done();
        });
    }

    @Test
    void anotherLoopIsToldSo() {
        Queue<Integer> queue = new Queue<>();
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(timeout(ofMillis(1), queue.take()))))
                    .isInstanceOf(DeadlineExceededException.class);
            return done();
        });
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(queue.take())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("this queue serves the tasks of another loop");
            return done();
        });
    }

    @Test
    void anOfferFromAForeignThreadIsRefusedAndChangesNothing() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            Task<Void> reader = start(takes(queue, "reader"));
            await(yieldNow());
            AtomicReference<Throwable> error = new AtomicReference<>();
            Thread thread = new Thread(() -> queue.offer(1), "foreign");
            thread.setUncaughtExceptionHandler((dead, thrown) -> error.set(thrown));
            thread.start();
            thread.join();
            assertThat(error.get())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("callSoonThreadsafe");
            assertThat(queue.size()).isZero();
            queue.offer(2);
            await(reader);
            return done();
        });
        assertThat(log).containsExactly("reader 2");
    }
}
