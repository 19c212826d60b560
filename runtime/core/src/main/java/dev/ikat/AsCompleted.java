package dev.ikat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Promises in the order in which they end. The ends are recorded from the start on, so every iterator sees all of them;
 * an iteration that is left early leaves the rest running.
 */
final class AsCompleted<T> implements AsyncIterable<Promise<T>> {
    private final List<Promise<T>> ended = new ArrayList<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private final int count;

    AsCompleted(Collection<? extends Awaitable<? extends T>> awaitables) {
        Kernel kernel = Kernel.current();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Promise<T>> promises = new ArrayList<>();
        for (Awaitable<? extends T> each : awaitables) {
            if (seen.add(each)) {
                promises.add(Gather.startChild(kernel, each, null));
            }
        }
        count = promises.size();
        promises.forEach(promise -> promise.onDone(this::arrived));
    }

    private void arrived(Promise<T> promise) {
        ended.add(promise);
        waiters.forEach(waiter -> waiter.tryComplete(true));
        waiters.clear();
    }

    @Override
    public AsyncIterator<Promise<T>> iterator() {
        return new Iteration();
    }

    private final class Waiter extends Suspension<Boolean> {
        @Override
        protected void abort() {
            waiters.remove(this); // what has ended stays in the list
        }
    }

    private final class Iteration extends OperationIterator<Promise<T>> {
        private int next;

        @Override
        public Object attemptNext() {
            if (next < ended.size() || next == count) {
                return next < count;
            }
            return Operation.waitFor(enqueue());
        }

        private Waiter enqueue() {
            Waiter waiter = new Waiter();
            waiters.add(waiter);
            return waiter;
        }

        @Override
        public Promise<T> next() {
            if (next < ended.size()) {
                return ended.get(next++);
            }
            if (next == count) {
                throw new NoSuchElementException("all " + count + " have been taken");
            }
            throw new IllegalStateException("await(hasNext()) comes before next()");
        }
    }
}
