package dev.ikat.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/** One end of a pipe: users see the {@link ByteReader} or the {@link ByteWriter} that it is. */
final class PipeStream extends ByteStream {
    private static final int BLOCK = 16 * 1024;

    private final String name;

    /** @param name which end of what, for messages */
    PipeStream(Wire wire, String name) {
        super(wire, name);
        this.name = name;
    }

    /**
     * Nobody will read any more, and who writes into the pipe shall not be held up by that: what comes is dropped. A read
     * that waits ends when this is closed.
     */
    void discard() {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        wire.handler(readyOps -> drop(block));
        wire.want(SelectionKey.OP_READ);
    }

    private void drop(ByteBuffer block) {
        try {
            if (wire.read(block.clear()) < 0) {
                wire.unwant(SelectionKey.OP_READ);
            }
        } catch (IOException broken) {
            wire.unwant(SelectionKey.OP_READ);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
