package dev.ikat.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks that other threads hand to a loop: many producers, one consumer, lock-free, unbounded. It is a stack
 * (Treiber 1986) that the consumer takes whole and turns round, so a drain costs one atomic operation however much
 * there is, and no node is ever popped singly (no ABA). The same word says whether the consumer must be woken:
 *
 * <pre>
 *            add                       drain
 *   EMPTY ---------> nodes (add: more) -------> EMPTY
 *   EMPTY --fallAsleep--> ASLEEP --add, and its caller wakes the loop--> nodes
 *                         ASLEEP --drain--> EMPTY
 *   any   --close--> CLOSED, for good
 * </pre>
 *
 * <p>No wake-up is lost: the loop blocks only after its compare-and-set EMPTY → ASLEEP, which fails when anything was
 * added; what is added later finds ASLEEP in the one word, and exactly one add, the one that replaces it, wakes the
 * loop. The poller remembers a wake-up that comes before the wait. A wake-up that comes late (the loop was up already,
 * for a timer) costs one empty iteration.
 *
 * <p>Access modes: {@code top} changes by compareAndSet, getAndSet and (close) setVolatile, so what was written before
 * an add is seen by the drain that takes it. It is looked at with getOpaque first, where nothing is read through it; a
 * drain that so misses a fresh add leaves it to the next one, or to the compareAndSet of fallAsleep, which cannot miss
 * it. {@code next} is plain: written before the compareAndSet that publishes its node, read after the getAndSet.
 */
final class Inbox {
    private static final VarHandle TOP;
    private static final Node ASLEEP = new Node(() -> {});
    private static final Node CLOSED = new Node(() -> {});

    static {
        try {
            TOP = MethodHandles.lookup().findVarHandle(Inbox.class, "top", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // TOP is this
    private volatile @Nullable Node top;

    /**
     * Adds a callback, from any thread.
     *
     * @return whether the caller must wake the loop now
     * @throws IllegalStateException when closed
     */
    boolean add(Runnable callback) {
        Node node = new Node(callback);
        while (true) {
            Node seen = (Node) TOP.getOpaque(this);
            if (seen == CLOSED) {
                throw LoopOwner.closedError();
            }
            node.next = seen == ASLEEP ? null : seen;
            if (TOP.compareAndSet(this, seen, node)) {
                return seen == ASLEEP;
            }
        }
    }

    /** Moves all to the queue, in the order of the adds, and counts as awake. For the loop's thread. */
    void drainTo(ReadyQueue ready) {
        if (TOP.getOpaque(this) == null) {
            return;
        }
        Node taken = (Node) TOP.getAndSet(this, null);
        assert taken != CLOSED : "a closed loop runs";
        if (taken != ASLEEP) {
            for (Node node = reversed(taken); node != null; node = node.next) {
                ready.add(node.callback);
            }
        }
    }

    /** Whether a drain would find nothing. */
    boolean isEmpty() {
        Node seen = (Node) TOP.getVolatile(this);
        return seen == null || seen == ASLEEP;
    }

    /** From here on an add asks for a wake-up, until a drain; false when there is something to drain now. */
    boolean fallAsleep() {
        return TOP.compareAndSet(this, (Node) null, ASLEEP);
    }

    /** Drops what is there and refuses what comes. From any thread. */
    void close() {
        TOP.setVolatile(this, CLOSED);
    }

    private static @Nullable Node reversed(@Nullable Node stack) {
        Node oldest = null;
        while (stack != null) {
            Node below = stack.next;
            stack.next = oldest;
            oldest = stack;
            stack = below;
        }
        return oldest;
    }

    private static final class Node {
        final Runnable callback;

        @Nullable
        Node next;

        Node(Runnable callback) {
            this.callback = callback;
        }
    }
}
