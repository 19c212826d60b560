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

    final Bound<SimulatedServerSocket> listeners = new Bound<>();
    final Bound<SimulatedDatagramSocket> datagrams = new Bound<>();
    private final Set<SimulatedSocket> connections = new LinkedHashSet<>();
    private int nextEphemeral = FIRST_EPHEMERAL;

    /** The sockets of one protocol, by the addresses to which they are bound. */
    static final class Bound<S> {
        private final Map<InetSocketAddress, S> sockets = new LinkedHashMap<>();

        void add(InetSocketAddress address, S socket) throws BindException {
            if (find(address) != null) {
                throw new BindException("Address already in use");
            }
            sockets.put(address, socket);
        }

        void remove(@Nullable InetSocketAddress address, S socket) {
            sockets.remove(address, socket);
        }

        /** Who gets what is sent to that address of the host; null when nobody does. */
        @Nullable
        S find(InetSocketAddress target) {
            for (Map.Entry<InetSocketAddress, S> each : sockets.entrySet()) {
                if (overlap(each.getKey(), target)) {
                    return each.getValue();
                }
            }
            return null;
        }

        private static boolean overlap(InetSocketAddress one, InetSocketAddress other) {
            return one.getPort() == other.getPort()
                    && (one.getAddress().isAnyLocalAddress()
                            || other.getAddress().isAnyLocalAddress()
                            || one.getAddress().equals(other.getAddress()));
        }

        private boolean isFree(int port) {
            return sockets.keySet().stream().noneMatch(taken -> taken.getPort() == port);
        }

        private List<S> all() {
            return List.copyOf(sockets.values());
        }
    }

    int ephemeral() {
        for (int i = FIRST_EPHEMERAL; i <= LAST; i++) {
            int port = nextEphemeral;
            nextEphemeral = port == LAST ? FIRST_EPHEMERAL : port + 1;
            if (listeners.isFree(port) && datagrams.isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("the host has no free port left");
    }

    void add(SimulatedSocket connection) {
        connections.add(connection);
    }

    void remove(SimulatedSocket connection) {
        connections.remove(connection);
    }

    /** As the system does for a process that ends: peers are told. */
    void closeAll() {
        listeners.all().forEach(Ports::close);
        datagrams.all().forEach(Ports::close);
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
