package dev.ikat.io;

import dev.ikat.Awaitable;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.loop.EventLoop;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** What every operation here needs: to begin when awaited, on the loop it belongs to, and to say in an error what failed. */
final class Io {
    private Io() {}

    /** The beginning of an operation. */
    @FunctionalInterface
    interface Operation<T> {
        Awaitable<? extends T> begin() throws Exception;
    }

    /** {@link Coroutine#defer} for what throws checked exceptions; they reach the awaiting task as they are. */
    static <T> Coroutine<T> defer(Operation<T> operation) {
        return Coroutine.defer(() -> begin(operation));
    }

    private static <T> Awaitable<? extends T> begin(Operation<T> operation) {
        try {
            return operation.begin();
        } catch (Throwable error) {
            throw raise(error);
        }
    }

    /** {@link SelectorLoop#requireSystem} of the running loop. */
    static void requireSystem(String what) {
        if (Ikat.loop() instanceof SelectorLoop loop) {
            loop.requireSystem(what);
        }
    }

    /** Throws when the loop that runs on this thread is not the one that owns it. */
    static void checkLoop(EventLoop owner, Object owned) {
        if (Ikat.loop() != owner) {
            throw new IllegalStateException(
                    owned + " belongs to another loop than the task that uses it; use it on the loop that opened it");
        }
    }

    /** Bytes for a message: text where they are printable, else hexadecimal. */
    static String quote(byte[] bytes) {
        StringBuilder quoted = new StringBuilder("\"");
        for (byte b : bytes) {
            quoted.append(b >= ' ' && b < 127 ? String.valueOf((char) b) : String.format("\\x%02x", b));
        }
        return quoted.append('"').toString();
    }

    /** The same kind of error with more to say; the original is its cause. */
    static IOException describe(Exception original, String text) {
        String said = original.getMessage();
        String message = (said == null ? original.getClass().getSimpleName() : said) + text;
        IOException described = alike(original, message);
        described.initCause(original);
        return described;
    }

    private static IOException alike(Exception original, String message) {
        if (original instanceof ConnectException) {
            return new ConnectException(message);
        }
        if (original instanceof BindException) {
            return new BindException(message);
        }
        if (original instanceof NoRouteToHostException) {
            return new NoRouteToHostException(message);
        }
        if (original instanceof PortUnreachableException) {
            return new PortUnreachableException(message);
        }
        if (original instanceof SSLHandshakeException) {
            return new SSLHandshakeException(message);
        }
        if (original instanceof SSLException) {
            return new SSLException(message);
        }
        return original instanceof SocketException ? new SocketException(message) : new IOException(message);
    }

    /** Never returns; throws any exception as it is. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <E extends Throwable> RuntimeException raise(Throwable error) throws E {
        throw (E) error;
    }
}
