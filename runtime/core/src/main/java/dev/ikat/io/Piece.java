package dev.ikat.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Bytes on their way out, in the order of {@link OutboundQueue}: of a buffer, or of a file. */
abstract class Piece {
    /** How many bytes are still to be sent. */
    abstract long remaining();

    /** Bytes of memory; lent by a task that waits, or our own. */
    static final class OfBuffer extends Piece {
        ByteBuffer data;
        private boolean owned;

        OfBuffer(ByteBuffer data, boolean owned) {
            this.data = data;
            this.owned = owned;
        }

        /** Makes them our own, before whoever lent them may change them. */
        void own() {
            if (!owned) {
                owned = true;
                data = ByteBuffer.allocate(data.remaining()).put(data).flip();
            }
        }

        @Override
        long remaining() {
            return data.remaining();
        }
    }

    /** A part of a file, which stays the caller's and must not shrink meanwhile. */
    static final class OfFile extends Piece {
        private final FileChannel file;
        private long position;
        private final long end;
        private boolean begun;
        private @Nullable IOException fault;

        OfFile(FileChannel file, long position, long count) {
            this.file = file;
            this.position = position;
            this.end = position + count;
        }

        /** Looks whether it can be sent: why not, null when it can. Its size is asked for before the first byte. */
        @Nullable
        IOException look() throws IOException {
            if (!file.isOpen()) {
                fault = new StreamClosedException(
                        "the file was closed while it was being sent, with " + remaining() + " bytes to go");
            } else if (!begun && file.size() <= position) {
                fault = cut(file.size());
            }
            return fault;
        }

        private EOFException cut(long size) {
            return new EOFException(
                    "the file was cut to " + size + " bytes while it was being sent, with " + remaining() + " to go");
        }

        /** Why not a byte of it was sent; null when nothing is wrong with it. */
        @Nullable
        IOException fault() {
            return fault;
        }

        /** Gives the wire what it takes of so many bytes, and says how many those were. */
        long send(Wire wire, long limit) throws IOException {
            long sent = wire.writeFrom(file, position, Math.min(limit, remaining()));
            if (sent == 0 && file.size() <= position) {
                throw cut(file.size());
            }
            begun |= sent > 0;
            position += sent;
            return sent;
        }

        /** Whether a part of it has been sent. */
        boolean isBegun() {
            return begun;
        }

        @Override
        long remaining() {
            return end - position;
        }
    }
}
