package dev.ikat.io;

import dev.ikat.Awaitable;
import dev.ikat.loop.IoHandler;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task that waits for a connection: the addresses are tried one after the other until one answers. */
final class Connecting extends Resolving<TcpStream> implements IoHandler {
    private final int port;
    private Iterator<InetAddress> untried = List.<InetAddress>of().iterator();

    /** The attempt under way. */
    private @Nullable ChannelWire wire;

    private @Nullable InetSocketAddress address;
    private @Nullable IOException firstFailure;

    private Connecting(SelectorLoop loop, int port) {
        super(loop);
        this.port = port;
    }

    static Awaitable<TcpStream> to(InetSocketAddress address) throws IOException {
        return new Connecting(Wire.currentLoop(), address.getPort()).begin(address);
    }

    @Override
    void resolved(List<InetAddress> addresses) throws IOException {
        untried = addresses.iterator();
        tryNext();
    }

    private void tryNext() throws IOException {
        while (untried.hasNext()) {
            address = new InetSocketAddress(untried.next(), port);
            try {
                attempt(address);
                return;
            } catch (IOException | UnsupportedAddressTypeException error) {
                attemptFailed(error);
            }
        }
        throw firstFailure == null ? new IOException("the name has no address") : firstFailure;
    }

    private void attempt(InetSocketAddress address) throws IOException {
        ChannelWire attempted = ChannelWire.of(loop, SocketChannel.open());
        wire = attempted;
        attempted.handler(this);
        if (attempted.channel.connect(address)) {
            connected(attempted);
        } else {
            attempted.want(SelectionKey.OP_CONNECT);
        }
    }

    private void attemptFailed(Exception error) {
        closeWire();
        IOException described = Io.describe(error, ": " + address);
        if (firstFailure == null) {
            firstFailure = described;
        } else {
            firstFailure.addSuppressed(described);
        }
    }

    @Override
    public void ready(int readyOps) {
        try {
            finish();
        } catch (IOException error) {
            tryFail(error);
        }
    }

    private void finish() throws IOException {
        ChannelWire attempted = wire;
        assert attempted != null;
        try {
            if (attempted.channel.finishConnect()) {
                connected(attempted);
            }
        } catch (IOException error) {
            attemptFailed(error);
            tryNext();
        }
    }

    private void connected(ChannelWire attempted) throws IOException {
        attempted.unwant(SelectionKey.OP_CONNECT);
        TcpStream stream = TcpStream.on(attempted);
        wire = null;
        complete(stream);
    }

    @Override
    protected void abort() {
        if (isCancelled()) {
            closeWire();
        } else {
            result().abort();
        }
    }

    private void closeWire() {
        ChannelWire open = wire;
        wire = null;
        if (open != null) {
            open.close();
        }
    }
}
