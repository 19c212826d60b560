package dev.ikat.io;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A task that waits for bytes in a buffer of its own. They come straight from the wire, past the position of the buffer,
 * which moves when the task goes on: so nothing is allocated, and bytes that the task will not see can be put back.
 */
final class ReadInto extends Inbound.Request<Integer> {
    static final String WHAT = "into a buffer";

    private final Inbound inbound;
    private final ByteBuffer target;
    private final ByteBuffer view;
    private long takenSoFar;

    ReadInto(Inbound inbound, ByteBuffer target) {
        this.inbound = inbound;
        this.target = target;
        this.view = target.duplicate();
    }

    /** The wire has input, and nothing is buffered. */
    void receive() {
        inbound.receiveInto(view);
    }

    @Override
    String what() {
        return WHAT;
    }

    @Override
    boolean retry() {
        try {
            int count = view.position() > target.position() ? 0 : inbound.takeInto(view);
            boolean settled = count < 0 || view.position() > target.position();
            if (settled) {
                takenSoFar = inbound.takenSoFar();
                complete(count < 0 ? -1 : view.position() - target.position());
            }
            return settled;
        } catch (IOException error) {
            fail(error);
            return true;
        }
    }

    @Override
    protected Integer resume(Integer count) {
        target.position(view.position());
        return count;
    }

    @Override
    protected void abort() {
        if (!isDone() || isCancelled()) {
            inbound.withdraw(this);
        } else if (view.position() > target.position()) {
            byte[] bytes = new byte[view.position() - target.position()];
            view.position(target.position());
            view.get(bytes);
            inbound.giveBack(bytes, takenSoFar);
        }
    }
}
