package dev.ikat.sync;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.AsyncIterator;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shutdown: puts fail now, takes drain first; an immediate one drains and counts what it drops as done. */
class QueueShutdownTest {
    @Test
    void putsFailNow() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            queue.shutdown(false);
            assertThat(queue.isShutDown()).isTrue();
            assertThatThrownBy(() -> queue.offer(1)).isInstanceOf(QueueShutDownException.class);
            assertThat(await(errorOf(queue.put(1)))).isInstanceOf(QueueShutDownException.class);
            assertThat(queue.size()).isZero();
            return done();
        });
    }

    @Test
    void takesDrainFirstThenFail() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            queue.offer(1);
            queue.offer(2);
            queue.offer(3);
            queue.shutdown(false);
            queue.shutdown(false);
            assertThat(await(queue.take())).isEqualTo(1);
            assertThat(queue.poll()).isEqualTo(2);
            assertThat(await(queue.take())).isEqualTo(3);
            assertThat(await(errorOf(queue.take()))).isInstanceOf(QueueShutDownException.class);
            assertThatThrownBy(queue::poll).isInstanceOf(QueueShutDownException.class);
            return done();
        });
    }

    @Test
    void everybodyWhoWaitsIsTold() {
        VirtualLoop.run(() -> {
            Queue<Integer> empty = new Queue<>();
            Task<Integer> reader = start(empty.take());
            Task<Integer> another = start(empty.take());
            Queue<Integer> full = new Queue<>(1);
            full.offer(1);
            Task<Void> writer = start(full.put(2));
            await(yieldNow());
            empty.shutdown(false);
            full.shutdown(false);
            assertThat(await(errorOf(reader))).isInstanceOf(QueueShutDownException.class);
            assertThat(await(errorOf(another))).isInstanceOf(QueueShutDownException.class);
            assertThat(await(errorOf(writer))).isInstanceOf(QueueShutDownException.class);
            assertThat(await(full.take())).isEqualTo(1);
            return done();
        });
    }

    @Test
    void aWriterThatWasWokenAndHasNotGoneOnIsToldToo() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>(1);
            queue.offer(1);
            Task<Void> writer = start(queue.put(2));
            await(yieldNow());
            queue.poll();
            queue.shutdown(false);
            assertThat(await(errorOf(writer))).isInstanceOf(QueueShutDownException.class);
            assertThat(queue.size()).isZero();
            return done();
        });
    }

    @Test
    void aReaderThatWasWokenStillGetsItsItemUnlessItIsDropped() {
        VirtualLoop.run(() -> {
            for (boolean immediate : new boolean[] {false, true}) {
                Queue<Integer> queue = new Queue<>();
                Task<Integer> reader = start(queue.take());
                await(yieldNow());
                queue.offer(1);
                queue.shutdown(immediate);
                assertThat(await(errorOf(reader)) instanceof QueueShutDownException)
                        .isEqualTo(immediate);
            }
            return done();
        });
    }

    @Test
    void anItemThatAWokenReaderGivesUpGoesToTheNextAlsoAfterTheShutdown() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            Task<Integer> woken = start(queue.take());
            Task<Integer> waiting = start(queue.take());
            await(yieldNow());
            queue.offer(1);
            queue.shutdown(false);
            woken.cancel();
            assertThat(await(errorOf(woken))).isInstanceOf(CancelledError.class);
            assertThat(await(waiting)).isEqualTo(1);
            return done();
        });
    }

    @Test
    void whoComesAfterTheShutdownWaitsForWhatTheWokenLeave() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            Task<Integer> takes = start(queue.take());
            Task<Integer> gives = start(queue.take());
            await(yieldNow());
            queue.offer(1);
            queue.offer(2);
            queue.shutdown(false);
            gives.cancel();
            assertThat(queue.poll()).isNull();
            assertThat(await(queue.take())).isEqualTo(2);
            assertThat(takes.result()).isEqualTo(1);
            assertThat(gives.isCancelled()).isTrue();
            assertThat(await(errorOf(queue.take()))).isInstanceOf(QueueShutDownException.class);
            return done();
        });
    }

    @Test
    void anImmediateShutdownDropsWhatIsThereAndCountsItAsDone() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            queue.offer(1);
            queue.offer(2);
            queue.offer(3);
            await(queue.take());
            Task<Void> join = start(queue.join());
            await(yieldNow());
            queue.shutdown(true);
            assertThat(queue.size()).isZero();
            assertThat(queue.unfinished()).isEqualTo(1);
            await(yieldNow());
            assertThat(join.isDone()).isFalse();
            queue.taskDone();
            await(join);
            assertThat(await(errorOf(queue.take()))).isInstanceOf(QueueShutDownException.class);
            return done();
        });
    }

    @Test
    void anImmediateShutdownCountsNoItemTwice() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            queue.offer(1);
            queue.offer(2);
            queue.taskDone();
            queue.shutdown(false);
            queue.shutdown(true);
            assertThat(queue.unfinished()).isZero();
            await(queue.join());
            assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);
            return done();
        });
    }

    @Test
    void aJoinGoesOnAfterAnImmediateShutdownOfWhatNobodyTook() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            queue.offer(1);
            Task<Void> join = start(queue.join());
            await(yieldNow());
            queue.shutdown(true);
            await(join);
            return done();
        });
    }

    @Test
    void anIterationEndsOnceTheQueueIsDrained() {
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>();
            Task<List<Integer>> first = start(all(queue));
            Task<List<Integer>> second = start(all(queue));
            await(yieldNow());
            queue.offer(1);
            queue.offer(2);
            queue.offer(3);
            queue.shutdown(false);
            List<Integer> items = new ArrayList<>(await(first));
            items.addAll(await(second));
            assertThat(items).containsExactlyInAnyOrder(1, 2, 3);
            assertThat(await(queue.iterator().hasNext())).isFalse();
            return done();
        });
    }

    @Async
    private static Coroutine<List<Integer>> all(Queue<Integer> queue) {
        List<Integer> items = new ArrayList<>();
        AsyncIterator<Integer> iterator = queue.iterator();
        while (await(iterator.hasNext())) {
            items.add(iterator.next());
        }
        return done(items);
    }
}
