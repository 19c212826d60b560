package dev.ikat.io;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A task that waits for its portion of a stream. */
final class ReadRequest<T> extends Inbound.Request<T> {
    private final Portion<T> portion;
    private final Inbound inbound;

    /** What was taken for the task, until it is certain to see it. */
    private byte @Nullable [] taken;

    private long takenSoFar;

    /** Thrown when the task goes on, with the bytes taken; null when all has come. */
    private @Nullable IncompleteReadException incomplete;

    ReadRequest(Inbound inbound, Portion<T> portion) {
        this.inbound = inbound;
        this.portion = portion;
    }

    @Override
    String what() {
        return portion.what();
    }

    @Override
    boolean retry() {
        try {
            byte[] bytes = inbound.take(portion);
            if (bytes != null) {
                deliver(bytes);
            }
            return bytes != null;
        } catch (IncompleteReadException early) {
            deliver(early);
            return true;
        } catch (IOException | RuntimeException error) {
            fail(error);
            return true;
        }
    }

    @SuppressWarnings("NullAway") // the line after the last is null
    private void deliver(byte[] bytes) {
        taken = bytes;
        takenSoFar = inbound.takenSoFar();
        complete(portion.value(bytes));
    }

    /** The end came too early: an error that takes bytes along must not be lost to a cancellation either. */
    @SuppressWarnings("NullAway") // nobody sees it
    private void deliver(IncompleteReadException early) {
        taken = early.partial();
        takenSoFar = inbound.takenSoFar();
        incomplete = early;
        complete(null);
    }

    @Override
    protected T resume(T value) {
        if (incomplete != null) {
            throw Io.raise(incomplete);
        }
        return value;
    }

    /** Nothing is lost: the request is withdrawn, or the bytes go back. */
    @Override
    protected void abort() {
        if (taken == null) {
            inbound.withdraw(this);
        } else {
            inbound.giveBack(taken, takenSoFar);
        }
    }
}
