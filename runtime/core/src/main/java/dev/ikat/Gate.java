package dev.ikat;

import dev.ikat.loop.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many coroutines run at a time, in the order in which their tasks began; the place of one that ends goes to the
 * first that waits, also when that one is cancelled at the same moment.
 */
final class Gate {
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private int free;

    /** Those that were handed a place and have not run since: until then a newcomer queues though a place be free. */
    private int waking;

    /**
     * With so many places.
     *
     * @throws IllegalArgumentException for less than one
     */
    Gate(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit of " + limit + " would let nothing run; use 1 or more");
        }
        free = limit;
    }

    /** The coroutine, run as soon as there is a place for it. */
    <T> Coroutine<T> admit(Coroutine<T> coroutine) {
        return new Admitted<>(coroutine);
    }

    private void release() {
        free++;
        handOut();
    }

    private void handOut() {
        while (free > 0 && !waiters.isEmpty()) {
            free--;
            waking++;
            waiters.remove().complete(true);
        }
    }

    /** First those that await the failed one hear of it: a group cancels who waits here. */
    private void releaseAfterFailure(EventLoop loop) {
        loop.callSoon(() -> loop.callSoon(this::release));
    }

    private final class Waiter extends Suspension<Boolean> {
        @Override
        protected void abort() {
            if (isCancelled()) {
                waiters.remove(this);
            } else {
                waking--;
                release();
            }
        }
    }

    private final class Admitted<T> extends StateMachine<T> {
        private final Coroutine<T> coroutine;
        private boolean inside;

        Admitted(Coroutine<T> coroutine) {
            this.coroutine = coroutine;
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // T may be nullable
        protected T step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
            if (inside) {
                leave(error);
                return (T) outcome(value, error);
            }
            if (error != null) {
                coroutine.close();
                throw error;
            }
            if (awaited() != null) {
                waking--;
                handOut();
            } else if (free > 0 && waking == 0) {
                free--;
            } else {
                Waiter waiter = new Waiter();
                waiters.add(waiter);
                return await(waiter);
            }
            inside = true;
            return await(coroutine);
        }

        private void leave(@Nullable Throwable error) {
            if (error == null) {
                release();
            } else {
                releaseAfterFailure(Ikat.loop());
            }
        }

        @Override
        public void close() {
            super.close();
            coroutine.close();
        }
    }
}
