package dev.ikat.sync;

import dev.ikat.Promise;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for the time to pass, from when the select begins to wait; its timer lives no longer than that. */
final class TimeoutBranch<R> extends Branch<R> {
    private final Duration duration;
    private final Supplier<? extends R> then;
    private @Nullable Promise<Void> timer;

    TimeoutBranch(Selecting<?> select, Duration duration, Supplier<? extends R> then) {
        super(select);
        this.duration = duration;
        this.then = then;
    }

    @Override
    boolean isReady() {
        return duration.isZero() || duration.isNegative();
    }

    /** After everything else. */
    @Override
    long order() {
        return Long.MAX_VALUE;
    }

    @Override
    R commitNow() {
        return then.get();
    }

    @Override
    void await() {
        timer = select.startTimer(duration);
        timer.onDone(done -> select.win(this));
    }

    @Override
    void withdraw() {
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    R commit() {
        return then.get();
    }

    @Override
    void giveUp() {
        // the time has passed all the same
    }
}
