package dev.ikat.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a read asks for: how much of the buffer is it, and what value do those bytes make? It keeps nothing between two
 * questions, so that a read that is withdrawn leaves no trace.
 */
interface Portion<T> {
    /** The longest line, in bytes, its end not counted. */
    int LINE_LIMIT = 64 * 1024;

    /** More bytes must come first. */
    int MORE = -1;

    /**
     * How many bytes this takes from the buffer as it is, or {@link #MORE}; never MORE when the stream has ended.
     *
     * @throws IOException when it can never be had
     */
    int length(InboundBuffer buffer, boolean ended, String peer) throws IOException;

    /** The value of the bytes taken. */
    @Nullable
    T value(byte[] taken);

    /** For messages: what is being read. */
    String what();

    /** At least one byte, unless the stream has ended. */
    record UpTo(int max) implements Portion<byte[]> {
        @Override
        public int length(InboundBuffer buffer, boolean ended, String peer) {
            return buffer.size() == 0 && !ended ? MORE : Math.min(max, buffer.size());
        }

        @Override
        public byte[] value(byte[] taken) {
            return taken;
        }

        @Override
        public String what() {
            return "up to " + max + " bytes";
        }
    }

    /** So many bytes; at an early end those there are go with the exception. */
    record Exactly(int count) implements Portion<byte[]> {
        @Override
        public int length(InboundBuffer buffer, boolean ended, String peer) throws IncompleteReadException {
            if (buffer.size() >= count) {
                return count;
            }
            if (ended) {
                throw new IncompleteReadException(buffer.take(buffer.size()), count, peer);
            }
            return MORE;
        }

        @Override
        public byte[] value(byte[] taken) {
            return taken;
        }

        @Override
        public String what() {
            return count + " bytes";
        }
    }

    /** All there is, once the stream has ended. */
    record ToTheEnd() implements Portion<byte[]> {
        @Override
        public int length(InboundBuffer buffer, boolean ended, String peer) {
            return ended ? buffer.size() : MORE;
        }

        @Override
        public byte[] value(byte[] taken) {
            return taken;
        }

        @Override
        public String what() {
            return "all to the end";
        }
    }

    /** All up to the separator that ends first, and with it. */
    record Until(byte[][] separators, int limit) implements Portion<byte[]> {
        @Override
        public int length(InboundBuffer buffer, boolean ended, String peer) throws IOException {
            int length = buffer.lengthWith(separators);
            int known = length == InboundBuffer.NONE ? buffer.size() : length;
            if (known > limit) {
                throw new LimitOverrunException(what(), limit, peer);
            }
            if (length == InboundBuffer.NONE && ended) {
                throw new IncompleteReadException(buffer.take(buffer.size()), what(), peer);
            }
            return length == InboundBuffer.NONE ? MORE : length;
        }

        @Override
        public byte[] value(byte[] taken) {
            return taken;
        }

        @Override
        public String what() {
            return "up to the separator " + Stream.of(separators).map(Io::quote).collect(Collectors.joining(" or "));
        }
    }

    /** A line of UTF-8; the last one may lack its end. */
    record Line() implements Portion<String> {
        private static final byte[][] LINE_FEED = {{'\n'}};

        @Override
        public int length(InboundBuffer buffer, boolean ended, String peer) throws LineTooLongException {
            int length = buffer.lengthWith(LINE_FEED);
            int known = length == InboundBuffer.NONE ? buffer.size() : length - 1;
            boolean mayEndSoon = (length != InboundBuffer.NONE || !ended) && buffer.has((byte) '\r', known - 1);
            if (known - (mayEndSoon ? 1 : 0) > LINE_LIMIT) {
                throw new LineTooLongException(LINE_LIMIT, peer);
            }
            return length != InboundBuffer.NONE ? length : ended ? known : MORE;
        }

        @Override
        public @Nullable String value(byte[] taken) {
            return taken.length == 0 ? null : new String(taken, 0, contentLength(taken), StandardCharsets.UTF_8);
        }

        private static int contentLength(byte[] taken) {
            int last = taken.length - 1;
            if (taken[last] != '\n') {
                return taken.length;
            }
            return last > 0 && taken[last - 1] == '\r' ? last - 1 : last;
        }

        @Override
        public String what() {
            return "a line";
        }
    }
}
