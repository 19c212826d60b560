package dev.ikat.io;

import dev.ikat.AsyncFunction;
import dev.ikat.StateMachine;
import org.jspecify.annotations.Nullable;

/** Serves a connection by TLS: the handshake, then the handler. Whoever accepted the connection closes it afterwards. */
final class TlsServing extends StateMachine<Void> {
    private final ByteStream stream;
    private final TlsOptions options;
    private final AsyncFunction<? super TlsStream, Void> handler;

    TlsServing(ByteStream stream, TlsOptions options, AsyncFunction<? super TlsStream, Void> handler) {
        this.stream = stream;
        this.options = options;
        this.handler = handler;
    }

    @Override
    @SuppressWarnings("NullAway") // Void has no other value
    protected Void step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        if (error != null) {
            throw error;
        }
        if (awaited() == null) {
            return await(TlsUpgrade.of(stream, null, options));
        }
        return value instanceof TlsStream secure ? await(handler.apply(secure)) : null;
    }
}
