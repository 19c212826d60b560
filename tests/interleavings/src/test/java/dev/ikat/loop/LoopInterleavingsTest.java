package dev.ikat.loop;

import static dev.ikat.loop.Interleavings.inParallel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * A loop and the threads that call it, with a poller in the place of the selector whose waits the checker sees: every call
 * arrives, once, those of a thread in their order, and no wake-up is lost; a closed loop refuses and runs nothing more; one
 * thread at a time owns a loop.
 *
 * <p>Not proven here: that the selector remembers a wake-up which comes before its wait, which the JDK documents and the
 * suite tries under load.
 */
public class LoopInterleavingsTest {
    private static final int SCHEDULES = Integer.getInteger("ikat.schedules", 150);

    @Test
    void everyCallArrives() {
        Interleavings.check(EveryCallArrives.class, SCHEDULES);
    }

    @Test
    void aClosedLoopRefuses() {
        Interleavings.check(AClosedLoopRefuses.class, SCHEDULES);
    }

    @Test
    void oneThreadOwnsALoop() {
        Interleavings.check(OneThreadOwnsALoop.class, SCHEDULES);
    }

    /** The loop sleeps, is woken and falls asleep again, and stops after the fourth call. */
    public static class EveryCallArrives {
        private final SelectorLoop loop = ParkedPoller.loop();
        private final List<String> ran = new ArrayList<>();

        @Operation
        public void scenario() {
            inParallel(loop::runForever, () -> call("a1", "a2"), () -> call("b1", "b2"));
            assertEquals(Set.of("a1", "a2", "b1", "b2"), Set.copyOf(ran));
            assertTrue(ran.indexOf("a1") < ran.indexOf("a2"), ran::toString);
            assertTrue(ran.indexOf("b1") < ran.indexOf("b2"), ran::toString);
        }

        private void call(String... names) {
            for (String name : names) {
                loop.callSoonThreadsafe(() -> run(name));
            }
        }

        private void run(String name) {
            ran.add(name);
            if (ran.size() == 4) {
                loop.stop();
            }
        }
    }

    /** A call either comes in time, and then may run, or is refused: never is one taken for good by a loop that is closed. */
    public static class AClosedLoopRefuses {
        private final SelectorLoop loop = ParkedPoller.loop();
        private final AtomicInteger ran = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();

        @Operation
        public void scenario() {
            inParallel(this::runAndClose, this::call, this::call);
            int ranBeforeTheClose = ran.get();
            assertTrue(ran.get() + refused.get() <= 2);
            call();
            assertEquals(ranBeforeTheClose, ran.get());
            assertTrue(refused.get() >= 1);
        }

        private void runAndClose() {
            loop.callSoon(loop::stop);
            loop.runForever();
            loop.close();
            assertTrue(loop.isClosed());
        }

        private void call() {
            try {
                loop.callSoonThreadsafe(ran::incrementAndGet);
            } catch (IllegalStateException closed) {
                assertEquals("this loop is closed", closed.getMessage());
                assertTrue(loop.isClosed());
                refused.incrementAndGet();
            }
        }
    }

    /** Two want to run the loop, one to close it. */
    public static class OneThreadOwnsALoop {
        private final LoopOwner owner = new LoopOwner();
        private final AtomicBoolean inside = new AtomicBoolean();
        private final AtomicBoolean closed = new AtomicBoolean();

        @Operation
        public void scenario() {
            inParallel(this::run, this::run, this::close);
            assertFalse(owner.isRunning());
            assertEquals(closed.get(), owner.isClosed());
        }

        private void run() {
            try {
                owner.enter();
            } catch (IllegalStateException ownedOrClosed) {
                return;
            }
            assertTrue(inside.compareAndSet(false, true), "two threads run the loop");
            assertFalse(closed.get(), "a closed loop runs");
            assertTrue(owner.isRunning());
            owner.check();
            inside.set(false);
            owner.exit();
        }

        private void close() {
            try {
                assertTrue(owner.close());
            } catch (IllegalStateException running) {
                return;
            }
            closed.set(true);
            assertFalse(inside.get(), "a loop that runs was closed");
        }
    }
}
