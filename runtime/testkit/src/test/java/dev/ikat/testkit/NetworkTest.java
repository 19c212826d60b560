package dev.ikat.testkit;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import dev.ikat.io.Dns;
import dev.ikat.io.TcpServer;
import dev.ikat.io.TcpStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Connections between simulated hosts; the programs are as in production. */
class NetworkTest {

    private static final int PORT = 7;

    /** Answers each line with itself. */
    @Async
    private static Coroutine<Void> echo() throws IOException {
        TcpServer server = await(TcpServer.listen("0.0.0.0", PORT, NetworkTest::echoLines));
        await(server.serveForever());
        return done();
    }

    @Async
    private static Coroutine<Void> echoLines(TcpStream stream) throws IOException {
        for (String line; (line = await(stream.readLine())) != null; ) {
            await(stream.write(line + "\n"));
        }
        return done();
    }

    @Async
    private static Coroutine<String> ask(TcpStream stream, String line) throws IOException {
        await(stream.write(line + "\n"));
        return done(await(stream.readLine()));
    }

    private static Network network() {
        return Simulation.current().network();
    }

    private static Duration now() {
        return Duration.ofNanos(loop().nanoTime());
    }

    /** A host that echoes, which listens when this has returned. */
    @Async
    private static Coroutine<Host> echoHost() {
        Host host = network().host("server", NetworkTest::echo);
        await(sleep(Duration.ofNanos(1)));
        return done(host);
    }

    @Test
    void whatTakesTimeIsTheWay() {
        List<Duration> times = Simulation.run(() -> {
            Host server = await(echoHost());
            network().link(network().main(), server).latency(Duration.ofMillis(20));
            Duration before = now();
            TcpStream stream = await(TcpStream.connect("server", PORT));
            Duration connected = now();
            String answer = await(ask(stream, "hello"));
            assertThat(answer).isEqualTo("hello");
            Duration answered = now();
            await(stream.closeAsync());
            return done(List.of(connected.minus(before), answered.minus(connected)));
        });
        assertThat(times).containsExactly(Duration.ofMillis(40), Duration.ofMillis(40));
    }

    @Test
    void aLinkIsNarrow() {
        Duration taken = Simulation.run(() -> {
            Host server = network().host("server", NetworkTest::sink);
            network().link(network().main(), server).latency(Duration.ZERO).bandwidth(1_000_000);
            await(sleep(Duration.ofNanos(1)));
            TcpStream stream = await(TcpStream.connect("server", PORT));
            Duration before = now();
            await(stream.write(new byte[500_000]));
            await(stream.shutdownOutput());
            assertThat(await(stream.readLine())).isEqualTo("500000 bytes");
            await(stream.closeAsync());
            return done(now().minus(before));
        });
        assertThat(taken).isBetween(Duration.ofMillis(500), Duration.ofMillis(501));
    }

    /** Says how many bytes came. */
    @Async
    private static Coroutine<Void> sink() throws IOException {
        await(await(TcpServer.listen("0.0.0.0", PORT, NetworkTest::sinkAll)).serveForever());
        return done();
    }

    @Async
    private static Coroutine<Void> sinkAll(TcpStream stream) throws IOException {
        byte[] all = await(stream.readAll());
        await(stream.write(all.length + " bytes\n"));
        return done();
    }

    @Test
    void whoDoesNotReadHoldsUpTheSender() {
        Simulation.run(() -> {
            AtomicInteger written = new AtomicInteger();
            Host server = network().host("server", NetworkTest::listenOnly);
            await(sleep(Duration.ofNanos(1)));
            TcpStream stream = await(TcpStream.connect("server", PORT));
            Task<Void> writing = start(writeOn(stream, written));
            await(sleep(Duration.ofHours(1)));
            assertThat(written.get()).isBetween(64, 512);
            writing.cancel();
            server.crash();
            stream.abort();
            return done();
        });
    }

    @Async
    private static Coroutine<Void> listenOnly() throws IOException {
        await(await(TcpServer.listen("0.0.0.0", PORT, stream -> sleep(Duration.ofDays(1))))
                .serveForever());
        return done();
    }

