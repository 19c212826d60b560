package dev.ikat.loop;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Runs a scenario, which starts threads of its own, in many schedules: the model checker switches threads at every access of
 * memory that they share, in another way each time, from a fixed seed. A schedule fails when the scenario throws, and when
 * some thread waits for ever (a deadlock, or a loop without end).
 *
 * <p>What only the loop's thread touches is not looked into: a switch there changes nothing.
 *
 * <p>Proven within bounds: so many schedules, and memory that is sequentially consistent in all of them.
 */
public final class Interleavings {
    private static final int LONGEST_LOOP = 1000;
    private static final String[] OF_ONE_THREAD = {
        "dev.ikat.loop.ReadyQueue", "dev.ikat.loop.Timers", "dev.ikat.loop.TimerHeap", "dev.ikat.loop.TimerSlots",
    };

    private Interleavings() {}

    /** What the outcome of each schedule is compared with: a scenario that did not throw. */
    public static class Passed {
        public void scenario() {
            // nothing to see
        }
    }

    /**
     * The class has one operation, {@code void scenario()}. The checker visits whatever a loop holds, and from the stream for
     * errors of a test runner that is half of the runner: hence the plain one meanwhile.
     */
    public static void check(Class<?> scenario, int schedules) {
        PrintStream captured = System.err;
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err)));
        try {
            options(schedules).check(scenario);
        } finally {
            System.setErr(captured);
        }
    }

    private static ModelCheckingOptions options(int schedules) {
        return new ModelCheckingOptions()
                .iterations(1)
                .invocationsPerIteration(schedules)
                .threads(1)
                .actorsBefore(0)
                .actorsPerThread(1)
                .actorsAfter(0)
                .loopBound(LONGEST_LOOP)
                .minimizeFailedScenario(false)
                .sequentialSpecification(Passed.class)
                .addGuarantee(forClasses(OF_ONE_THREAD).allMethods().ignore());
    }

    /** Runs each on a thread of its own, and returns when all have ended; throws what one of them threw. */
    public static void inParallel(Runnable... bodies) {
        Thread[] threads = new Thread[bodies.length];
        Throwable[] thrown = new Throwable[bodies.length];
        for (int i = 0; i < bodies.length; i++) {
            int number = i;
            threads[i] = new Thread(() -> {
                try {
                    bodies[number].run();
                } catch (Throwable error) {
                    thrown[number] = error;
                }
            });
            threads[i].start();
        }
        for (int i = 0; i < bodies.length; i++) {
            join(threads[i]);
            if (thrown[i] != null) {
                throw new AssertionError("a thread of the scenario failed", thrown[i]);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
