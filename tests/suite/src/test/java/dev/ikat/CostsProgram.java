package dev.ikat;

import static dev.ikat.Ikat.*;

import com.sun.management.ThreadMXBean;
import dev.ikat.frame.GeneratorFrame;
import dev.ikat.loop.Order;
import dev.ikat.loop.Poller;
import dev.ikat.loop.SelectorLoop;
import dev.ikat.woven.Frames;
import java.lang.management.ManagementFactory;
import java.nio.channels.SelectableChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * What an operation allocates, and how many callbacks the loop runs for it; a line each, with a tilde where classes of the
 * JDK have a part in it. The program of {@link CostsTest}.
 *
 * <p>An operation is done so many times and then three times as often, in one task; the difference of the two is what the
 * operations cost, without what surrounds them. Both are exact: bytes as the JVM counts them for a thread, callbacks as an
 * {@link Order} is asked for them. It belongs into a JVM without C2, which may take allocations away as it likes.
 */
final class CostsProgram {
    private static final int FEW = 500;
    private static final int MANY = 3 * FEW;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private CostsProgram() {}

    public static void main(String[] arguments) {
        CostsProgram program = new CostsProgram();
        operations()
                .forEach((name, operation) -> System.out.printf(
                        "%-56s %5s B %3s callbacks%n", name, program.bytes(operation), program.callbacks(operation)));
    }

    private String bytes(IntFunction<Coroutine<?>> operation) {
        try (Runner runner = runner(null)) {
            runner.run(operation.apply(MANY));
            return perOperation(allocated(runner, operation, MANY) - allocated(runner, operation, FEW));
        }
    }

    /** The least of several times: classes load and link once. */
    private static long allocated(Runner runner, IntFunction<Coroutine<?>> operation, int times) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            Coroutine<?> operations = operation.apply(times);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            runner.run(operations);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private String callbacks(IntFunction<Coroutine<?>> operation) {
        long[] count = new long[1];
        try (Runner runner = runner(ready -> {
            count[0]++;
            return 0;
        })) {
            runner.run(operation.apply(FEW));
            long few = count[0];
            runner.run(operation.apply(MANY));
            return perOperation(count[0] - few - few);
        }
    }

    /** What comes out of the operations in between; with a fraction where some are dearer than others. */
    private static String perOperation(long difference) {
        int operations = MANY - FEW;
        return difference % operations == 0
                ? Long.toString(difference / operations)
                : Double.toString((double) difference / operations);
    }

    private static Runner runner(Order order) {
        Waiting poller = new Waiting();
        return Runner.builder()
                .loopFactory(() -> new SelectorLoop(() -> poller.nowNanos, poller, order))
                .build();
    }

    private static Map<String, IntFunction<Coroutine<?>>> operations() {
        Map<String, IntFunction<Coroutine<?>>> all = new LinkedHashMap<>();
        all.put("await of a completed promise", CostsOfTasks::completedPromise);
        all.put("await of a completed task", CostsOfTasks::completedTask);
        all.put("await of a value", CostsOfTasks::value);
        all.put("await of a call that does not suspend", CostsOfTasks::direct);
        all.put("await of a call that does not suspend, by its entry", CostsOfTasks::byEntry);
        all.put("yield", CostsOfTasks::yielding);
        all.put("yield below ten methods", times -> CostsOfTasks.nested(10, times));
        all.put("call, yield, return: one method down", times -> CostsOfTasks.descending(1, times));
        all.put("call, yield, return: ten methods down", times -> CostsOfTasks.descending(10, times));
        all.put("promise, completed before its await", CostsOfTasks::promiseAtOnce);
        all.put("promise, completed by another task", CostsOfTasks::promiseOfAnother);
        all.put("start and join", CostsOfTasks::joining);
        all.put("start and join, ended in the call", CostsOfTasks::joiningEager);
        all.put("start and join, a yield in between", times -> CostsOfTasks.joiningLater(1, times));
        all.put("start and join, a yield five methods down", times -> CostsOfTasks.joiningLater(5, times));
        all.put("~ gather of two", CostsOfTasks::gathering);
        all.put("~ task group of two", CostsOfTasks::grouped);
        all.put("timeout that does not pass", CostsOfTasks::inTime);
        all.put("sleep", CostsOfTasks::sleeping);
        all.put("~ task asleep, cancelled, joined", CostsOfTasks::cancelled);
        all.put("context variable, read", CostsOfTasks::reading);
        all.put("timer, made and cancelled", CostsOfTasks::timers);
        all.put("callback", CostsOfTasks::callbacksInTurn);
        all.put("callback, as from another thread", CostsOfTasks::threadsafe);
        all.put("queue, put and taken without a wait", CostsOfSharing::queueAtOnce);
        all.put("queue, a hop from task to task", CostsOfSharing::queueHop);
        all.put("queue, a hop to a loop over it", CostsOfSharing::queueLoop);
        all.put("channel, a hop from task to task", CostsOfSharing::channelHop);
        all.put("lock, free", CostsOfSharing::lockByHand);
        all.put("lock, free, with its permit", CostsOfSharing::lock);
        all.put("lock, held by another task", CostsOfSharing::lockInTurns);
        all.put("semaphore, free", CostsOfSharing::semaphore);
        all.put("event, set", CostsOfSharing::event);
        all.put("generator, an element", CostsOfSharing::generator);
        all.put("generator, an element below ten others", CostsOfSharing::delegating);
        all.put("asynchronous generator, an element", CostsOfSharing::asynchronous);
        all.put("frame of a generator", times -> making(times, () -> new GeneratorFrame(null)));
        all.put("frame of nothing", times -> making(times, () -> new Frames.R0L0(null)));
        all.put("frame of a number", times -> making(times, () -> new Frames.R0L1(null)));
        all.put("frame of 2 references", times -> making(times, () -> new Frames.R2L0(null)));
        all.put("frame of 2 references and a number", times -> making(times, () -> new Frames.R2L1(null)));
        all.put("frame of 4 references and 4 numbers", times -> making(times, () -> new Frames.R4L4(null)));
        all.put("frame of 8 references and 4 numbers", times -> making(times, () -> new Frames.R8L4(null)));
        return all;
    }

    /** Kept, so that it is made. */
    static Object made;

    @Async
    private static Coroutine<Void> making(int times, Supplier<Object> constructor) {
        for (int i = 0; i < times; i++) {
            made = constructor.get();
        }
        return done();
    }

    /** Waiting takes no time, and there are no channels. */
    private static final class Waiting implements Poller {
        long nowNanos;

        @Override
        public void poll(long timeoutNanos, Sink sink) {
            nowNanos += Math.max(0, timeoutNanos);
        }

        @Override
        public Key register(SelectableChannel channel, Object token) {
            throw new UnsupportedOperationException("no channels here");
        }

        @Override
        public void wakeup() {}

        @Override
        public int size() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