    @Async
    private static Coroutine<Void> writeOn(TcpStream stream, AtomicInteger kibibytes) throws IOException {
        while (true) {
            await(stream.write(new byte[1024]));
            kibibytes.incrementAndGet();
        }
    }

    @Test
    void hostsHaveNamesAndAddresses() {
        Simulation.run(() -> {
            Host server = network().host("server");
            assertThat(await(Dns.resolve("server"))).containsExactly(server.address());
            assertThat(await(Dns.reverse(server.address()))).isEqualTo("server");
            assertThat(await(Thrown.by(() -> Dns.resolve("sever"))))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("no host of this simulation has this name; there are [main, server]");
            assertThatThrownBy(() -> network().host("server")).hasMessageContaining("already");
            return done();
        });
    }

    @Test
    void whoCannotBeReached() {
        Simulation.run(() -> {
            Host server = network().host("server", () -> done());
            await(sleep(Duration.ofNanos(1)));
            assertThat(await(Thrown.by(() -> TcpStream.connect("server", PORT))))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("Connection refused: server/10.0.0.2:7");
            assertThat(await(Thrown.by(() -> TcpStream.connect("192.0.2.1", PORT))))
                    .isInstanceOf(NoRouteToHostException.class)
                    .hasMessageContaining("no host of this simulation has the address 192.0.2.1");
            server.crash();
            Duration before = now();
            assertThat(await(Thrown.by(() -> TcpStream.connect("server", PORT))))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("Connection timed out");
            assertThat(now().minus(before)).isEqualTo(Duration.ofSeconds(127));
            return done();
        });
    }

    @Test
    void portsAreThoseOfAHost() {
        Simulation.run(() -> {
            await(echoHost());
            TcpServer mine = await(TcpServer.listen("0.0.0.0", PORT, NetworkTest::echoLines));
            assertThat(await(Thrown.by(() -> TcpServer.listen("0.0.0.0", PORT, NetworkTest::echoLines))))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("Address already in use");
            assertThat(await(Thrown.by(() -> TcpServer.listen("server", PORT, NetworkTest::echoLines))))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("it is not one of the host main");
            TcpServer local = await(TcpServer.listen("localhost", 0, NetworkTest::echoLines));
            TcpStream stream = await(TcpStream.connect(local.localAddress()));
            assertThat(await(ask(stream, "to myself"))).isEqualTo("to myself");
            await(stream.closeAsync());
            await(local.closeAsync());
            await(mine.closeAsync());
            return done();
        });
    }

    @Test
    void whatIsCutWaitsAndArrivesAfterAll() {
        Simulation.run(() -> {
            Host server = await(echoHost());
            TcpStream stream = await(TcpStream.connect("server", PORT));
            network().partition(server);
            Task<String> asking = start(ask(stream, "are you there"));
            await(sleep(Duration.ofMinutes(5)));
            assertThat(asking.isDone()).isFalse();
            network().heal();
            assertThat(await(asking)).isEqualTo("are you there");
            await(stream.closeAsync());
            return done();
        });
    }

