package dev.ikat.testkit;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A simulated UDP socket. What is sent arrives whole or not at all, in any order, perhaps twice; what comes while {@value
 * #MOST_BYTES} bytes wait to be read is lost. It never blocks, and always has room to send.
 */
final class SimulatedDatagramSocket extends DatagramChannel implements SimulatedPoller.Source {
    /** What Linux has by default (net.core.rmem_default). */
    private static final int MOST_BYTES = 212_992;

    private static final int LONGEST = 65_507;

    private final Host host;
    private final SocketSettings settings = new SocketSettings();
    private final Deque<Arrived> inbound = new ArrayDeque<>();
    private int inboundBytes;
    private @Nullable InetSocketAddress local;
    private @Nullable InetSocketAddress remote;

    /** A datagram before was not wanted; known to connected sockets only. */
    private boolean unreachable;

    private record Arrived(InetSocketAddress from, byte[] bytes) {}

    SimulatedDatagramSocket(SelectorProvider provider, Host host) {
        super(provider);
        this.host = host;
    }

    @Override
    public DatagramChannel bind(@Nullable SocketAddress address) throws IOException {
        InetSocketAddress bound = SimulatedServerSocket.localAddress(host, address);
        host.ports.datagrams.add(bound, this);
        local = bound;
        return this;
    }

    @Override
    public DatagramChannel connect(SocketAddress address) throws IOException {
        if (remote != null) {
            throw new AlreadyConnectedException();
        }
        bound();
        remote = (InetSocketAddress) address;
        return this;
    }

    @Override
    public DatagramChannel disconnect() {
        remote = null;
        return this;
    }

    private InetSocketAddress bound() throws IOException {
        if (local == null) {
            bind(null);
        }
        assert local != null;
        return local;
    }

    @Override
    public int send(ByteBuffer source, SocketAddress address) throws IOException {
        requireUsable();
        InetSocketAddress target = (InetSocketAddress) address;
        int port = bound().getPort();
        byte[] bytes = new byte[source.remaining()];
        if (bytes.length > LONGEST) {
            throw new SocketException("Message too long");
        }
        Host to = host.network().at(target.getAddress(), host);
        if (to == null) {
            throw new NoRouteToHostException("No route to host: no host of this simulation has the address "
                    + target.getAddress().getHostAddress());
        }
        source.get(bytes);
        InetAddress from = to == host ? target.getAddress() : host.address();
        post(to, target, new Arrived(new InetSocketAddress(from, port), bytes));
        return bytes.length;
    }

    private void post(Host to, InetSocketAddress address, Arrived datagram) {
        Network network = host.network();
        if (network.isLost(host, to, "a datagram")) {
            return;
        }
        deliver(network, to, address, datagram);
        if (network.isDoubled(host, to, "a datagram")) {
            deliver(network, to, address, datagram);
        }
    }

    private void deliver(Network network, Host to, InetSocketAddress address, Arrived datagram) {
        network.timeline.at(network.arrivalNanos(host, to, datagram.bytes.length), () -> {
            if (network.reaches(host, to)) {
                SimulatedDatagramSocket target = to.ports.datagrams.find(address);
                if (target != null) {
                    target.receive(datagram);
                } else {
                    network.tell(to, host, () -> unreachable = remote != null);
                }
            }
        });
    }

    private void receive(Arrived datagram) {
        boolean isFromPeer = remote == null || remote.equals(datagram.from);
        if (isFromPeer && inboundBytes + datagram.bytes.length <= MOST_BYTES) {
            inbound.add(datagram);
            inboundBytes += datagram.bytes.length;
        }
    }

    @Override
    public @Nullable SocketAddress receive(ByteBuffer target) throws IOException {
        requireUsable();
        Arrived first = inbound.poll();
        if (first == null) {
            return null;
        }
        inboundBytes -= first.bytes.length;
        target.put(first.bytes, 0, Math.min(first.bytes.length, target.remaining()));
        return first.from;
    }

    private void requireUsable() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (unreachable) {
            unreachable = false;
            throw new PortUnreachableException("Connection refused");
        }
    }

    @Override
    public int readyOps() {
        int read = inbound.isEmpty() && !unreachable ? 0 : SelectionKey.OP_READ;
        return isOpen() ? read | SelectionKey.OP_WRITE : 0;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        requireConnected();
        int before = target.position();
        receive(target);
        return target.position() - before;
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException("a simulated UDP socket reads into one buffer");
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return send(source, requireConnected());
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException("a simulated UDP socket writes one buffer");
    }

    private InetSocketAddress requireConnected() {
        if (remote == null) {
            throw new NotYetConnectedException();
        }
        return remote;
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface on) {
        throw new UnsupportedOperationException("a simulated network has no multicast groups: send to each host");
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface on, InetAddress source) {
        return join(group, on);
    }

    @Override
    protected void implCloseSelectableChannel() {
        host.ports.datagrams.remove(local, this);
        inbound.clear();
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        // it never blocks
    }

    @Override
    public <T> DatagramChannel setOption(SocketOption<T> option, T value) {
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
    public DatagramSocket socket() {
        throw new UnsupportedOperationException("a simulated channel has no java.net.DatagramSocket");
    }

    @Override
    public boolean isConnected() {
        return remote != null;
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() {
        return remote;
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() {
        return local;
    }

    @Override
    public String toString() {
        return "simulated UDP socket " + local;
    }
}
