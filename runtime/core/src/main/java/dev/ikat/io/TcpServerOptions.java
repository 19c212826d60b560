package dev.ikat.io;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Objects;

/**
 * How a {@link TcpServer} listens. Immutable: each method answers a changed copy, as in {@code
 * TcpServerOptions.defaults().reusePort(true).maxConnections(1000)}. For any thread.
 */
public final class TcpServerOptions {
    static final int BACKLOG = 1024;

    private static final TcpServerOptions DEFAULTS =
            new TcpServerOptions(BACKLOG, true, false, Integer.MAX_VALUE, TcpOptions.defaults());

    final int backlog;
    final int maxConnections;
    final TcpOptions connections;
    private final boolean reuseAddress;
    private final boolean reusePort;

    private TcpServerOptions(
            int backlog, boolean reuseAddress, boolean reusePort, int maxConnections, TcpOptions connections) {
        this.backlog = backlog;
        this.reuseAddress = reuseAddress;
        this.reusePort = reusePort;
        this.maxConnections = maxConnections;
        this.connections = connections;
    }

    /** What holds where nothing is said: a backlog of 1024, the address may be reused, the port not, no bound. */
    public static TcpServerOptions defaults() {
        return DEFAULTS;
    }

    /** How many connections the system holds until they are accepted; it has a bound of its own, often 4096. */
    public TcpServerOptions backlog(int size) {
        return new TcpServerOptions(positive(size, "a backlog"), reuseAddress, reusePort, maxConnections, connections);
    }

    /** Whether it may listen while old connections of the same port linger (SO_REUSEADDR); on unless switched off. */
    public TcpServerOptions reuseAddress(boolean on) {
        return new TcpServerOptions(backlog, on, reusePort, maxConnections, connections);
    }

    /**
     * Whether other sockets of this user, each with this option, may listen on the same port, and the system spreads
     * connections over them (SO_REUSEPORT): so each loop of a {@link dev.ikat.LoopGroup} can have a server of its own. Off
     * unless set. Where the system lacks it listening fails with {@link UnsupportedOperationException}.
     */
    public TcpServerOptions reusePort(boolean on) {
        return new TcpServerOptions(backlog, reuseAddress, on, maxConnections, connections);
    }

    /**
     * How many connections are served at a time: while there are so many no further one is accepted, and the system's
     * backlog holds those that come. Without bound unless set.
     */
    public TcpServerOptions maxConnections(int most) {
        return new TcpServerOptions(
                backlog, reuseAddress, reusePort, positive(most, "a bound for connections"), connections);
    }

    /** The options of the sockets that are accepted; what they say about connecting means nothing here. */
    public TcpServerOptions connections(TcpOptions ofAccepted) {
        return new TcpServerOptions(
                backlog, reuseAddress, reusePort, maxConnections, Objects.requireNonNull(ofAccepted, "ofAccepted"));
    }

    static int positive(int number, String what) {
        if (number < 1) {
            throw new IllegalArgumentException(what + " of " + number + "; it is 1 at least");
        }
        return number;
    }

    /** Before it is bound. */
    void applyTo(ServerSocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, reuseAddress);
        if (reusePort) {
            requireReusePort(channel);
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        connections.applyToServer(channel);
    }

    private static void requireReusePort(ServerSocketChannel channel) {
        if (!channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
            throw new UnsupportedOperationException("this system has no SO_REUSEPORT: let one server accept, and hand"
                    + " the work to the other loops");
        }
    }

    @Override
    public String toString() {
        return "TCP server options: backlog " + backlog + (reuseAddress ? ", reuse address" : "")
                + (reusePort ? ", reuse port" : "")
                + (maxConnections == Integer.MAX_VALUE ? "" : ", at most " + maxConnections + " connections")
                + ", connections with " + connections;
    }
}
