package dev.ikat;

import dev.ikat.loop.ContextCarrier;
import dev.ikat.loop.TimerHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A task that waits for a timer. */
final class Sleep extends Suspension<Void> implements Runnable, ContextCarrier {
    private final TimerHandle timer;

    Sleep(Duration duration) {
        timer = kernel.loop.callLater(duration, this);
    }

    @Override
    @SuppressWarnings("NullAway") // Void has no other value
    public void run() {
        tryComplete(null);
    }

    /** It only completes itself. */
    @Override
    public @Nullable Object carriedContext() {
        return null;
    }

    @Override
    protected void abort() {
        timer.cancel();
    }
}
