package dev.ikat;

import dev.ikat.loop.ErrorContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Several at once, of which one is wanted: the first to end, or the first that succeeds. The others are cancelled, and it
 * ends when they have ended; so nothing of a race outlives it. What a loser throws as it is cancelled is suppressed in
 * what the race throws, else reported to the loop's exception handler.
 *
 * <pre>
 * RUNNING --a winner, or cancelled--> ENDING (the others are cancelled) --none left--> ended
 * </pre>
 */
final class Race<T> extends StateMachine<T> {
    private final Collection<? extends Awaitable<? extends T>> awaitables;
    private final boolean needsSuccess;
    private final List<Promise<T>> runners = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final List<Throwable> failuresOfLosers = new ArrayList<>();
    private int left;
    private boolean ending;
    private @Nullable Promise<T> winner;
    private @Nullable Throwable cancelled;
    private @Nullable Turn turn;

    Race(Collection<? extends Awaitable<? extends T>> awaitables, boolean needsSuccess) {
        this.awaitables = List.copyOf(awaitables);
        this.needsSuccess = needsSuccess;
        if (this.awaitables.isEmpty()) {
            throw new IllegalArgumentException("a race of nothing would never end");
        }
    }

    private final class Turn extends Suspension<Boolean> {
        @Override
        Collection<? extends Promise<?>> waitsFor() {
            return runners;
        }

        @Override
        protected void abort() {
            // the next one is made anew
        }
    }

    @Override
    protected T step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        if (awaited() == null) {
            begin(Kernel.current());
        } else if (error != null && cancelled == null) {
            cancelled = error;
        }
        if (!ending && (winner != null || cancelled != null)) {
            ending = true;
            runners.forEach(Promise::cancel);
        }
        if (left == 0) {
            return finish();
        }
        turn = new Turn();
        return await(turn);
    }

    private void begin(Kernel kernel) {
        Set<Object> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Awaitable<? extends T> each : awaitables) {
            if (distinct.add(each)) {
                runners.add(Gather.startChild(kernel, each, null));
            }
        }
        left = runners.size();
        runners.forEach(runner -> runner.onDone(this::ended));
    }

    private void ended(Promise<T> runner) {
        left--;
        Throwable failure = runner.failure();
        runner.markSeen();
        boolean succeeded = !runner.isCancelled() && failure == null;
        if (winner == null && !ending && (succeeded || !needsSuccess)) {
            winner = runner;
        } else if (winner != null || ending) {
            note(failure, failuresOfLosers);
        } else {
            note(failure == null ? runner.cancellation() : failure, failures);
        }
        if (turn != null && (winner == runner || left == 0)) {
            turn.tryComplete(true);
        }
    }

    private static void note(@Nullable Throwable failure, List<Throwable> failures) {
        if (failure != null) {
            failures.add(failure);
        }
    }

    private T finish() throws Throwable {
        try {
            if (cancelled != null) {
                throw cancelled;
            }
            if (winner == null) {
                throw new ExceptionGroup("none of " + runners.size() + " succeeded", failures);
            }
            T result = winner.get();
            failuresOfLosers.forEach(this::report);
            return result;
        } catch (Throwable error) {
            failuresOfLosers.stream().filter(each -> each != error).forEach(error::addSuppressed);
            throw error;
        }
    }

    private void report(Throwable failure) {
        Ikat.loop()
                .callExceptionHandler(
                        new ErrorContext("a task that had lost a race failed as it was cancelled", failure, this));
    }
}
