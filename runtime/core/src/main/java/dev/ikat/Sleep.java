package dev.ikat;

import dev.ikat.loop.TimerHandle;
import java.time.Duration;

/** A task that waits for a timer. */
final class Sleep extends Suspension<Void> implements Runnable {
    private final TimerHandle timer;

    Sleep(Duration duration) {
        timer = kernel.loop.callLater(duration, this);
    }

    @Override
    @SuppressWarnings("NullAway") // Void has no other value
    public void run() {
        tryComplete(null);
    }

    @Override
    protected void abort() {
        timer.cancel();
    }
}
