package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.each;
import static dev.ikat.Ikat.start;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import dev.ikat.loop.EventLoop;
import dev.ikat.sync.Channel;
import dev.ikat.sync.Queue;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Two tasks that hand an item to and fro through two queues. An operation is one hop: a put, and a take that waited. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class QueueHop {
    protected static final int TURNS = 10_000;
    private static final Object ITEM = new Object();

    /** Callbacks with a queue each: whoever puts an item posts the other one. */
    @Benchmark
    @OperationsPerInvocation(2 * TURNS)
    public void baselineCallbacks(LoopState state) {
        Callback left = new Callback(state);
        Callback right = new Callback(state);
        left.other = right;
        right.other = left;
        left.items.add(ITEM);
        state.drive(left);
    }

    @Benchmark
    @OperationsPerInvocation(2 * TURNS)
    public void ikat(LoopState state) {
        state.run(both());
    }

    /** The same, each taking in a loop over its queue. */
    @Benchmark
    @OperationsPerInvocation(2 * TURNS)
    public void ikatEach(LoopState state) {
        state.run(bothEach());
    }

    /** As tasks do it, by hand: no cancellation, one who waits, nobody who puts ever waits. */
    @Benchmark
    @OperationsPerInvocation(2 * TURNS)
    public void stateMachine(LoopState state) {
        Items left = new Items();
        Items right = new Items();
        Machine first = new Machine(state.loop, new Alternate(state.loop, left, right));
        state.loop.callSoon(new Machine(state.loop, new Alternate(state.loop, right, left)));
        left.put(state.loop, ITEM);
        state.drive(first);
    }

    /** Through two channels that are a rendezvous. */
    @Benchmark
    @OperationsPerInvocation(2 * TURNS)
    public void ikatChannel(LoopState state) {
        state.run(bothByChannels());
    }

    /** One puts, one takes; the bound makes them take turns, so a hop is a put and a take of which one waited. */
    @Benchmark
    @OperationsPerInvocation(TURNS)
    public void ikatPipeline(LoopState state) {
        state.run(pipeline());
    }

    private static final class Callback implements Runnable {
        private final LoopState state;
        private final ArrayDeque<Object> items = new ArrayDeque<>();
        private Callback other;
        private int left = TURNS;

        Callback(LoopState state) {
            this.state = state;
        }

        @Override
        public void run() {
            if (left-- == 0) {
                state.loop.stop();
                return;
            }
            other.items.add(items.remove());
            state.loop.callSoon(other);
        }
    }

    /** What the machines hand items through. */
    private static final class Items {
        private final ArrayDeque<Object> items = new ArrayDeque<>();
        private Machine waiting;

        void put(EventLoop loop, Object item) {
            items.add(item);
            Machine woken = waiting;
            if (woken != null) {
                waiting = null;
                loop.callSoon(woken);
            }
        }

        Object take(Machine machine) {
            if (items.isEmpty()) {
                waiting = machine;
                return Machine.SUSPENDED;
            }
            return items.remove();
        }
    }

    /** {@code for (…) other.put(mine.take());} */
    private static final class Alternate extends Machine.Frame {
        private final EventLoop loop;
        private final Items mine;
        private final Items other;
        private int i;

        Alternate(EventLoop loop, Items mine, Items other) {
            this.loop = loop;
            this.mine = mine;
            this.other = other;
        }

        @Override
        Object resume(Machine machine, Object value) {
            int i = this.i;
            if (label == 1) {
                other.put(loop, mine.items.remove());
                i++;
            }
            for (; i < TURNS; i++) {
                Object item = mine.take(machine);
                if (item == Machine.SUSPENDED) {
                    this.i = i;
                    label = 1;
                    machine.link(this);
                    return Machine.SUSPENDED;
                }
                other.put(loop, item);
            }
            return null;
        }
    }

    @Async
    private static Coroutine<Void> both() {
        Queue<Object> left = new Queue<>();
        Queue<Object> right = new Queue<>();
        Task<Void> first = start(alternate(left, right));
        Task<Void> second = start(alternate(right, left));
        left.offer(ITEM);
        await(first);
        await(second);
        return done();
    }

    @Async
    private static Coroutine<Void> alternate(Queue<Object> mine, Queue<Object> other) {
        for (int i = 0; i < TURNS; i++) {
            Object item = await(mine.take());
            await(other.put(item));
        }
        return done();
    }

    @Async
    private static Coroutine<Void> bothEach() {
        Queue<Object> left = new Queue<>();
        Queue<Object> right = new Queue<>();
        Task<Void> first = start(alternateEach(left, right));
        Task<Void> second = start(alternateEach(right, left));
        left.offer(ITEM);
        await(first);
        await(second);
        return done();
    }

    @Async
    private static Coroutine<Void> alternateEach(Queue<Object> mine, Queue<Object> other) {
        int i = 0;
        for (Object item : each(mine)) {
            await(other.put(item));
            if (++i == TURNS) {
                break;
            }
        }
        return done();
    }

    @Async
    private static Coroutine<Void> bothByChannels() {
        Channel<Object> left = new Channel<>();
        Channel<Object> right = new Channel<>();
        Task<Void> first = start(leads(left, right));
        Task<Void> second = start(follows(right, left));
        await(first);
        await(second);
        return done();
    }

    @Async
    private static Coroutine<Void> leads(Channel<Object> mine, Channel<Object> other) {
        for (int i = 0; i < TURNS; i++) {
            await(other.send(ITEM));
            await(mine.receive());
        }
        return done();
    }

    @Async
    private static Coroutine<Void> follows(Channel<Object> mine, Channel<Object> other) {
        for (int i = 0; i < TURNS; i++) {
            await(other.send(await(mine.receive())));
        }
        return done();
    }

    @Async
    private static Coroutine<Void> pipeline() {
        Queue<Object> queue = new Queue<>(1);
        Task<Void> producer = start(puts(queue));
        for (int i = 0; i < TURNS; i++) {
            await(queue.take());
        }
        await(producer);
        return done();
    }

    @Async
    private static Coroutine<Void> puts(Queue<Object> queue) {
        for (int i = 0; i < TURNS; i++) {
            await(queue.put(ITEM));
        }
        return done();
    }
}
