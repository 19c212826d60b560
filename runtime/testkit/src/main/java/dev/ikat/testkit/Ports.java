package dev.ikat.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.Channel;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sockets of a host, and which ports they have. */
final class Ports {
    /** The range for ports that nobody asked for; RFC 6335. */
    private static final int FIRST_EPHEMERAL = 49_152;

    private static final int LAST = 65_535;

    private final Map<InetSocketAddress, SimulatedServerSocket> listeners = new LinkedHashMap<>();
    private final Map<InetSocketAddress, SimulatedDatagramSocket> datagrams = new LinkedHashMap<>();
    private final Set<SimulatedSocket> connections = new LinkedHashSet<>();
    private int nextEphemeral = FIRST_EPHEMERAL;

    int ephemeral() {
        for (int i = FIRST_EPHEMERAL; i <= LAST; i++) {
            int port = nextEphemeral;
            nextEphemeral = port == LAST ? FIRST_EPHEMERAL : port + 1;
            if (isFree(port, listeners) && isFree(port, datagrams)) {
                return port;
            }
        }
        throw new IllegalStateException("the host has no free port left");
    }

    private static boolean isFree(int port, Map<InetSocketAddress, ?> sockets) {
        return sockets.keySet().stream().noneMatch(taken -> taken.getPort() == port);
    }

    void add(SimulatedSocket connection) {
        connections.add(connection);
    }

    void remove(SimulatedSocket connection) {
        connections.remove(connection);
    }

    void add(InetSocketAddress address, SimulatedServerSocket listener) throws BindException {
        take(listeners, address, listener);
    }

    void remove(InetSocketAddress address, SimulatedServerSocket listener) {
        listeners.remove(address, listener);
    }

    /** Who listens for what is sent to that address of the host; null when nobody does. */
    @Nullable
    SimulatedServerSocket listener(InetSocketAddress target) {
        return find(listeners, target);
    }

    void add(InetSocketAddress address, SimulatedDatagramSocket socket) throws BindException {
        take(datagrams, address, socket);
    }

    void remove(InetSocketAddress address, SimulatedDatagramSocket socket) {
        datagrams.remove(address, socket);
    }

    /** Who takes datagrams that are sent to that address of the host; null when nobody does. */
    @Nullable
    SimulatedDatagramSocket datagrams(InetSocketAddress target) {
        return find(datagrams, target);
    }

    private static <S> @Nullable S find(Map<InetSocketAddress, S> sockets, InetSocketAddress target) {
        for (Map.Entry<InetSocketAddress, S> each : sockets.entrySet()) {
            if (overlap(each.getKey(), target)) {
                return each.getValue();
            }
        }
        return null;
    }

    private static <S> void take(Map<InetSocketAddress, S> sockets, InetSocketAddress address, S socket)
            throws BindException {
        if (find(sockets, address) != null) {
            throw new BindException("Address already in use");
        }
        sockets.put(address, socket);
    }

    private static boolean overlap(InetSocketAddress one, InetSocketAddress other) {
        return one.getPort() == other.getPort()
                && (one.getAddress().isAnyLocalAddress()
                        || other.getAddress().isAnyLocalAddress()
                        || one.getAddress().equals(other.getAddress()));
    }

    /** As the system does for a process that ends: peers are told. */
    void closeAll() {
        List.copyOf(listeners.values()).forEach(Ports::close);
        List.copyOf(datagrams.values()).forEach(Ports::close);
        List.copyOf(connections).forEach(Ports::close);
    }

    /** As when the power fails: nobody is told. */
    void vanish() {
        List.copyOf(connections).forEach(SimulatedSocket::vanish);
        closeAll();
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
