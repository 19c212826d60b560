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
