package dev.ikat.testkit;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.io.UdpSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Three hosts that agree on a leader by telling each other ten times a second that they live: the one with the lowest number
 * of those that live. Where nobody asks whether a majority hears it, each side of a partition has a leader. That is the error; with a quorum
 * it is mended.
 */
final class Election {
    private static final int PORT = 7;
    private static final Duration BEAT = Duration.ofMillis(100);

    /** How long a host counts as living that was not heard. */
    private static final Duration LIVES = Duration.ofMillis(350);

    /** How long others are given to see what this one sees. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final int nodes;
    private final boolean quorum;
    private final List<Node> all = new ArrayList<>();

    Election(int nodes, boolean quorum) {
        this.nodes = nodes;
        this.quorum = quorum;
    }

    private final class Node {
        final int number;
        final long[] heardNanos = new long[nodes];
        long quorumSinceNanos;
        boolean leads;

        Node(int number) {
            this.number = number;
        }

        @Async
        Coroutine<Void> main() throws IOException {
            Arrays.fill(heardNanos, loop().nanoTime());
            quorumSinceNanos = loop().nanoTime();
            UdpSocket socket = await(UdpSocket.bind("0.0.0.0", PORT));
            start(listen(socket), "listen");
            while (true) {
                for (Host other : Simulation.current().network().hosts()) {
                    if (!other.name().equals("main") && !other.name().equals("node " + number)) {
                        await(socket.send(new byte[] {(byte) number}, new InetSocketAddress(other.address(), PORT)));
                    }
                }
                await(sleep(BEAT));
                heardNanos[number] = loop().nanoTime();
                leads = isToLead();
            }
        }

        @Async
        private Coroutine<Void> listen(UdpSocket socket) throws IOException {
            while (true) {
                int from = await(socket.receive()).data()[0];
                heardNanos[from] = loop().nanoTime();
            }
        }

        private boolean isToLead() {
            int living = 0;
            boolean lowest = true;
            for (int each = 0; each < nodes; each++) {
                living += heard(each, LIVES) ? 1 : 0;
                lowest &= each >= number || !heard(each, quorum ? PATIENCE : LIVES);
            }
            if (living <= nodes / 2) {
                quorumSinceNanos = loop().nanoTime();
            }
            boolean backed = !quorum || loop().nanoTime() - quorumSinceNanos >= PATIENCE.toNanos();
            return lowest && backed;
        }

        private boolean heard(int other, Duration within) {
            return loop().nanoTime() - heardNanos[other] < within.toNanos();
        }
    }

    /** Ten seconds, in which the scenario may cut any host off from the others, and heal that again. */
    @Async
    static Coroutine<Void> program(boolean quorum) {
        Election election = new Election(3, quorum);
        Simulation simulation = Simulation.current();
        Network network = simulation.network();
        network.everywhere().latency(Duration.ofMillis(1), Duration.ofMillis(20));
        for (int i = 0; i < election.nodes; i++) {
            Node node = election.new Node(i);
            election.all.add(node);
            network.host("node " + i, node::main);
        }
        simulation.always(
                "there is one leader at most", () -> election.leaders().count() <= 1);
        await(simulation.eventually(
                "there is a leader",
                Duration.ofSeconds(5),
                () -> election.leaders().count() == 1));
        List<Host> hosts = network.hosts();
        for (int i = 0; i < 10; i++) {
            Host host = hosts.get(1 + i % election.nodes);
            if (Simulation.fault("partition of " + host.name())) {
                network.partition(host);
            }
            await(sleep(Duration.ofSeconds(1)));
            network.heal();
        }
        return done();
    }

    private Stream<Node> leaders() {
        return all.stream().filter(node -> node.leads);
    }
}
