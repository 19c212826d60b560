package dev.ikat.testkit;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One end of a simulated TCP connection. It never blocks. What it throws is what the JDK throws on Linux.
 *
 * <pre>
 * NEW --connect--> CONNECTING --answered--> CONNECTED --close--> CLOSED        failed: the error that is thrown from then on
 *                             '--refused, timed out--> failed    '--reset, timed out--> failed
 * </pre>
 */
final class SimulatedSocket extends SocketChannel implements SimulatedPoller.Source {
    private static final long SECOND_NANOS = 1_000_000_000;

    /** As Linux does: attempts after 1, 3, 7 … 63 s, and the end after 127. */
    private static final long LAST_ATTEMPT_SECONDS = 64;

    private final Host host;
    private final SocketSettings settings = new SocketSettings();
    private @Nullable InetSocketAddress local;
    private @Nullable InetSocketAddress remote;
    private @Nullable SimulatedSocket peer;
    private @Nullable Flow outgoing;
    /** The end that a server made for this one, which may not know it yet. */
    private @Nullable SimulatedSocket answeredBy;

    private boolean isPending;
    private boolean isConnected;

    private final Deque<ByteBuffer> inbound = new ArrayDeque<>();
    private boolean inboundEnded;
    private boolean inputIsShut;

    /** Read, and the peer not told yet that it may send as much again. */
    private int creditOwed;

    /** Sent, and not known to be read. */
    private int underWay;

    private boolean outputIsShut;
    private @Nullable IOException failure;

    /** Its host has crashed: peers are told nothing. */
    private boolean vanished;

    SimulatedSocket(SelectorProvider provider, Host host) {
        super(provider);
        this.host = host;
    }

    /** The end of a server: answers a connection that has come. */
    static SimulatedSocket answering(
            SelectorProvider provider, Host host, InetSocketAddress local, SimulatedSocket client) {
        SimulatedSocket socket = new SimulatedSocket(provider, host);
        socket.local = local;
        socket.remote = client.local;
        socket.join(client);
        client.answeredBy = socket;
        return socket;
    }

    private void join(SimulatedSocket other) {
        peer = other;
        outgoing = new Flow(host.network(), host, other.host, this::timedOut);
        isConnected = true;
        host.ports.add(this);
    }

    Host host() {
        return host;
    }

    @Nullable
    SimulatedSocket answeredBy() {
        return answeredBy;
    }

    @Override
    public SocketChannel bind(@Nullable SocketAddress address) throws IOException {
        local = SimulatedServerSocket.localAddress(host, address);
        return this;
    }

    @Override
    public boolean connect(SocketAddress address) throws IOException {
        if (isConnected) {
            throw new AlreadyConnectedException();
        }
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        InetSocketAddress target = (InetSocketAddress) address;
        Host to = host.network().at(target.getAddress(), host);
        if (to == null) {
            throw new NoRouteToHostException("No route to host: no host of this simulation has the address "
                    + target.getAddress().getHostAddress());
        }
        if (local == null) {
            local = new InetSocketAddress(to == host ? target.getAddress() : host.address(), host.ports.ephemeral());
        }
        remote = target;
        isPending = true;
        host.ports.add(this);
        knock(to, target, 1);
        return false;
    }

    private void knock(Host to, InetSocketAddress target, long waitSeconds) {
        if (!isPending || isConnected || failure != null) {
            return;
        }
        Network network = host.network();
        if (!network.isLost(host, to, "a connection request")) {
            network.tell(host, to, () -> SimulatedServerSocket.knock(to, target, this));
        }
        network.timeline.after(waitSeconds * SECOND_NANOS, () -> {
            if (waitSeconds < LAST_ATTEMPT_SECONDS) {
                knock(to, target, 2 * waitSeconds);
            } else if (isPending && !isConnected && failure == null) {
                failure = new ConnectException("Connection timed out");
            }
        });
    }

    /** The server's end is there. */
    void answered(SimulatedSocket server) {
        if (isConnected) {
            return;
        }
        if (isPending && failure == null) {
            join(server);
        } else {
            host.network().tell(host, server.host, server::reset);
        }
    }

    void refused() {
        if (isPending && !isConnected) {
            failure = new ConnectException("Connection refused");
        }
    }

    @Override
    public boolean finishConnect() throws IOException {
        if (failure != null) {
            IOException failed = failure;
            close();
            throw failed;
        }
        if (isConnected) {
            isPending = false;
        }
        return isConnected;
    }

