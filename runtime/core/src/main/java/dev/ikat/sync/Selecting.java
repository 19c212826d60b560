package dev.ikat.sync;

import dev.ikat.Promise;
import dev.ikat.Suspension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a select. The first branch that tells it has won; the others are withdrawn in the same moment, before anybody
 * else runs, so no second one can win.
 */
final class Selecting<R> extends Suspension<R> {
    private final List<Branch<? extends R>> branches;
    private @Nullable Branch<? extends R> winner;

    Selecting(List<Case<? extends R>> cases) {
        branches = new ArrayList<>(cases.size());
        cases.forEach(each -> branches.add(each.open(this)));
    }

    /** Commits one that is ready, else waits for the first. */
    void begin() {
        Optional<Branch<? extends R>> ready =
                branches.stream().filter(Branch::isReady).min(Comparator.comparingLong(Branch::order));
        if (ready.isPresent()) {
            complete(ready.get().commitNow());
        } else {
            awaitAll();
        }
    }

    private void awaitAll() {
        try {
            branches.forEach(Branch::await);
        } catch (Throwable error) { // a channel of another loop
            branches.forEach(Branch::withdraw);
            throw error;
        }
    }

    /** Called by a branch that waits; what comes later than the first is a callback that was under way already. */
    void win(Branch<?> branch) {
        if (isDone()) {
            return;
        }
        for (Branch<? extends R> each : branches) {
            if (each == branch) {
                winner = each;
            } else {
                each.withdraw();
            }
        }
        wake();
    }

    @SuppressWarnings("NullAway") // no more than a wake-up
    private void wake() {
        complete(null);
    }

    Promise<Void> startTimer(Duration duration) {
        return timer(duration);
    }

    @Override
    protected R resume(R committed) {
        return winner == null ? committed : winner.commit();
    }

    @Override
    protected void abort() {
        if (winner != null) {
            winner.giveUp();
        } else {
            branches.forEach(Branch::withdraw);
        }
    }
}
