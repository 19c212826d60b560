package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.LoopGroup;
import dev.ikat.Runner;
import dev.ikat.Task;
import dev.ikat.sync.Event;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a server listens, and how many it serves. */
class TcpServerOptionsTest extends TcpFixture {
    @Async
    private static Coroutine<Void> echo(TcpStream stream) throws IOException {
        await(stream.transferTo(stream));
        return done();
    }

    @Async
    private static Coroutine<String> say(String host, int port, String line) throws IOException {
        try (var stream = await(TcpStream.connect(host, port))) {
            await(stream.write(line + "\n"));
            return done(await(stream.readLine()));
        }
    }

    @Test
    void eachAddressOfANameIsServedOnOnePort() {
        assumeTrue(hasIpv6(), "this machine has no IPv6 loopback");
        inLoop(() -> {
            try (var server = await(TcpServer.listen("localhost", 0, TcpServerOptionsTest::echo))) {
                assertThat(server.localAddresses())
                        .containsExactly(
                                new InetSocketAddress("127.0.0.1", server.port()),
                                new InetSocketAddress("::1", server.port()));
                assertThat(server.localAddress())
                        .isEqualTo(server.localAddresses().get(0));
                assertThat(await(say("127.0.0.1", server.port(), "four"))).isEqualTo("four");
                assertThat(await(say("::1", server.port(), "six"))).isEqualTo("six");
            }
            return done();
        });
    }

    @Test
    void aPortThatIsTakenOnOneOfTheAddressesIsNamedAndNothingIsLeftOpen() {
        assumeTrue(hasIpv6(), "this machine has no IPv6 loopback");
        inLoop(() -> {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
                int before = Sockets.count();
                int port = taken.getLocalPort();
                assertThat(await(errorOf(() -> TcpServer.listen("localhost", port, TcpServerOptionsTest::echo))))
                        .isInstanceOf(BindException.class)
                        .hasMessageContaining("0:0:0:0:0:0:0:1")
                        .hasMessageContaining(":" + port);
                assertThat(Sockets.count()).isEqualTo(before);
            }
            return done();
        });
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() {
        inLoop(() -> {
            assertThat(await(errorOf(() -> TcpServer.listen("203.0.113.7", 0, TcpServerOptionsTest::echo))))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("203.0.113.7");
            return done();
        });
    }

    @Test
    void acceptedConnectionsHaveTheirOptions() {
        TcpOptions options =
                TcpOptions.defaults().noDelay(false).keepAlive(true).receiveBuffer(30_000);
        List<Object> seen = new ArrayList<>();
        inLoop(() -> {
            try (var server = await(TcpServer.listen(
                            "127.0.0.1", 0, TcpServerOptions.defaults().connections(options), stream -> {
                                seen.add(stream.option(StandardSocketOptions.TCP_NODELAY));
                                seen.add(stream.option(StandardSocketOptions.SO_KEEPALIVE));
                                seen.add(stream.option(StandardSocketOptions.SO_RCVBUF));
                                return done();
                            }));
                    var stream = await(TcpStream.connect("127.0.0.1", server.port()))) {
                assertThat(await(stream.read(1))).isEmpty();
            }
            return done();
        });
        assertThat(seen.subList(0, 2)).isEqualTo(List.of(false, true));
        assertThat((Integer) seen.get(2)).isBetween(30_000, 60_000);
    }

    @Test
    void noMoreAreServedAtATimeThanAskedForAndTheOthersAreServedLater() {
        inLoop(() -> {
            List<Integer> counts = new ArrayList<>();
            Event go = new Event();
            TcpServer[] self = new TcpServer[1];
            TcpServerOptions options = TcpServerOptions.defaults().maxConnections(2);
            try (var server = await(TcpServer.listen("127.0.0.1", 0, options, stream -> {
                counts.add(self[0].connections());
                await(go.waitFor());
                return echo(stream);
            }))) {
                self[0] = server;
                List<Task<String>> clients = new ArrayList<>();
                for (int i = 0; i < 7; i++) {
                    clients.add(start(say("127.0.0.1", server.port(), "client " + i)));
                }
                await(until(() -> counts.size() == 2));
                await(turns(2000));
                assertThat(counts).as("handlers begun").hasSize(2);
                assertThat(server.connections()).isEqualTo(2);
                go.set();
                List<String> answers = await(gather(clients));
                assertThat(answers).hasSize(7).contains("client 0", "client 6");
                assertThat(counts).hasSize(7).allMatch(count -> count <= 2);
                await(until(() -> server.connections() == 0));
            }
            return done();
        });
    }

