package dev.ikat.io;

import dev.ikat.LoopBinding;
import dev.ikat.Suspension;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One operation at a time, in the order in which they were awaited. A turn that a task gets as it is cancelled goes on to the
 * next. Owned by the thread of the loop that used it first.
 */
final class Turns {
    private final ArrayDeque<Turn> queue = new ArrayDeque<>();
    private final LoopBinding binding;
    private boolean taken;

    Turns(String what) {
        binding = new LoopBinding(what);
    }

    /** The turn to wait for; null when it was free and is the caller's now. */
    @Nullable
    Turn enter() {
        binding.check();
        if (!taken) {
            taken = true;
            return null;
        }
        Turn turn = new Turn();
        queue.add(turn);
        return turn;
    }

    void leave() {
        assert taken;
        Turn next = queue.poll();
        if (next == null) {
            taken = false;
        } else {
            next.begin();
        }
    }

    /** For what is done at once, on the loop's thread. */
    void check() {
        binding.checkThread();
    }

    /** As {@link #check}, for what goes together with no operation. */
    void requireFree(String refusal) {
        check();
        if (taken) {
            throw new IllegalStateException(refusal + " while an operation runs; await that before");
        }
    }

    /** A place in the queue. */
    final class Turn extends Suspension<Void> {
        private Turn() {
            super(binding);
        }

        @SuppressWarnings("NullAway") // Void has no other value
        private void begin() {
            complete(null);
        }

        @Override
        protected void abort() {
            if (isCancelled()) {
                queue.remove(this);
            } else {
                leave();
            }
        }
    }
}
