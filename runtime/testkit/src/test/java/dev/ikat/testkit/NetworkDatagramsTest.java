package dev.ikat.testkit;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.io.Datagram;
import dev.ikat.io.UdpSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Datagrams between simulated hosts. */
class NetworkDatagramsTest {
    private static final int PORT = 7;
    private static final int MANY = 100;

    private static Network network() {
        return Simulation.current().network();
    }

    /** Writes down what comes to its port. */
    @Async
    private static Coroutine<Void> listen(List<Integer> heard) throws IOException {
        UdpSocket socket = await(UdpSocket.bind("0.0.0.0", PORT));
        while (true) {
            Datagram datagram = await(socket.receive());
            heard.add((int) datagram.data()[0]);
        }
    }

    /** Sends so many, one a millisecond, each with its number, and waits until all have come that will. */
    @Async
    private static Coroutine<List<Integer>> sent(Consumer<Link> settings) throws IOException {
        List<Integer> heard = new ArrayList<>();
        Host server = network().host("server", () -> listen(heard));
        settings.accept(network().link(network().main(), server));
        UdpSocket socket = await(UdpSocket.bind("0.0.0.0", 0));
        for (int i = 0; i < MANY; i++) {
            await(sleep(Duration.ofMillis(1)));
            await(socket.send(new byte[] {(byte) i}, new InetSocketAddress(server.address(), PORT)));
        }
        await(sleep(Duration.ofSeconds(10)));
        await(socket.closeAsync());
        return done(heard);
    }

    @Test
    void arriveInOrderOnAGoodLink() {
        assertThat(Simulation.run(() -> sent(link -> {}))).hasSize(MANY).isSorted();
    }

    @Test
    void overtakeEachOther() {
        List<Integer> heard =
                Simulation.run(() -> sent(link -> link.latency(Duration.ofMillis(1), Duration.ofMillis(9))));
        assertThat(heard).hasSize(MANY).doesNotHaveDuplicates();
        assertThat(heard).isNotEqualTo(heard.stream().sorted().toList());
    }

    @Test
    void areLostAndDoubledAsTheScenarioHasIt() {
        List<Integer> heard = Simulation.run(
                new Scenario(0, Schedule.FIFO, FaultPlan.parse("3 10")), () -> sent(link -> link.loss(0.5)));
        assertThat(heard).hasSize(MANY - 2).isSorted().doesNotContain(3, 10);
        List<Integer> twice = Simulation.run(
                new Scenario(0, Schedule.FIFO, FaultPlan.parse("3 10")), () -> sent(link -> link.duplication(0.5)));
        assertThat(twice).hasSize(MANY + 2).isSorted().containsSequence(3, 3).containsSequence(10, 10);
        assertThat(Simulation.run(() -> sent(link -> link.loss(0.5))))
                .as("a world without faults")
                .hasSize(MANY);
    }

    @Test
    void areLostWhereNobodyIsThere() {
        assertThat(Simulation.run(() -> sent(Link::cut))).isEmpty();
        Simulation.run(() -> {
            Host server = network().host("server", () -> done());
            UdpSocket socket = await(UdpSocket.connect("server", PORT));
            await(socket.send(new byte[1]));
            assertThat(await(Thrown.by(() -> socket.receive()))).isInstanceOf(PortUnreachableException.class);
            server.crash();
            await(socket.send(new byte[1]));
            assertThat(await(Thrown.by(() -> timeout(Duration.ofDays(1), socket.receive()))))
                    .isInstanceOf(DeadlineExceededException.class);
            await(socket.closeAsync());
            return done();
        });
    }

    /** A program that takes each datagram for the next one; the kit finds the loss that breaks it, and no more than that. */
    @Test
    void oneLossIsEnoughToFindTheError() {
        assertThatThrownBy(() -> Simulation.explore(() -> {
                            List<Integer> heard =
                                    await(sent(link -> link.loss(0.02).duplication(0.02)));
                            if (heard.size() != new TreeSet<>(heard).size()) {
                                throw new IllegalStateException("taken twice");
                            }
                            return done();
                        })
                        .run())
                .isInstanceOfSatisfying(SimulationFailure.class, failure -> {
                    assertThat(failure.scenario().faults().questions()).hasSize(1);
                    assertThat(failure.scenario().schedule()).isEqualTo(Schedule.FIFO);
                    assertThat(failure).hasMessageContaining("duplication of a datagram from main to server at 0.");
                });
    }
}
