package dev.ikat.io;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is made, and the options of its socket. Immutable: each method answers a changed copy, as in {@code
 * TcpOptions.defaults().keepAlive(true).connectTimeout(ofSeconds(5))}. For any thread.
 */
public final class TcpOptions {
    /** RFC 8305, section 5. */
    private static final Duration ATTEMPT_DELAY = Duration.ofMillis(250);

    private static final TcpOptions DEFAULTS = new TcpOptions(Map.of(), null, null, ATTEMPT_DELAY);

    final @Nullable InetSocketAddress localAddress;
    final @Nullable Duration connectTimeout;

    /** Null where each attempt waits for the end of the one before. */
    final @Nullable Duration happyEyeballsDelay;

    private final Map<SocketOption<?>, Object> ofSocket;

    private TcpOptions(
            Map<SocketOption<?>, Object> ofSocket,
            @Nullable InetSocketAddress localAddress,
            @Nullable Duration connectTimeout,
            @Nullable Duration happyEyeballsDelay) {
        this.ofSocket = ofSocket;
        this.localAddress = localAddress;
        this.connectTimeout = connectTimeout;
        this.happyEyeballsDelay = happyEyeballsDelay;
    }

    /** What holds where nothing is said: TCP_NODELAY on, no time limit, attempts 250 ms apart. */
    public static TcpOptions defaults() {
        return DEFAULTS;
    }

    /** Whether small writes go out at once, without waiting for more (TCP_NODELAY); on unless it is switched off. */
    public TcpOptions noDelay(boolean on) {
        return option(StandardSocketOptions.TCP_NODELAY, on);
    }

    /** Whether the system asks a peer that is silent for long whether it is still there (SO_KEEPALIVE); off unless set. */
    public TcpOptions keepAlive(boolean on) {
        return option(StandardSocketOptions.SO_KEEPALIVE, on);
    }

    /** How many bytes the system holds that are on their way out, roughly (SO_SNDBUF). */
    public TcpOptions sendBuffer(int bytes) {
        return option(StandardSocketOptions.SO_SNDBUF, positive(bytes));
    }

    /** How many bytes the system holds that nobody has read yet, roughly (SO_RCVBUF). */
    public TcpOptions receiveBuffer(int bytes) {
        return option(StandardSocketOptions.SO_RCVBUF, positive(bytes));
    }

    private static int positive(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a buffer of " + bytes + " bytes; it has 1 at least");
        }
        return bytes;
    }

    /** Any option of {@link StandardSocketOptions} or {@code jdk.net.ExtendedSocketOptions}; set before connecting. */
    public <T> TcpOptions option(SocketOption<T> option, T value) {
        Objects.requireNonNull(value, "value");
        Map<SocketOption<?>, Object> more = new LinkedHashMap<>(ofSocket);
        more.put(option, value);
        return new TcpOptions(more, localAddress, connectTimeout, happyEyeballsDelay);
    }

    /**
     * Where connections come from: an address of this machine, and a port, or 0 for any. Addresses of the other family
     * are not tried then. Of no meaning to a server.
     */
    public TcpOptions localAddress(InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("the local address " + address + " is unresolved; give an IP address");
        }
        return new TcpOptions(ofSocket, address, connectTimeout, happyEyeballsDelay);
    }

    /**
     * How long connecting may take, with the look-up of the name and all attempts; then it fails with {@link
     * java.net.SocketTimeoutException}. Of no meaning to a server.
     */
    public TcpOptions connectTimeout(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a connect timeout of " + limit + "; it must be positive");
        }
        return new TcpOptions(ofSocket, localAddress, limit, happyEyeballsDelay);
    }

    /**
     * How long an address is tried before the next one is tried beside it; 250 ms unless set, which RFC 8305 recommends,
     * as it does 100 ms to 2 s. Of no meaning to a server.
     */
    public TcpOptions happyEyeballsDelay(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay of " + delay + " between attempts; it may not be negative");
        }
        return new TcpOptions(ofSocket, localAddress, connectTimeout, delay);
    }

    /** Has the addresses tried one after the other, in the order of the resolver, as asyncio does unless told otherwise. */
    public TcpOptions oneAtATime() {
        return new TcpOptions(ofSocket, localAddress, connectTimeout, null);
    }

    /** Sets the options of a socket. */
    void applyTo(NetworkChannel channel) throws IOException {
        for (Map.Entry<SocketOption<?>, Object> entry : ofSocket.entrySet()) {
            set(channel, entry.getKey(), entry.getValue());
        }
    }

    /** Those which the sockets that a server accepts can only inherit from it. */
    void applyToServer(NetworkChannel channel) throws IOException {
        Object bytes = ofSocket.get(StandardSocketOptions.SO_RCVBUF);
        if (bytes != null) {
            set(channel, StandardSocketOptions.SO_RCVBUF, bytes);
        }
    }

    @SuppressWarnings("unchecked") // as it was when it was put in
    private static <T> void set(NetworkChannel channel, SocketOption<T> option, Object value) throws IOException {
        channel.setOption(option, (T) value);
    }

    @Override
    public String toString() {
        return "TCP options " + ofSocket + (localAddress == null ? "" : ", from " + localAddress)
                + (connectTimeout == null ? "" : ", within " + connectTimeout)
                + (happyEyeballsDelay == null ? ", one at a time" : ", attempts " + happyEyeballsDelay + " apart");
    }
}
