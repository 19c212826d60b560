package dev.ikat.io;

import dev.ikat.StateMachine;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Begins TLS on a stream: waits until what was written plainly is sent, then for the handshake. Whatever ends it before
 * that closes the stream.
 */
final class TlsUpgrade extends StateMachine<TlsStream> {
    private enum Phase {
        CONNECTING,
        DRAINING,
        SHAKING_HANDS
    }

    private final @Nullable SocketAddress address;
    private final @Nullable String host;
    private final TlsOptions options;
    private @Nullable ByteStream stream;
    private @Nullable Phase phase;

    private TlsUpgrade(
            @Nullable SocketAddress address, @Nullable ByteStream stream, @Nullable String host, TlsOptions options) {
        this.address = address;
        this.stream = stream;
        this.host = host;
        this.options = options;
    }

    static TlsUpgrade connect(SocketAddress address, String host, TlsOptions options) {
        return new TlsUpgrade(address, null, host, options);
    }

    /**
     * On a stream that is open.
     *
     * @param host null to be the server
     */
    static TlsUpgrade of(ByteStream stream, @Nullable String host, TlsOptions options) {
        return new TlsUpgrade(null, stream, host, options);
    }

    @Override
    protected TlsStream step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        if (error != null) {
            if (phase == Phase.DRAINING && stream != null) {
                stream.abort();
            }
            throw error;
        }
        if (phase == null && address != null) {
            phase = Phase.CONNECTING;
            return await(TcpStream.connect(address));
        }
        if (phase == Phase.SHAKING_HANDS && value != null) {
            return (TlsStream) value;
        }
        ByteStream plain = phase == Phase.CONNECTING ? (ByteStream) value : stream;
        assert plain != null;
        return phase == Phase.DRAINING ? shakeHands(plain) : drain(plain);
    }

    private TlsStream drain(ByteStream plain) throws Exception {
        stream = plain;
        plain.handOver();
        phase = Phase.DRAINING;
        return await(plain.outbound.drained());
    }

    private TlsStream shakeHands(ByteStream plain) throws Exception {
        phase = Phase.SHAKING_HANDS;
        return await(TlsHandshake.on(plain, host, options));
    }
}