    @Override
    public int readyOps() {
        if (!isOpen()) {
            return 0;
        }
        int ready = 0;
        if (isPending && (isConnected || failure != null)) {
            ready |= SelectionKey.OP_CONNECT;
        }
        if (!inbound.isEmpty() || inboundEnded || failure != null) {
            ready |= SelectionKey.OP_READ;
        }
        if (isConnected && (underWay < Flow.WINDOW || failure != null)) {
            ready |= SelectionKey.OP_WRITE;
        }
        return ready;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        requireConnected();
        if (inputIsShut) {
            return -1;
        }
        int before = target.position();
        while (target.hasRemaining() && !inbound.isEmpty()) {
            ByteBuffer first = inbound.element();
            int count = Math.min(first.remaining(), target.remaining());
            target.put(target.position(), first, first.position(), count);
            target.position(target.position() + count);
            first.position(first.position() + count);
            if (!first.hasRemaining()) {
                inbound.remove();
            }
        }
        int count = target.position() - before;
        if (count > 0) {
            giveCredit(count);
            return count;
        }
        throwFailure();
        return inboundEnded && target.hasRemaining() ? -1 : 0;
    }

    /** The peer is told when it is worth it. */
    private void giveCredit(int read) {
        creditOwed += read;
        if (outgoing != null && peer != null && (inbound.isEmpty() || creditOwed >= Flow.WINDOW / 2)) {
            int credit = creditOwed;
            creditOwed = 0;
            SimulatedSocket other = peer;
            outgoing.send(0, () -> other.underWay -= credit);
        }
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        long total = 0;
        for (int i = offset; i < offset + length; i++) {
            int count = read(targets[i]);
            if (count < 0) {
                return total == 0 ? -1 : total;
            }
            total += count;
            if (targets[i].hasRemaining()) {
                break;
            }
        }
        return total;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        requireConnected();
        if (outputIsShut) {
            throw new ClosedChannelException();
        }
        if (failure != null) {
            throw failure instanceof SocketException ? new IOException("Broken pipe") : failure;
        }
        int count = Math.min(source.remaining(), Flow.WINDOW - underWay);
        if (count <= 0 || outgoing == null || peer == null) {
            return 0;
        }
        byte[] bytes = new byte[count];
        source.get(bytes);
        underWay += count;
        SimulatedSocket other = peer;
        outgoing.send(count, () -> other.receive(ByteBuffer.wrap(bytes)));
        return count;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long total = 0;
        for (int i = offset; i < offset + length; i++) {
            total += write(sources[i]);
            if (sources[i].hasRemaining()) {
                break;
            }
        }
        return total;
    }

    private void receive(ByteBuffer bytes) {
        if (!isOpen()) {
            resetPeer(); // it sends to a connection that is no more
        } else if (inputIsShut) {
            giveCredit(bytes.remaining());
        } else {
            inbound.add(bytes);
        }
    }

    private void resetPeer() {
        SimulatedSocket other = peer;
        if (other != null) {
            host.network().tell(host, other.host, other::reset);
        }
    }

    /** The peer says that there is no such connection. What came before is still to be read. */
    private void reset() {
        fail(new SocketException("Connection reset"));
    }

    private void timedOut() {
        fail(new IOException("Connection timed out"));
    }

    private void fail(IOException error) {
        if (failure == null) {
            failure = error;
            endOutgoing();
        }
    }

    private void endOutgoing() {
        if (outgoing != null) {
            outgoing.end();
        }
    }

    private void requireConnected() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (!isConnected) {
            throw new NotYetConnectedException();
        }
    }

    private void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public SocketChannel shutdownOutput() throws IOException {
        requireConnected();
        sendEnd();
        return this;
    }

    private void sendEnd() {
        SimulatedSocket other = peer;
        if (!outputIsShut && outgoing != null && other != null) {
            outputIsShut = true;
            outgoing.send(0, other::ended);
        }
    }

    private void ended() {
        inboundEnded = true;
    }

    @Override
    public SocketChannel shutdownInput() throws IOException {
        requireConnected();
        inputIsShut = true;
        return this;
    }

    /** Closes it; the peer hears nothing. */
    void vanish() {
        vanished = true;
    }

    @Override
    protected void implCloseSelectableChannel() {
        host.ports.remove(this);
        isPending = false;
        if (vanished) {
            endOutgoing();
        } else if (isConnected && failure == null) {
            leave();
        }
    }

    /** What was not read is lost, which the peer is told; else what was sent still arrives. */
    private void leave() {
        SimulatedSocket other = peer;
        boolean aborts = !inbound.isEmpty() || settings.get(StandardSocketOptions.SO_LINGER) == 0;
        if (aborts && outgoing != null && other != null) {
            outgoing.send(0, other::reset);
        } else {
            sendEnd();
        }
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        // it never blocks
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> option, T value) {
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
    public Socket socket() {
        throw new UnsupportedOperationException("a simulated channel has no java.net.Socket");
    }

    @Override
    public boolean isConnected() {
        return isConnected;
    }

    @Override
    public boolean isConnectionPending() {
        return isPending;
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() {
        return isConnected ? remote : null;
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() {
        return local;
    }

    @Override
    public String toString() {
        return "simulated socket " + local + " to " + remote;
    }
}