    @Test
    void theSystemsBacklogHoldsTheRestAndNoMore() {
        inLoop(() -> {
            TcpServerOptions options =
                    TcpServerOptions.defaults().maxConnections(1).backlog(1);
            try (var server = await(TcpServer.listen("127.0.0.1", 0, options, TcpServerOptionsTest::echo));
                    var served = await(TcpStream.connect("127.0.0.1", server.port()))) {
                await(until(() -> server.connections() == 1));
                List<Task<TcpStream>> waiting = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    waiting.add(start(TcpStream.connect("127.0.0.1", server.port())));
                }
                await(until(() -> waiting.stream().anyMatch(Task::isDone)));
                await(turns(1000));
                assertThat(waiting).as("some cannot even connect").anyMatch(task -> !task.isDone());
                assertThat(served.isClosed()).isFalse();
                for (Task<TcpStream> task : waiting) {
                    task.cancel();
                    await(until(task::isDone));
                    if (!task.isCancelled()) {
                        task.result().abort();
                    }
                }
            }
            return done();
        });
    }

    @Test
    void aServerThatIsFullCanBeClosed() {
        inLoop(() -> {
            var server = await(TcpServer.listen(
                    "127.0.0.1", 0, TcpServerOptions.defaults().maxConnections(1), TcpServerOptionsTest::echo));
            var first = await(TcpStream.connect("127.0.0.1", server.port()));
            var second = await(TcpStream.connect("127.0.0.1", server.port()));
            await(until(() -> server.connections() == 1));
            Task<Void> close = start(server.closeAsync());
            await(turns(10));
            assertThat(server.isClosed()).isTrue();
            assertThat(close.isDone()).isFalse();
            assertThat(await(errorOf(() -> second.read(1))))
                    .as("it was in the backlog")
                    .isInstanceOf(IOException.class);
            await(first.closeAsync());
            await(second.closeAsync());
            await(close);
            return done();
        });
    }

    @Test
    void loopsShareAPort() {
        ConcurrentHashMap<String, AtomicInteger> served = new ConcurrentHashMap<>();
        TcpServerOptions options = TcpServerOptions.defaults().reusePort(true);
        try (LoopGroup group = LoopGroup.open(3);
                Runner runner = Runner.builder().build()) {
            TcpServer first =
                    group.submit(0, () -> listenCounting(0, options, served)).join();
            List<TcpServer> servers = new ArrayList<>(List.of(first));
            for (int i = 1; i < group.size(); i++) {
                servers.add(group.submit(i, () -> listenCounting(first.port(), options, served))
                        .join());
            }
            runner.run(sayOften(first.port(), 300));
            assertThat(served).hasSize(3);
            assertThat(served.values().stream().mapToInt(AtomicInteger::get).sum())
                    .isEqualTo(300);
            for (int i = 0; i < group.size(); i++) {
                TcpServer server = servers.get(i);
                group.submit(i, server::closeAsync).join();
            }
        }
    }

    @Async
    private static Coroutine<TcpServer> listenCounting(
            int port, TcpServerOptions options, ConcurrentHashMap<String, AtomicInteger> served) throws IOException {
        return done(await(TcpServer.listen("127.0.0.1", port, options, stream -> {
            served.computeIfAbsent(Thread.currentThread().getName(), name -> new AtomicInteger())
                    .incrementAndGet();
            return echo(stream);
        })));
    }

    @Async
    private static Coroutine<Void> sayOften(int port, int times) {
        List<Coroutine<String>> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(sayTo(port));
        }
        assertThat(await(gather(all))).hasSize(times).containsOnly("hello");
        return done();
    }

    @Async
    private static Coroutine<String> sayTo(int port) {
        try {
            return done(await(say("127.0.0.1", port, "hello")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPortIsNotSharedUnlessAllWantIt() {
        inLoop(() -> {
            TcpServerOptions sharing = TcpServerOptions.defaults().reusePort(true);
            try (var server = await(TcpServer.listen("127.0.0.1", 0, sharing, TcpServerOptionsTest::echo));
                    var second =
                            await(TcpServer.listen("127.0.0.1", server.port(), sharing, TcpServerOptionsTest::echo))) {
                assertThat(second.port()).isEqualTo(server.port());
                assertThat(await(errorOf(
                                () -> TcpServer.listen("127.0.0.1", server.port(), TcpServerOptionsTest::echo))))
                        .isInstanceOf(BindException.class);
            }
            return done();
        });
    }

    @Test
    void anAddressMayBeReusedWhileOldConnectionsLinger() {
        inLoop(() -> {
            var server = await(TcpServer.listen("127.0.0.1", 0, stream -> stream.closeAsync()));
            int port = server.port();
            try (var stream = await(TcpStream.connect("127.0.0.1", port))) {
                assertThat(await(stream.read(1)))
                        .as("the server closes first, its end lingers")
                        .isEmpty();
            }
            await(server.closeAsync());
            TcpServerOptions never = TcpServerOptions.defaults().reuseAddress(false);
            assertThat(await(errorOf(() -> TcpServer.listen("127.0.0.1", port, never, TcpServerOptionsTest::echo))))
                    .isInstanceOf(BindException.class);
            var again = await(TcpServer.listen("127.0.0.1", port, TcpServerOptionsTest::echo));
            assertThat(await(say("127.0.0.1", port, "again"))).isEqualTo("again");
            await(again.closeAsync());
            return done();
        });
    }

    @Test
    void closingTheClientsSendsWhatWasWritten() {
        byte[] all = randomBytes(8 * 1024 * 1024, 1);
        List<Throwable> seen = new ArrayList<>();
        inLoop(() -> {
            try (var server = await(TcpServer.listen("127.0.0.1", 0, stream -> {
                        Task<Void> write = start(stream.write(all));
                        seen.add(await(errorOf(stream::readLine)));
                        await(write);
                        return done();
                    }));
                    var stream = await(TcpStream.connect("127.0.0.1", server.port()))) {
                await(until(() -> server.connections() == 1));
                await(turns(100));
                server.closeClients();
                assertThat(await(stream.readAll())).isEqualTo(all);
            }
            return done();
        });
        assertThat(seen).hasSize(1).first().isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void servingForeverEndsWithTheServerOrTheTask() {
        inLoop(() -> {
            var server = await(TcpServer.listen("127.0.0.1", 0, TcpServerOptionsTest::echo));
            Task<Void> forever = start(server.serveForever());
            Task<Void> cancelled = start(server.serveForever());
            await(turns(10));
            cancelled.cancel();
            await(until(cancelled::isDone));
            assertThat(cancelled.isCancelled()).isTrue();
            assertThat(await(say("127.0.0.1", server.port(), "still"))).isEqualTo("still");
            assertThat(forever.isDone()).isFalse();
            await(server.closeAsync());
            await(forever);
            await(server.serveForever());
            return done();
        });
    }

    @Test
    void itIsAskedOnItsLoopOnly() {
        TcpServer[] server = new TcpServer[1];
        inLoop(() -> {
            server[0] = await(TcpServer.listen("127.0.0.1", 0, TcpServerOptionsTest::echo));
            assertThat(server[0].connections()).isZero();
            await(server[0].closeAsync());
            return done();
        });
        inLoop(() -> {
            assertThatThrownBy(() -> server[0].connections())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("belongs to another loop");
            assertThatThrownBy(() -> server[0].abortClients()).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> server[0].closeClients()).isInstanceOf(IllegalStateException.class);
            return done();
        });
    }

    @Test
    void aListenThatIsCancelledAfterItBoundFreesThePort() {
        inLoop(() -> {
            int before = Sockets.count();
            String host = InetAddress.getLocalHost().getHostName();
            for (int i = 0; i < 50; i++) {
                Task<TcpServer> listening = start(TcpServer.listen(host, 0, TcpServerOptionsTest::echo));
                await(turns(i * 3));
                listening.cancel();
                await(until(listening::isDone));
                if (!listening.isCancelled()) {
                    await(listening.result().closeAsync());
                }
                await(turns(2));
                assertThat(Sockets.count()).isEqualTo(before);
            }
            return done();
        });
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        TcpServerOptions options = TcpServerOptions.defaults();
        assertThatThrownBy(() -> options.backlog(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.maxConnections(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a bound for connections of 0");
        assertThat(options.reusePort(true).maxConnections(9).toString())
                .startsWith("TCP server options: backlog 1024, reuse address, reuse port, at most 9 connections");
        assertThat(options.toString()).as("it is immutable").doesNotContain("at most");
    }

    @Test
    void aPlainSocketOfAnyFamilyIsServed() {
        inLoop(() -> {
            try (var server = await(TcpServer.listen("0.0.0.0", 0, stream -> stream.write("hi")))) {
                int answer = await(onThread(() -> {
                    try (Socket socket = new Socket("127.0.0.1", server.port())) {
                        return socket.getInputStream().readAllBytes().length;
                    }
                }));
                assertThat(answer).isEqualTo(2);
            }
            return done();
        });
    }
}
