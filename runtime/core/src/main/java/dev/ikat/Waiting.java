package dev.ikat;

import dev.ikat.loop.TimerHandle;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for some of the promises, and cancels none of them. What is done is looked up as the waiting task goes on, so it
 * has all that are done by then.
 */
final class Waiting<P extends Promise<?>> extends StateMachine<Waited<P>> {
    private final Set<P> promises;
    private final Until until;
    private final @Nullable Duration limit;

    Waiting(Collection<? extends P> promises, Until until, @Nullable Duration limit) {
        this.promises = new LinkedHashSet<>(promises);
        this.until = until;
        this.limit = limit;
        if (this.promises.isEmpty()) {
            throw new IllegalArgumentException("waitFor was given nothing to wait for");
        }
    }

    @Override
    protected Waited<P> step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        if (awaited() == null) {
            requireOneLoop(Kernel.current());
            return await(new Waiter());
        }
        if (error != null) {
            throw error;
        }
        Set<P> done = new LinkedHashSet<>();
        Set<P> pending = new LinkedHashSet<>();
        for (P promise : promises) {
            (promise.isDone() ? done : pending).add(promise);
        }
        return new Waited<>(done, pending);
    }

    private void requireOneLoop(Kernel kernel) {
        for (P promise : promises) {
            if (promise.kernel != kernel) {
                throw new IllegalStateException(promise + " belongs to another loop than the task that waits for it");
            }
        }
    }

    private final class Waiter extends Suspension<Boolean> {
        private final Consumer<Promise<?>> callback = this::ended;
        private final @Nullable TimerHandle timer;
        private int left = promises.size();

        Waiter() {
            timer = limit == null ? null : kernel.loop.callLater(limit, this::release);
            promises.forEach(promise -> promise.addCallback(callback));
        }

        private void ended(Promise<?> promise) {
            left--;
            if (left == 0
                    || until == Until.FIRST_COMPLETED
                    || (until == Until.FIRST_EXCEPTION && promise.failure() != null)) {
                release();
            }
        }

        private void release() {
            if (tryComplete(true)) {
                withdraw();
            }
        }

        private void withdraw() {
            if (timer != null) {
                timer.cancel();
            }
            promises.forEach(promise -> promise.removeCallback(callback));
        }

        @Override
        Collection<? extends Promise<?>> waitsFor() {
            return promises;
        }

        @Override
        protected void abort() {
            withdraw();
        }
    }
}
