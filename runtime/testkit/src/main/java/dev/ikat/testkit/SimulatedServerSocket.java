package dev.ikat.testkit;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A simulated socket that listens. Who knocks when its backlog is full is not answered, and knocks again. */
final class SimulatedServerSocket extends ServerSocketChannel implements SimulatedPoller.Source {
    private static final int DEFAULT_BACKLOG = 50;

    private final Host host;
    private final SocketSettings settings = new SocketSettings();
    private final Deque<SimulatedSocket> waiting = new ArrayDeque<>();
    private @Nullable InetSocketAddress local;
    private int backlog = DEFAULT_BACKLOG;

    SimulatedServerSocket(SelectorProvider provider, Host host) {
        super(provider);
        this.host = host;
    }

    /** The address to bind to, on this host; null is any, and the port 0 is a free one. */
    static InetSocketAddress localAddress(Host host, @Nullable SocketAddress address) throws BindException {
        InetSocketAddress wanted = address == null ? new InetSocketAddress(0) : (InetSocketAddress) address;
        if (host.network().at(wanted.getAddress(), host) != host) {
            throw new BindException("Cannot assign requested address: it is not one of the " + host);
        }
        return wanted.getPort() == 0 ? new InetSocketAddress(wanted.getAddress(), host.ports.ephemeral()) : wanted;
    }

    /** A connection request has come to a host. */
    static void knock(Host host, InetSocketAddress target, SimulatedSocket client) {
        SimulatedServerSocket listener = host.ports.listeners.find(target);
        Network network = host.network();
        if (listener == null) {
            network.tell(host, client.host(), client::refused);
        } else {
            listener.answer(client, target);
        }
    }

    private void answer(SimulatedSocket client, InetSocketAddress target) {
        SimulatedSocket server = client.answeredBy();
        if (server == null && waiting.size() < backlog) {
            server = SimulatedSocket.answering(provider(), host, target, client);
            waiting.add(server);
        }
        if (server != null) {
            SimulatedSocket answering = server;
            host.network().tell(host, client.host(), () -> client.answered(answering));
        }
    }

    @Override
    public ServerSocketChannel bind(@Nullable SocketAddress address, int backlogOr0) throws IOException {
        InetSocketAddress bound = localAddress(host, address);
        host.ports.listeners.add(bound, this);
        local = bound;
        backlog = backlogOr0 < 1 ? DEFAULT_BACKLOG : backlogOr0;
        return this;
    }

    @Override
    public @Nullable SocketChannel accept() {
        if (local == null) {
            throw new NotYetBoundException();
        }
        return waiting.poll();
    }

    @Override
    public int readyOps() {
        return waiting.isEmpty() ? 0 : SelectionKey.OP_ACCEPT;
    }

    @Override
    protected void implCloseSelectableChannel() throws IOException {
        host.ports.listeners.remove(local, this);
        for (SimulatedSocket each : waiting) {
            each.close();
        }
        waiting.clear();
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        // it never blocks
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> option, T value) {
        settings.set(option, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> option) {
        return settings.get(option);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return SocketSettings.supported();
    }

    @Override
    public ServerSocket socket() {
        throw new UnsupportedOperationException("a simulated channel has no java.net.ServerSocket");
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() {
        return local;
    }

    @Override
    public String toString() {
        return "simulated server socket " + local;
    }
}