    @Test
    void whatIsCutForTooLongIsGivenUp() {
        Simulation.run(() -> {
            Host server = await(echoHost());
            TcpStream stream = await(TcpStream.connect("server", PORT));
            network().oneWay(network().main(), server).cut();
            Duration before = now();
            assertThat(await(Thrown.by(() -> ask(stream, "are you there"))))
                    .hasMessageContaining("Connection timed out");
            assertThat(now().minus(before)).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(20));
            stream.abort();
            return done();
        });
    }

    @Test
    void whoCrashedKnowsNothingOfItsConnections() {
        Simulation.run(() -> {
            Host server = await(echoHost());
            TcpStream stream = await(TcpStream.connect("server", PORT));
            Task<String> reading = start(stream.readLine());
            server.crash();
            await(sleep(Duration.ofDays(1)));
            assertThat(reading.isDone()).as("nobody has told it").isFalse();
            reading.cancel();
            server.restart();
            await(sleep(Duration.ofNanos(1)));
            assertThat(await(Thrown.by(() -> ask(stream, "do you know me"))))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("Connection reset");
            stream.abort();
            TcpStream another = await(TcpStream.connect("server", PORT));
            assertThat(await(ask(another, "hello again"))).isEqualTo("hello again");
            await(another.closeAsync());
            return done();
        });
    }

    @Test
    void ofAKilledProcessTheConnectionsAreClosed() {
        Simulation.run(() -> {
            Host server = await(echoHost());
            TcpStream stream = await(TcpStream.connect("server", PORT));
            assertThat(await(ask(stream, "hello"))).isEqualTo("hello");
            server.kill();
            assertThat(await(Thrown.by(() -> stream.readExactly(1)))).isInstanceOf(EOFException.class);
            await(stream.closeAsync());
            return done();
        });
    }

    @Test
    void aDeadlockNamesTheTasksOfAllHosts() {
        assertThatThrownBy(() -> Simulation.run(() -> {
                    Host server = await(echoHost());
                    TcpStream stream = await(TcpStream.connect("server", PORT));
                    await(stream.readLine());
                    return done(server);
                }))
                .isInstanceOf(DeadlockError.class)
                .hasMessageContaining("on the host server:")
                .hasMessageContaining("NetworkTest.java");
    }

    /** Whatever is lost, and however long what is not takes: the bytes come in order, once. */
    @Test
    void nothingThatIsLostIsMissed() {
        Simulation.explore(() -> {
                    Host server = network().host("server", NetworkTest::mirror);
                    network()
                            .link(network().main(), server)
                            .latency(Duration.ofMillis(1), Duration.ofMillis(50))
                            .bandwidth(10_000_000)
                            .loss(0.3);
                    await(sleep(Duration.ofNanos(1)));
                    TcpStream stream = await(TcpStream.connect("server", PORT));
                    byte[] sent = new byte[300_000];
                    Simulation.current().random().nextBytes(sent);
                    Task<byte[]> reading = start(stream.readAll());
                    for (int from = 0; from < sent.length; ) {
                        int to = Math.min(
                                sent.length,
                                from + 1 + Simulation.current().random().nextInt(100_000));
                        await(stream.write(Arrays.copyOfRange(sent, from, to)));
                        from = to;
                    }
                    await(stream.shutdownOutput());
                    assertThat(Arrays.equals(await(reading), sent)).isTrue();
                    await(stream.closeAsync());
                    return done();
                })
                .tries(50)
                .run();
    }

    @Async
    private static Coroutine<Void> mirror() throws IOException {
        await(await(TcpServer.listen("0.0.0.0", PORT, NetworkTest::mirrorAll)).serveForever());
        return done();
    }

    @Async
    private static Coroutine<Void> mirrorAll(TcpStream stream) throws IOException {
        for (byte[] some; (some = await(stream.read(10_000))).length > 0; ) {
            await(stream.write(some));
        }
        await(stream.shutdownOutput());
        return done();
    }

    @Test
    void aServersAddressIsKnownToItsClients() {
        Simulation.run(() -> {
            Host server = await(echoHost());
            TcpStream stream = await(TcpStream.connect("server", PORT));
            assertThat(stream.remoteAddress()).isEqualTo(new InetSocketAddress(server.address(), PORT));
            assertThat(((InetSocketAddress) stream.localAddress()).getAddress())
                    .isEqualTo(network().main().address());
            await(stream.closeAsync());
            return done();
        });
    }

    @Test
    void aPauseHoldsEverythingUp() {
        Simulation.run(() -> {
            Host server = await(echoHost());
            TcpStream stream = await(TcpStream.connect("server", PORT));
            server.pause();
            Task<String> asking = start(ask(stream, "hello"));
            await(sleep(Duration.ofMinutes(1)));
            assertThat(asking.isDone()).isFalse();
            server.resume();
            assertThat(await(asking)).isEqualTo("hello");
            await(stream.closeAsync());
            return done();
        });
    }
}
