package dev.ikat.testkit;

import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/** Opens the simulated sockets of a host. */
final class SimulatedChannels extends SelectorProvider {
    private final Host host;

    SimulatedChannels(Host host) {
        this.host = host;
    }

    static InetAddress address(String name, int... bytes) {
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress(name, address);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public SocketChannel openSocketChannel() {
        return new SimulatedSocket(this, host);
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() {
        return new SimulatedServerSocket(this, host);
    }

    @Override
    public DatagramChannel openDatagramChannel() {
        return new SimulatedDatagramSocket(this, host);
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) {
        return openDatagramChannel();
    }

    @Override
    public SocketChannel openSocketChannel(ProtocolFamily family) {
        requireInternet(family);
        return openSocketChannel();
    }

    @Override
    public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) {
        requireInternet(family);
        return openServerSocketChannel();
    }

    private static void requireInternet(ProtocolFamily family) {
        if (family != StandardProtocolFamily.INET && family != StandardProtocolFamily.INET6) {
            throw new UnsupportedOperationException("a simulation has TCP and UDP, and no sockets of the kind " + family
                    + ": use TcpServer and TcpStream");
        }
    }

    @Override
    public Pipe openPipe() {
        throw new UnsupportedOperationException("a simulation has no pipes");
    }

    @Override
    public AbstractSelector openSelector() {
        throw new UnsupportedOperationException("a simulation has no selectors: sockets are watched by the loop");
    }
}
