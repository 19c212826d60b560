package dev.ikat.loop;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * The inbox is linearisable: random programs of adds from three threads, with the loop's own operations on one of them, have in
 * each explored schedule an outcome that {@link Model} has too in some order. So nothing is lost or doubled, the adds of a
 * thread stay in their order, the loop never falls asleep over work, and one add, no more, is told to wake it.
 *
 * <p>Proven within bounds: so many programs of so many operations, so many schedules of each, in all of which memory is
 * sequentially consistent. What a weaker access mode might let through is for reasoning, and the stress tests of the suite.
 *
 * <p>A drain is an operation of the loop's thread alone, and therefore in one group with the other ones of the loop: it looks
 * before it takes, so that two drains at a time would not be atomic.
 */
@Param(name = "number", gen = IntGen.class, conf = "1:9")
public class InboxInterleavingsTest {
    private static final int PROGRAMS = 30;
    private static final int SCHEDULES = Integer.getInteger("ikat.schedules", 100);

    private final Inbox inbox = new Inbox();
    private final ReadyQueue ready = new ReadyQueue();

    @Operation
    public boolean add(@Param(name = "number") int number) {
        return inbox.add(new Numbered(number));
    }

    @Operation(nonParallelGroup = "loop")
    public List<Integer> drain() {
        List<Integer> numbers = new ArrayList<>();
        inbox.drainTo(ready);
        while (!ready.isEmpty()) {
            numbers.add(((Numbered) ready.take()).number);
        }
        return numbers;
    }

    @Operation(nonParallelGroup = "loop")
    public boolean fallAsleep() {
        return inbox.fallAsleep();
    }

    private record Numbered(int number) implements Runnable {
        @Override
        public void run() {
            throw new AssertionError("only its number is looked at");
        }
    }

    /** What one thread would see. */
    public static class Model {
        private List<Integer> numbers = new ArrayList<>();
        private boolean asleep;

        public boolean add(int number) {
            numbers.add(number);
            boolean wakes = asleep;
            asleep = false;
            return wakes;
        }

        public List<Integer> drain() {
            List<Integer> taken = numbers;
            numbers = new ArrayList<>();
            asleep = false;
            return taken;
        }

        public boolean fallAsleep() {
            boolean falls = !asleep && numbers.isEmpty();
            asleep |= falls;
            return falls;
        }
    }

    @Test
    void itIsLinearisable() {
        new ModelCheckingOptions()
                .sequentialSpecification(Model.class)
                .iterations(PROGRAMS)
                .invocationsPerIteration(SCHEDULES)
                .actorsBefore(0)
                .threads(3)
                .actorsPerThread(2)
                .actorsAfter(2)
                .check(InboxInterleavingsTest.class);
    }
}
