package dev.ikat.io;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** A datagram channel whose system is the test: what has come, what it was given, and for how much it has room. */
final class FakeUdp extends DatagramChannel {
    static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 1);
    static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.2", 2);

    final Deque<String> arrived = new ArrayDeque<>();
    final List<String> sent = new ArrayList<>();

    /** So many datagrams are taken before it is full. */
    int room;

    FakeUdp() {
        super(SelectorProvider.provider());
    }

    int readyOps() {
        return (arrived.isEmpty() ? 0 : SelectionKey.OP_READ) | (room > 0 ? SelectionKey.OP_WRITE : 0);
    }

    @Override
    public SocketAddress receive(ByteBuffer target) {
        String text = arrived.poll();
        if (text == null) {
            return null;
        }
        target.put(text.getBytes(StandardCharsets.UTF_8));
        return THERE;
    }

    /** As the JDK's: 0 for what was refused, and for what is empty. */
    @Override
    public int send(ByteBuffer source, SocketAddress target) {
        if (room == 0) {
            return 0;
        }
        room--;
        int size = source.remaining();
        sent.add(StandardCharsets.UTF_8.decode(source).toString());
        return size;
    }

    @Override
    public SocketAddress getLocalAddress() {
        return HERE;
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return null;
    }

    @Override
    public boolean isConnected() {
        return false;
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}

    @Override
    public DatagramChannel bind(SocketAddress local) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> DatagramChannel setOption(SocketOption<T> name, T value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T getOption(SocketOption<T> name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of();
    }

    @Override
    public DatagramSocket socket() {
        throw new UnsupportedOperationException();
    }

    @Override
    public DatagramChannel connect(SocketAddress remote) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DatagramChannel disconnect() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface on) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface on, InetAddress source) {
        throw new UnsupportedOperationException();
    }
}
