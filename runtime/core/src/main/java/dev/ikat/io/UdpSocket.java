package dev.ikat.io;

import dev.ikat.AsyncCloseable;
import dev.ikat.AsyncIterable;
import dev.ikat.Awaitable;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket: {@code try (var socket = await(UdpSocket.bind("localhost", 0))) { … }}. Datagrams arrive whole, or not at
 * all; the system drops those that its buffer has no room for ({@link StandardSocketOptions#SO_RCVBUF}).
 *
 * <p><b>Receiving.</b> One task at a time; a second one is an {@link IllegalStateException}. A cancelled receive takes no
 * datagram: the next one gets it. None is ever cut: what does not fit the caller's buffer comes with the exception.
 *
 * <p><b>Sending.</b> A send ends when the system has taken the datagram, at once as a rule; while the system's buffer is
 * full it waits, several tasks in the order of their calls. That it was taken does not say that it arrived. Cancelling one
 * that waits withdraws the datagram. The bytes are the task's own until then.
 *
 * <p><b>Errors</b> concern one operation, and the socket goes on. A {@linkplain #connect connected} one learns that its peer
 * has no such port: {@link java.net.PortUnreachableException}, from the next receive or send. Others are the JDK's
 * ({@link java.net.SocketException}), with what was going on in the message. Closing ends what waits with a {@link
 * java.nio.channels.ClosedChannelException}.
 *
 * <p><b>Fairness.</b> After 16 datagrams in a row that did not have to wait, a task gives way to others once.
 *
 * <p><b>Threads.</b> Used on the thread of the loop that opened it, a {@link SelectorLoop}; the addresses and
 * {@link #isClosed} may be asked on any thread. Source: {@code asyncio.DatagramTransport}, trio's sockets.
 *
 * <pre>
 * OPEN --closeAsync--> CLOSED, for good
 * </pre>
 */
public final class UdpSocket implements AsyncCloseable {
    private static final int MAX_PAYLOAD_IPV4 = 65_507;

    final DatagramWire wire;
    final Receiving receiving = new Receiving(this);
    final Sending sending = new Sending(this);
    private final InetSocketAddress localAddress;
    private final @Nullable InetSocketAddress remoteAddress;
    private final List<MembershipKey> memberships = new ArrayList<>(0);

    /** Written by the loop's thread. */
    private volatile boolean closed;

    /** On a channel that is bound, and connected or not. */
    UdpSocket(SelectorLoop loop, DatagramChannel channel) throws IOException {
        localAddress = (InetSocketAddress) channel.getLocalAddress();
        remoteAddress = (InetSocketAddress) channel.getRemoteAddress();
        wire = new DatagramWire(loop, channel, receiving::ready, sending::ready);
    }

    /**
     * A socket at this address, for datagrams from and to anybody; a name is looked up on another thread.
     *
     * @param host the interface, by name or address; of several addresses of a name the first that can be had is taken.
     *     {@code 0.0.0.0} is every interface, {@code ::} that of IPv6 and IPv4
     * @param port 0 for one that is free, see {@link #localAddress}
     * @throws IOException at the await: {@link java.net.UnknownHostException}, {@link java.net.BindException} where the
     *     port is taken
     * @throws IllegalArgumentException for a port out of range
     */
    public static Coroutine<UdpSocket> bind(String host, int port) throws IOException {
        return builder().bind(host, port);
    }

    /**
     * A socket for datagrams from and to this peer only; a name is looked up on another thread. Nothing is sent by this, so
     * a peer that is not there shows at a send or receive later.
     *
     * @param port 1 to 65535
     * @throws IOException at the await: {@link java.net.UnknownHostException}, or where no way leads there
     * @throws IllegalArgumentException for a port out of range
     */
    public static Coroutine<UdpSocket> connect(String host, int port) throws IOException {
        return builder().connect(host, port);
    }

    /** For a socket with options that must be set before it is bound. */
    public static Builder builder() {
        return new Builder();
    }

    /** The options of a socket; may be used for several. */
    public static final class Builder {
        private final List<Setting<?>> settings = new ArrayList<>();
        private @Nullable InetSocketAddress localAddress;

        private Builder() {}

        /**
         * Sets an option before the socket is bound: {@link StandardSocketOptions#SO_REUSEADDR} and
         * {@link StandardSocketOptions#SO_REUSEPORT} to share a port, {@link StandardSocketOptions#SO_BROADCAST} to send
         * to all, {@link StandardSocketOptions#SO_RCVBUF} and {@link StandardSocketOptions#SO_SNDBUF} in bytes, those of
         * multicast. One that the system does not have is an {@link UnsupportedOperationException} at the await.
         */
        public <T> Builder option(SocketOption<T> option, T value) {
            settings.add(new Setting<>(Objects.requireNonNull(option, "option"), value));
            return this;
        }

        /** From where a connected socket sends; by default the system chooses. It must be resolved. */
        public Builder localAddress(InetSocketAddress address) {
            localAddress = requireResolved(address);
            return this;
        }

        /** As {@link UdpSocket#bind(String, int)}. */
        public Coroutine<UdpSocket> bind(String host, int port) throws IOException {
            return bind(InetSocketAddress.createUnresolved(host, port));
        }

        /** As {@link UdpSocket#bind(String, int)}; an address that is resolved is taken as it is. */
        public Coroutine<UdpSocket> bind(InetSocketAddress address) throws IOException {
            Objects.requireNonNull(address, "address");
            return open(address, DatagramChannel::bind);
        }

        /** As {@link UdpSocket#connect(String, int)}. */
        public Coroutine<UdpSocket> connect(String host, int port) throws IOException {
            return connect(InetSocketAddress.createUnresolved(host, port));
        }

        /** As {@link UdpSocket#connect(String, int)}; an address that is resolved is taken as it is. */
        public Coroutine<UdpSocket> connect(InetSocketAddress address) throws IOException {
            Objects.requireNonNull(address, "address");
            if (address.getPort() == 0) {
                throw new IllegalArgumentException("a UDP socket cannot be connected to port 0; give the peer's port");
            }
            InetSocketAddress local = localAddress;
            return open(
                    address,
                    local == null
                            ? DatagramChannel::connect
                            : (channel, peer) -> channel.bind(local).connect(peer));
        }

        private Coroutine<UdpSocket> open(InetSocketAddress address, UdpOpening.Step last) {
            List<Setting<?>> now = List.copyOf(settings);
            UdpOpening.Step step = (channel, target) -> {
                for (Setting<?> setting : now) {
                    setting.apply(channel);
                }
                last.take(channel, target);
            };
            return Io.defer(() -> new UdpOpening(Wire.currentLoop(), address.getPort(), step).begin(address));
        }
    }

    private record Setting<T>(SocketOption<T> option, T value) {
        void apply(DatagramChannel channel) throws IOException {
            channel.setOption(option, value);
        }
    }

    /** The next datagram, waiting for it if need be. */
    public Coroutine<Datagram> receive() throws IOException {
        return receiving.new Receive<>(Receiving::datagram);
    }

    /**
     * The next datagram, into the buffer from its position on: {@code flip()} it to read. Nothing is written to it before
     * the await ends.
     *
     * @return who sent it
     * @throws DatagramTooLongException at the await, for one that has more bytes than the buffer has left: the buffer is as
     *     it was, and the exception has the whole datagram
     * @throws ReadOnlyBufferException for a buffer that cannot be written to
     */
    public Coroutine<InetSocketAddress> receive(ByteBuffer target) throws IOException {
        if (target.isReadOnly()) {
            throw new ReadOnlyBufferException();
        }
        return receiving.new Receive<>((data, from) -> Receiving.into(target, data, from));
    }

    /**
     * What comes, without end, for {@code for (Datagram datagram : each(socket.datagrams()))}; each is received when it is
     * asked for. Leaving the loop leaves the socket open.
     *
     * @throws IOException from the loop, as from {@link #receive()}
     */
    public AsyncIterable<Datagram> datagrams() throws IOException {
        return () -> new Reading<>(this::receive, datagram -> false);
    }

    /**
     * Sends a datagram to the peer of a connected socket.
     *
     * @param data 65,507 bytes at most over IPv4, 65,527 over IPv6; the way there may allow less
     * @throws IllegalStateException when the socket is not connected
     * @throws IOException at the await, for one that is too long for instance
     */
    public Coroutine<Void> send(byte[] data) throws IOException {
        return send(ByteBuffer.wrap(data));
    }

    /** As {@link #send(byte[])}, of what the buffer has from its position to its limit; then its position is at its limit. */
    public Coroutine<Void> send(ByteBuffer data) throws IOException {
        InetSocketAddress peer = remoteAddress;
        if (peer == null) {
            throw new IllegalStateException(
                    this + " is not connected: send(data, address), or open it by connect(host, port)");
        }
        return begin(data, peer);
    }

    /**
     * Sends a datagram.
     *
     * @param data as for {@link #send(byte[])}
     * @param target resolved; of a connected socket its peer only
     * @throws IllegalArgumentException for another target than the peer, one that is not resolved, or one of IPv6 where the
     *     socket is of IPv4
     * @throws IOException at the await, as for {@link #send(byte[])}; to all of a network only with
     *     {@link StandardSocketOptions#SO_BROADCAST}
     */
    public Coroutine<Void> send(byte[] data, InetSocketAddress target) throws IOException {
        return send(ByteBuffer.wrap(data), target);
    }

    /** As {@link #send(byte[], InetSocketAddress)}, of what the buffer has; then its position is at its limit. */
    public Coroutine<Void> send(ByteBuffer data, InetSocketAddress target) throws IOException {
        requireResolved(target);
        if (remoteAddress != null && !remoteAddress.equals(target)) {
            throw new IllegalArgumentException(this + " is connected and cannot send to " + target
                    + ": send to its peer only, or open a socket by bind(host, port)");
        }
        return begin(data, target);
    }

    private Coroutine<Void> begin(ByteBuffer data, InetSocketAddress target) {
        Objects.requireNonNull(data, "data");
        return Io.defer(() -> {
            requireOpen();
            ByteBuffer bytes = data.duplicate();
            data.position(data.limit());
            return sending.send(bytes, target);
        });
    }

    private static InetSocketAddress requireResolved(InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(
                    address + " is not resolved: new InetSocketAddress(await(Dns.resolve(host)).get(0), port)");
        }
        return address;
    }

    /** Puts the next datagram into the buffer; null when none has come. */
    @Nullable
    InetSocketAddress receiveNow(ByteBuffer target) throws IOException {
        try {
            return (InetSocketAddress) wire.channel.receive(target);
        } catch (IOException error) {
            throw Io.describe(error, " while " + this + " was receiving");
        }
    }

    /** Whether the system took it; of an empty one, false says nothing. */
    boolean sendNow(ByteBuffer data, InetSocketAddress target) throws IOException {
        int size = data.remaining();
        try {
            return wire.channel.send(data, target) > 0;
        } catch (IOException error) {
            String what = " while " + this + " was sending " + size + " bytes to " + target;
            throw Io.describe(error, what + advice(size, String.valueOf(error.getMessage())));
        } catch (UnsupportedAddressTypeException error) {
            throw new IllegalArgumentException(
                    this + " is of IPv4 and cannot send to " + target + ": open one by bind(\"::\", port)", error);
        }
    }

    private String advice(int size, String message) throws IOException {
        if (size > MAX_PAYLOAD_IPV4) {
            return "; a datagram has " + MAX_PAYLOAD_IPV4 + " bytes at most over IPv4, and 20 more over IPv6";
        }
        boolean refused = message.contains("denied") && !wire.channel.getOption(StandardSocketOptions.SO_BROADCAST);
        return refused ? "; to send to all of a network, set SO_BROADCAST" : "";
    }

    /**
     * Joins a multicast group, whose datagrams then come to this socket's port. Bind it to {@code 0.0.0.0} or {@code ::},
     * with {@link StandardSocketOptions#SO_REUSEADDR} where several sockets shall have the port. To join twice is harmless.
     *
     * @return to {@linkplain MembershipKey#block block} single senders, or to {@linkplain MembershipKey#drop leave} again
     * @throws IOException when the interface has no multicast, or the system refuses
     * @throws IllegalArgumentException for an address that is no group, or of the other family
     */
    public MembershipKey join(InetAddress group, NetworkInterface on) throws IOException {
        requireOpen();
        return joined(wire.channel.join(group, on));
    }

    /** As {@link #join(InetAddress, NetworkInterface)}, for the datagrams of one sender. */
    public MembershipKey join(InetAddress group, NetworkInterface on, InetAddress source) throws IOException {
        requireOpen();
        return joined(wire.channel.join(group, on, source));
    }

    private MembershipKey joined(MembershipKey key) {
        memberships.removeIf(other -> !other.isValid() || other.equals(key));
        memberships.add(key);
        return key;
    }

    /**
     * Leaves a group, for all senders that it was joined for.
     *
     * @throws IllegalStateException when it was not joined there
     */
    public void leave(InetAddress group, NetworkInterface on) throws IOException {
        requireOpen();
        boolean left = false;
        for (Iterator<MembershipKey> each = memberships.iterator(); each.hasNext(); ) {
            MembershipKey key = each.next();
            if (key.isValid()
                    && key.group().equals(group)
                    && key.networkInterface().equals(on)) {
                key.drop();
                each.remove();
                left = true;
            }
        }
        if (!left) {
            throw new IllegalStateException(this + " has not joined " + group + " on " + on.getName()
                    + ", or has left it already: leave what join(group, interface) was called for");
        }
    }

    /**
     * Sets an option; those that matter to the binding go to the {@link #builder}.
     *
     * @throws UnsupportedOperationException for one that the system does not have
     */
    public <T> UdpSocket setOption(SocketOption<T> option, T value) throws IOException {
        requireOpen();
        wire.channel.setOption(option, value);
        return this;
    }

    /** The value of an option; sizes of buffers are what the system made of them, on Linux twice what was asked for. */
    public <T> T getOption(SocketOption<T> option) throws IOException {
        requireOpen();
        return wire.channel.getOption(option);
    }

    /** This end; still known when the socket is closed. */
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    /** The port of this end. */
    public int port() {
        return localAddress.getPort();
    }

    /** The peer of a connected socket, else null. */
    public @Nullable InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    /** Whether it was closed: nothing can be sent or received any more. */
    public boolean isClosed() {
        return closed;
    }

    /** Closes, and ends when the descriptor is free; tasks that wait get the error. What waits to be sent is dropped. */
    @Override
    public Coroutine<Void> closeAsync() {
        return Io.defer(this::close0);
    }

    private Awaitable<Void> close0() {
        if (closed) {
            return Ikat.done();
        }
        wire.checkLoop();
        closeNow();
        return Ikat.yieldNow();
    }

    void closeNow() {
        closed = true;
        wire.close();
        receiving.close(new StreamClosedException(this + " was closed while a task was receiving"));
        sending.close(new StreamClosedException(this + " was closed while a task was waiting to send"));
    }

    /** Throws when the socket is closed, or another loop's. */
    void requireOpen() throws IOException {
        wire.checkLoop();
        if (closed) {
            throw new StreamClosedException(this + " is closed");
        }
    }

    @Override
    public String toString() {
        return "UDP socket " + localAddress + (remoteAddress == null ? "" : " to " + remoteAddress);
    }
}
