package dev.ikat.io;

import dev.ikat.Awaitable;
import dev.ikat.loop.IoHandler;
import dev.ikat.loop.SelectorLoop;
import dev.ikat.loop.TimerHandle;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A task that waits for a connection: the addresses of the name race each other ({@link StaggeredRace}). The first that is
 * connected closes the others; where none is, the error of the first address is thrown, with those of the others.
 */
final class Connecting extends Resolving<TcpStream> implements StaggeredRace.Contest {
    private final InetSocketAddress target;
    private final TcpOptions options;
    private List<InetAddress> addresses = List.of();
    private @Nullable StaggeredRace race;

    /** Those under way, and the errors of those that have failed, by their numbers. */
    private final SortedMap<Integer, Attempt> attempts = new TreeMap<>();

    private final SortedMap<Integer, IOException> failures = new TreeMap<>();

    private Connecting(SelectorLoop loop, InetSocketAddress target, TcpOptions options) {
        super(loop);
        this.target = target;
        this.options = options;
    }

    static Awaitable<TcpStream> to(InetSocketAddress target, TcpOptions options) throws IOException {
        Connecting connecting = new Connecting(Wire.currentLoop(), target, options);
        connecting.begin(target);
        connecting.limit(options.connectTimeout);
        return connecting;
    }

    private void limit(@Nullable Duration timeout) {
        if (timeout != null && !isDone()) {
            TimerHandle timer = loop.callLater(timeout, this::expire);
            onDone(over -> timer.cancel());
        }
    }

    private void expire() {
        if (!isDone()) {
            closeAll();
            tryFail(withFailures(new SocketTimeoutException("connecting to " + target.getHostString() + ":"
                    + target.getPort() + " took longer than "
                    + options.connectTimeout + ", the connectTimeout of its options")));
        }
    }

    @Override
    void resolved(List<InetAddress> resolved) throws IOException {
        if (resolved.isEmpty()) {
            throw new IOException("the name " + target.getHostString() + " has no address");
        }
        Duration delay = options.happyEyeballsDelay;
        addresses = delay == null ? resolved : StaggeredRace.interleaved(resolved);
        race = new StaggeredRace(loop, addresses.size(), delay, this);
        race.begin();
    }

    @Override
    public void begin(int number) {
        new Attempt(number, new InetSocketAddress(addresses.get(number), target.getPort())).begin();
    }

    @Override
    public void lost() {
        IOException first = failures.remove(failures.firstKey());
        tryFail(withFailures(Objects.requireNonNull(first)));
    }

    private IOException withFailures(IOException error) {
        failures.values().forEach(error::addSuppressed);
        return error;
    }

    private void connected(Attempt winner, TcpStream stream) {
        attempts.remove(winner.number);
        closeAll();
        complete(stream);
    }

    private void closeAll() {
        if (race != null) {
            race.stop();
        }
        attempts.values().forEach(Attempt::close);
        attempts.clear();
    }

    @Override
    protected void abort() {
        if (isCancelled()) {
            closeAll();
        } else {
            result().abort();
        }
    }

    /** A connection that is being made to one address. */
    private final class Attempt implements IoHandler {
        private final int number;
        private final InetSocketAddress address;
        private @Nullable ChannelWire wire;

        Attempt(int number, InetSocketAddress address) {
            this.number = number;
            this.address = address;
        }

        void begin() {
            attempts.put(number, this);
            try {
                requireSameFamily(options.localAddress);
                ChannelWire opened = ChannelWire.of(loop, loop.channels().openSocketChannel());
                wire = opened;
                opened.handler(this);
                options.applyTo(opened.channel);
                if (options.localAddress != null) {
                    opened.channel.bind(options.localAddress);
                }
                if (opened.channel.connect(address)) {
                    connected(this, TcpStream.on(opened));
                } else {
                    opened.want(SelectionKey.OP_CONNECT);
                }
            } catch (IOException | UnsupportedAddressTypeException | UnsupportedOperationException error) {
                failed(error);
            }
        }

        private void requireSameFamily(@Nullable InetSocketAddress local) throws ConnectException {
            if (local != null
                    && local.getAddress() instanceof Inet4Address != address.getAddress() instanceof Inet4Address) {
                throw new ConnectException("the local address " + local.getAddress() + " is of the other family");
            }
        }

        @Override
        public void ready(int readyOps) {
            ChannelWire attempted = Objects.requireNonNull(wire);
            try {
                if (attempted.channel.finishConnect()) {
                    attempted.unwant(SelectionKey.OP_CONNECT);
                    connected(this, TcpStream.on(attempted));
                }
            } catch (IOException error) {
                failed(error);
            }
        }

        private void failed(Exception error) {
            close();
            attempts.remove(number);
            failures.put(number, Io.describe(error, ": " + address + from(options.localAddress)));
            Objects.requireNonNull(race).failed(number);
        }

        private static String from(@Nullable InetSocketAddress local) {
            return local == null ? "" : " from " + local;
        }

        void close() {
            ChannelWire open = wire;
            wire = null;
            if (open != null) {
                open.close();
            }
        }
    }
}
