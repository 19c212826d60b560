package dev.ikat.sync;

import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.StateMachine;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Holds tasks until so many have arrived, then lets them all pass, time after time. A task that is cancelled at the
 * barrier withdraws as it runs; the others wait on. Used on one loop's thread.
 *
 * <pre>
 *             the last of the parties arrives                 all have left
 * FILLING --------------------------------------> DRAINING -----------------> FILLING
 *  |   ^                                             |  reset
 *  |   '----all have left---- RESETTING <--reset-----+-------- FILLING with tasks, BROKEN with tasks
 *  '---abort---> BROKEN (from any state) --reset, all have left--> FILLING
 * </pre>
 *
 * Who arrives while it is DRAINING or RESETTING waits for FILLING. Since nothing is awaited between the states, it needs
 * no lock.
 */
public final class Barrier {
    private enum State {
        /** Tasks arrive and wait. */
        FILLING,
        /** The last has arrived; not all have run since. */
        DRAINING,
        /** It was reset with tasks at it; not all have run since. */
        RESETTING,
        /** It was aborted; nobody passes. */
        BROKEN
    }

    /** Those that arrived, and while there are such to leave, those that came too early for the next time. */
    private final WaitQueue queue = new WaitQueue("barrier");

    private final int parties;
    private State state = State.FILLING;

    /** Tasks that have arrived and not left since. */
    private int count;

    /**
     * Makes one for so many tasks.
     *
     * @throws IllegalArgumentException for less than one
     */
    public Barrier(int parties) {
        if (parties < 1) {
            throw new IllegalArgumentException("a barrier cannot have " + parties + " parties; use 1 or more");
        }
        this.parties = parties;
    }

    /**
     * Waits until all parties have arrived; the last does not yield. Awaiting it throws {@link BrokenBarrierException}
     * when the barrier is aborted, or reset meanwhile.
     *
     * @return 0 to parties - 1, another for each of those that pass together, in the order of their arrival
     */
    public Coroutine<Integer> arrive() {
        return new Arrive();
    }

    /** Begins anew: those who wait fail with {@link BrokenBarrierException}; a broken barrier is whole again. */
    public Coroutine<Void> reset() {
        return Coroutine.defer(() -> {
            state = count > 0 ? State.RESETTING : State.FILLING;
            queue.wakeAll();
            return Ikat.done();
        });
    }

    /** Breaks it: those who wait and those who come fail with {@link BrokenBarrierException}, until it is reset. */
    public Coroutine<Void> abort() {
        return Coroutine.defer(() -> {
            state = State.BROKEN;
            queue.wakeAll();
            return Ikat.done();
        });
    }

    /** Whether it was aborted and not reset since. */
    public boolean isBroken() {
        return state == State.BROKEN;
    }

    /** How many tasks have arrived and wait for the others. */
    public int waiting() {
        return state == State.FILLING ? count : 0;
    }

    /** How many it waits for. */
    public int parties() {
        return parties;
    }

    @Override
    public String toString() {
        String waiters = isBroken() ? "" : ", " + waiting() + " of " + parties + " waiting";
        return "barrier (" + state.name().toLowerCase(Locale.ROOT) + waiters + ")";
    }

    /** All parties are here: wakes those that wait, and numbers them. */
    private void open() {
        state = State.DRAINING;
        int index = 0;
        for (Waiter each = queue.first(); each != null; each = queue.first()) {
            ((Place) each).index = index++;
            queue.wakeFirst();
        }
        assert index < parties;
    }

    /** The last to leave lets in those who wait for the next time. */
    private void leave() {
        count--;
        if (count == 0) {
            state = isBroken() ? State.BROKEN : State.FILLING;
            queue.wakeAll();
        }
    }

    /** Where a task stands at the barrier, or before it. */
    private final class Place extends Waiter {
        int index;

        Place() {
            super(queue);
        }
    }

    private final class Arrive extends StateMachine<Integer> {
        /** Counted by the barrier; before that it may have to wait for FILLING. */
        private boolean arrived;

        @Override
        protected Integer step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
            Place place = (Place) awaited();
            if (place != null && error != null) {
                queue.remove(place);
            }
            if (place != null && arrived) {
                return pass(place, error);
            }
            if (error != null) {
                throw error;
            }
            return enter();
        }

        private Integer enter() {
            if (state == State.DRAINING || state == State.RESETTING) {
                return await(new Place());
            }
            if (isBroken()) {
                throw new BrokenBarrierException("the barrier was aborted; await reset() to use it again");
            }
            if (count + 1 < parties) {
                Place place = new Place();
                arrived = true;
                count++;
                return await(place);
            }
            count++;
            open();
            leave();
            return parties - 1;
        }

        private Integer pass(Place place, @Nullable Throwable error) throws Throwable {
            assert error != null || state != State.FILLING;
            boolean drains = state == State.DRAINING;
            String cause = isBroken() ? "aborted" : "reset";
            leave();
            if (error != null) {
                throw error;
            }
            if (!drains) {
                throw new BrokenBarrierException("the barrier was " + cause + " while this task waited at it");
            }
            return place.index;
        }
    }
}
