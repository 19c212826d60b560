package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Runner;
import dev.ikat.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TcpServerTest extends TcpFixture {
    @Async
    static Coroutine<Void> echoLines(TcpStream stream) throws IOException {
        for (String line; (line = await(stream.readLine())) != null; ) {
            await(stream.write(line + "\n"));
        }
        return done();
    }

    @Async
    static Coroutine<Void> ask(int port, String question) throws IOException {
        try (var stream = await(TcpStream.connect("localhost", port))) {
            for (int i = 0; i < 5; i++) {
                await(stream.write(question + i + "\n"));
                assertThat(await(stream.readLine())).isEqualTo(question + i);
            }
        }
        return done();
    }

    @Test
    void twoHundredConnectionsAtOnce() {
        inLoop(() -> {
            try (var server = await(TcpServer.listen("localhost", 0, TcpServerTest::echoLines))) {
                List<Coroutine<Void>> clients = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    clients.add(ask(server.port(), "client " + i + ", question "));
                }
                await(gather(clients));
            }
            return done();
        });
    }

    @Test
    void aPlainSocketIsServed() {
        inLoop(() -> {
            try (var server = await(TcpServer.listen("127.0.0.1", 0, TcpServerTest::echoLines))) {
                assertThat(server.localAddress().getPort()).isEqualTo(server.port());
                String answer = await(onThread(() -> {
                    try (Socket socket = new Socket("127.0.0.1", server.port())) {
                        socket.getOutputStream().write("hello\r\n".getBytes(StandardCharsets.UTF_8));
                        return new BufferedReader(
                                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                                .readLine();
                    }
                }));
                assertThat(answer).isEqualTo("hello");
            }
            return done();
        });
    }

    @Test
    void aHandlerThatFailsIsReportedAndTheServerGoesOn() {
        inLoop(() -> {
            IOException failure = new IOException("broken handler");
            List<Integer> served = new ArrayList<>();
            try (var server = await(TcpServer.listen("localhost", 0, stream -> {
                served.add(served.size());
                if (served.size() == 1) {
                    throw failure;
                }
                await(stream.readLine());
                if (served.size() == 2) {
                    throw new IllegalStateException("later");
                }
                await(stream.write("fine\n"));
                return done();
            }))) {
                List<String> answers = new ArrayList<>();
                List<String> clients = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    try (var stream = await(TcpStream.connect("localhost", server.port()))) {
                        clients.add(stream.localAddress().toString());
                        await(stream.write("go\n"));
                        answers.add(await(lineOrNull(stream)));
                    }
                }
                assertThat(answers).containsExactly(null, null, "fine");
                assertThat(errors).hasSize(2);
                assertThat(errors.get(0).error()).isSameAs(failure);
                assertThat(errors.get(0).message()).contains(clients.get(0));
                assertThat(errors.get(1).error()).hasMessage("later");
                assertThat(errors.get(1).message()).contains(clients.get(1));
                assertThat(errors.get(1).source().toString()).contains(clients.get(1));
                errors.clear();
            }
            return done();
        });
    }

    /** The line; null too when the peer has closed with our bytes unread, which resets the connection. */
    @Async
    private static Coroutine<String> lineOrNull(TcpStream stream) {
        try {
            return done(await(stream.readLine()));
        } catch (IOException reset) {
            return done(null);
        }
    }

    @Test
    void closingWaitsForTheHandlersAndAcceptsNoMore() {
        inLoop(() -> {
            var server = await(TcpServer.listen("127.0.0.1", 0, TcpServerTest::echoLines));
            var stream = await(TcpStream.connect("127.0.0.1", server.port()));
            await(stream.write("one\n"));
            assertThat(await(stream.readLine())).isEqualTo("one");
            Task<Void> first = start(server.closeAsync());
            Task<Void> second = start(server.closeAsync());
            Task<Void> cancelled = start(server.closeAsync());
            await(turns(100));
            cancelled.cancel();
            await(until(cancelled::isDone));
            assertThat(cancelled.isCancelled()).isTrue();
            assertThat(first.isDone() || second.isDone()).isFalse();
            assertThat(await(errorOf(() -> TcpStream.connect("127.0.0.1", server.port()))))
                    .isInstanceOf(ConnectException.class);
            await(stream.write("two\n"));
            assertThat(await(stream.readLine())).isEqualTo("two");
            await(stream.closeAsync());
            await(gather(first, second));
            await(server.closeAsync());
            return done();
        });
    }

    @Test
    void abortingTheClientsEndsTheirHandlers() {
        inLoop(() -> {
            List<Throwable> seen = new ArrayList<>();
            var server = await(TcpServer.listen("localhost", 0, stream -> {
                seen.add(await(errorOf(stream::readLine)));
                return done();
            }));
            var stream = await(TcpStream.connect("localhost", server.port()));
            await(turns(100));
            server.abortClients();
            await(server.closeAsync());
            assertThat(seen).hasSize(1);
            assertThat(seen.get(0)).isInstanceOf(ClosedChannelException.class);
            assertThat(await(errorOf(stream::readLine))).isInstanceOf(IOException.class);
            await(stream.closeAsync());
            return done();
        });
    }

    @Test
    void closingWaitsUntilWhatTheHandlersWroteIsSent() {
        byte[] all = randomBytes(16 * 1024 * 1024, 8);
        inLoop(() -> {
            var server = await(TcpServer.listen("localhost", 0, stream -> {
                start(stream.write(all));
                await(until(() -> stream.outbound.waitingTasks() == 1));
                return done();
            }));
            try (var stream = await(TcpStream.connect("localhost", server.port()))) {
                await(turns(100));
                Task<Void> closing = start(server.closeAsync());
                await(turns(100));
                assertThat(closing.isDone()).isFalse();
                assertThat(await(stream.readAll())).isEqualTo(all);
                await(closing);
            }
            return done();
        });
    }

    @Test
    void aHandlerMayCloseItsStreamItself() {
        inLoop(() -> {
            try (var server = await(TcpServer.listen("localhost", 0, stream -> stream.closeAsync()));
                    var stream = await(TcpStream.connect("localhost", server.port()))) {
                assertThat(await(stream.read(1))).isEmpty();
            }
            return done();
        });
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        inLoop(() -> {
            try (var server = await(TcpServer.listen("127.0.0.1", 0, TcpServerTest::echoLines))) {
                assertThat(await(errorOf(() -> TcpServer.listen("127.0.0.1", server.port(), TcpServerTest::echoLines))))
                        .isInstanceOf(BindException.class)
                        .hasMessageContaining("/127.0.0.1:" + server.port());
            }
            return done();
        });
    }

    @Test
    void handlersThatAreLeftWhenTheLoopClosesAreCancelledAndTheirStreamsClosed() throws IOException {
        int before = Sockets.count();
        List<String> seen = new ArrayList<>();
        Socket[] client = new Socket[1];
        try (var runner = Runner.builder().build()) {
            runner.loop().setExceptionHandler((loop, context) -> errors.add(context));
            runner.run(leaveAHandler(seen, client));
        }
        assertThat(seen).containsExactly("begun", "ended");
        assertThat(errors).isEmpty();
        assertThat(client[0].getInputStream().read()).isEqualTo(-1);
        client[0].close();
        assertThat(Sockets.count()).isEqualTo(before);
    }

    @Async
    private static Coroutine<Void> leaveAHandler(List<String> seen, Socket[] client) throws IOException {
        var server = await(TcpServer.listen("localhost", 0, stream -> {
            seen.add("begun");
            try {
                await(stream.readAll());
            } finally {
                seen.add("ended");
            }
            return done();
        }));
        client[0] = new Socket("127.0.0.1", server.port());
        await(until(() -> seen.size() == 1));
        start(server.closeAsync());
        await(yieldNow());
        return done();
    }

    @Test
    void itBelongsToItsLoop() {
        try (var home = Runner.builder().build()) {
            TcpServer server = home.run(listenAnywhere());
            inLoop(() -> {
                assertThat(await(errorOf(server::closeAsync)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("belongs to another loop");
                return done();
            });
            home.run(server.closeAsync());
        }
    }

    @Async
    private static Coroutine<TcpServer> listenAnywhere() {
        try {
            return done(await(TcpServer.listen("localhost", 0, TcpServerTest::echoLines)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** In a process of its own, which has but a few descriptors to spend. */
    @Test
    void whenDescriptorsRunOutAcceptingPausesAndGoesOn() throws Exception {
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -n 100 && exec \"$@\"",
                        "bash",
                        System.getProperty("java.home") + "/bin/java",
                        "-ea",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyConnections.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String output = onThread(() -> new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .get(60, TimeUnit.SECONDS);
            assertThat(output).contains("Too many open files", "it tries again in 1 s", "all were served");
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
