package dev.ikat.io;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sockets of a TCP server, one for each address of its name, all on one port. */
final class TcpBinding {
    /** A port that is free on one address may be taken on the next; so often another one is looked for. */
    private static final int MAX_TRIES = 16;

    private TcpBinding() {}

    /** Binds to each address; none is left open when it fails. */
    static List<ServerSocketChannel> bind(
            SelectorProvider channels, List<InetAddress> addresses, int port, TcpServerOptions options)
            throws IOException {
        List<InetAddress> distinct = addresses.stream().distinct().toList();
        for (int tries = 1; ; tries++) {
            try {
                return bindAll(channels, distinct, port, options);
            } catch (BindException taken) {
                if (port != 0 || distinct.size() == 1 || tries == MAX_TRIES) {
                    throw taken;
                }
            }
        }
    }

    private static List<ServerSocketChannel> bindAll(
            SelectorProvider channels, List<InetAddress> addresses, int port, TcpServerOptions options)
            throws IOException {
        List<ServerSocketChannel> bound = new ArrayList<>(addresses.size());
        IOException missing = null;
        int samePort = port;
        try {
            for (InetAddress address : addresses) {
                try {
                    bound.add(bind(channels, new InetSocketAddress(address, samePort), options));
                    samePort = localAddress(bound.get(0)).getPort();
                } catch (IOException error) {
                    if (isHere(address)) {
                        throw error;
                    }
                    missing = combined(missing, error);
                }
            }
            return orFailure(bound, missing);
        } catch (Throwable error) {
            close(bound);
            throw error;
        }
    }

    /** A machine may lack IPv6, and its hosts file name an address of it all the same. */
    private static boolean isHere(InetAddress address) throws IOException {
        return address.isAnyLocalAddress()
                || (address instanceof Inet4Address && address.isLoopbackAddress())
                || NetworkInterface.getByInetAddress(address) != null;
    }

    private static IOException combined(@Nullable IOException first, IOException error) {
        if (first == null) {
            return error;
        }
        first.addSuppressed(error);
        return first;
    }

    private static List<ServerSocketChannel> orFailure(List<ServerSocketChannel> bound, @Nullable IOException missing)
            throws IOException {
        if (bound.isEmpty()) {
            throw missing == null ? new IOException("the name has no address") : missing;
        }
        return bound;
    }

    private static ServerSocketChannel bind(
            SelectorProvider channels, InetSocketAddress address, TcpServerOptions options) throws IOException {
        ServerSocketChannel channel = channels.openServerSocketChannel();
        try {
            channel.configureBlocking(false);
            options.applyTo(channel);
            channel.bind(address, options.backlog);
            return channel;
        } catch (IOException | UnsupportedAddressTypeException error) {
            channel.close();
            throw Io.describe(error, ": " + address);
        } catch (Throwable error) {
            channel.close();
            throw error;
        }
    }

    static List<InetSocketAddress> localAddresses(List<ServerSocketChannel> channels) throws IOException {
        List<InetSocketAddress> addresses = new ArrayList<>(channels.size());
        for (ServerSocketChannel channel : channels) {
            addresses.add(localAddress(channel));
        }
        return List.copyOf(addresses);
    }

    private static InetSocketAddress localAddress(ServerSocketChannel channel) throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    private static void close(List<ServerSocketChannel> channels) throws IOException {
        for (ServerSocketChannel channel : channels) {
            channel.close();
        }
    }
}
