package dev.ikat.io;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which server a client asks for, read off the first message of TLS before an engine gets it (RFC 8446, 4.1.2; RFC 6066, 3).
 * What is no such message names nobody, and is left to the engine to complain of.
 *
 * @param isComplete whether the message has come as far as is needed
 * @param serverName null when it names none, or has not come
 */
record ClientHello(boolean isComplete, @Nullable String serverName) {
    private static final ClientHello INCOMPLETE = new ClientHello(false, null);
    private static final ClientHello NAMELESS = new ClientHello(true, null);

    private static final int HANDSHAKE_RECORD = 22;
    private static final int RECORD_HEADER = 5;
    private static final int CLIENT_HELLO = 1;
    private static final int MESSAGE_HEADER = 4;
    private static final int VERSION_AND_RANDOM = 2 + 32;
    private static final int SERVER_NAME = 0;
    private static final int HOST_NAME = 0;

    /** More than this is no client's. */
    private static final int MAX_SIZE = 40 * 1024;

    /** Looks at the bytes that have come, and takes none. */
    static ClientHello in(ByteBuffer bytes) {
        if (bytes.remaining() > MAX_SIZE) {
            return NAMELESS;
        }
        ByteBuffer message = ByteBuffer.allocate(bytes.remaining());
        ByteBuffer records = bytes.slice();
        while (records.remaining() >= RECORD_HEADER) {
            int type = records.get();
            int length = records.position(records.position() + 2).getShort() & 0xffff;
            if (type != HANDSHAKE_RECORD || length == 0) {
                return NAMELESS;
            }
            int present = Math.min(length, records.remaining());
            message.put(records.slice().limit(present));
            records.position(records.position() + present);
        }
        return startsWrong(bytes) ? NAMELESS : parse(message.flip());
    }

    private static boolean startsWrong(ByteBuffer bytes) {
        return bytes.hasRemaining() && bytes.get(bytes.position()) != HANDSHAKE_RECORD;
    }

    private static ClientHello parse(ByteBuffer message) {
        if (message.remaining() < MESSAGE_HEADER) {
            return INCOMPLETE;
        }
        int header = message.getInt();
        int length = header & 0xffffff;
        if (header >>> 24 != CLIENT_HELLO) {
            return NAMELESS;
        }
        if (message.remaining() < length) {
            return INCOMPLETE;
        }
        try {
            return new ClientHello(true, serverName(message.limit(message.position() + length)));
        } catch (BufferUnderflowException | IllegalArgumentException malformed) {
            return NAMELESS;
        }
    }

    private static @Nullable String serverName(ByteBuffer hello) {
        skip(hello, VERSION_AND_RANDOM);
        skip(hello, hello.get() & 0xff); // session
        skip(hello, hello.getShort() & 0xffff); // cipher suites
        skip(hello, hello.get() & 0xff); // compression
        ByteBuffer extensions = take(hello, hello.getShort() & 0xffff);
        while (extensions.hasRemaining()) {
            int type = extensions.getShort();
            ByteBuffer extension = take(extensions, extensions.getShort() & 0xffff);
            if (type == SERVER_NAME) {
                return firstHostName(take(extension, extension.getShort() & 0xffff));
            }
        }
        return null;
    }

    private static @Nullable String firstHostName(ByteBuffer names) {
        while (names.hasRemaining()) {
            int type = names.get();
            ByteBuffer name = take(names, names.getShort() & 0xffff);
            if (type == HOST_NAME) {
                return StandardCharsets.US_ASCII.decode(name).toString();
            }
        }
        return null;
    }

    private static void skip(ByteBuffer buffer, int count) {
        buffer.position(buffer.position() + count);
    }

    private static ByteBuffer take(ByteBuffer buffer, int count) {
        ByteBuffer taken = buffer.slice().limit(count);
        skip(buffer, count);
        return taken;
    }
}
