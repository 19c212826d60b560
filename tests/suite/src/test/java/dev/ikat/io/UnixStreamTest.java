package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.CPython;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unix domain sockets: streams, servers, and their files. */
class UnixStreamTest extends TcpFixture {
    @TempDir
    Path directory;

    private Path path() {
        return directory.resolve("s");
    }

    @Async
    private static Coroutine<Void> echo(UnixStream stream) throws IOException {
        await(stream.transferTo(stream));
        return done();
    }

    @Async
    private static Coroutine<String> say(Path path, String line) throws IOException {
        try (var stream = await(UnixStream.connect(path))) {
            await(stream.write(line + "\n"));
            return done(await(stream.readLine()));
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** What a server leaves behind that ends without closing. */
    private void leaveStaleFile() throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path()));
        }
        assertThat(files()).containsExactly("s");
    }

    @Test
    void aStreamIsAStream() {
        byte[] all = randomBytes(5_000_000, 1);
        inLoop(() -> {
            Path content = Files.write(directory.resolve("content"), all);
            try (var file = FileChannel.open(content);
                    var server = await(UnixServer.listen(path(), UnixStreamTest::echo));
                    var stream = await(UnixStream.connect(path()))) {
                await(until(() -> server.connections() == 1));
                assertThat(server.path()).isEqualTo(path());
                assertThat(stream.path()).isEqualTo(path());
                assertThat(stream).hasToString("Unix stream " + path());
                await(stream.write("line\n"));
                assertThat(await(stream.readLine())).isEqualTo("line");
                Task<Void> writer = start(() -> {
                    await(stream.write(all));
                    assertThat(await(stream.sendFile(file, 0, all.length))).isEqualTo(all.length);
                    await(stream.shutdownOutput());
                    return done();
                });
                assertThat(await(stream.readExactly(all.length))).isEqualTo(all);
                assertThat(await(stream.readAll())).isEqualTo(all);
                await(writer);
                stream.setOption(StandardSocketOptions.SO_SNDBUF, 5000);
                assertThat(stream.option(StandardSocketOptions.SO_SNDBUF)).isGreaterThanOrEqualTo(5000);
                assertThatThrownBy(() -> stream.setOption(StandardSocketOptions.TCP_NODELAY, true))
                        .isInstanceOf(UnsupportedOperationException.class);
            }
            return done();
        });
    }

    @Test
    void theFileIsRemovedByClosing() throws IOException {
        inLoop(() -> {
            var server = await(UnixServer.listen(path(), UnixStreamTest::echo));
            assertThat(files()).containsExactly("s");
            await(server.closeAsync());
            assertThat(files()).isEmpty();
            await(server.closeAsync());
            return done();
        });
    }

    @Test
    void aFileThatIsAnothersByNowStays() {
        inLoop(() -> {
            var server = await(UnixServer.listen(path(), UnixStreamTest::echo));
            Files.delete(path());
            try (var other = await(UnixServer.listen(path(), UnixStreamTest::echo))) {
                await(server.closeAsync());
                assertThat(await(say(path(), "other"))).isEqualTo("other");
                assertThat(other.isClosed()).isFalse();
            }
            var last = await(UnixServer.listen(path(), UnixStreamTest::echo));
            Files.delete(path());
            await(last.closeAsync());
            return done();
        });
    }

    @Test
    void aFileThatADeadServerHasLeftIsReplaced() {
        inLoop(() -> {
            leaveStaleFile();
            try (var server = await(UnixServer.listen(path(), UnixStreamTest::echo))) {
                assertThat(await(say(path(), "alive"))).isEqualTo("alive");
                assertThat(server.isClosed()).isFalse();
            }
            return done();
        });
    }

    @Test
    void aServerThatAnswersIsLeftAlone() {
        inLoop(() -> {
            try (var server = await(UnixServer.listen(path(), UnixStreamTest::echo))) {
                assertThat(await(errorOf(() -> UnixServer.listen(path(), UnixStreamTest::echo))))
                        .isInstanceOf(BindException.class)
                        .hasMessageContaining("another server answers there: " + path());
                assertThat(await(say(path(), "still"))).isEqualTo("still");
                assertThat(server.isClosed()).isFalse();
            }
            return done();
        });
    }

    @Test
    void aServerWhoseBacklogIsFullIsLeftAloneToo() {
        inLoop(() -> {
            try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                List<SocketChannel> clients = fill(busy);
                assertThat(await(errorOf(() -> UnixServer.listen(path(), UnixStreamTest::echo))))
                        .isInstanceOf(BindException.class);
                close(clients);
            }
            return done();
        });
    }

    private List<SocketChannel> fill(ServerSocketChannel busy) throws IOException {
        busy.bind(UnixDomainSocketAddress.of(path()), 1);
        List<SocketChannel> clients = new ArrayList<>();
        try {
            while (true) {
                SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
                clients.add(client);
                client.configureBlocking(false);
                client.connect(UnixDomainSocketAddress.of(path()));
            }
        } catch (SocketException full) {
            assertThat(clients).hasSizeGreaterThan(1);
        }
        return clients;
    }

    private static void close(List<SocketChannel> clients) throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
    }

    @Test
    void aFileThatIsNoSocketIsNeverRemoved() {
        inLoop(() -> {
            Files.writeString(path(), "precious");
            assertThat(await(errorOf(() -> UnixServer.listen(path(), UnixStreamTest::echo))))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("which is no socket")
                    .hasMessageContaining(path().toString());
            assertThat(Files.readString(path())).isEqualTo("precious");
            return done();
        });
    }

    @Test
    void permissionsAreSetBeforeAnybodyCanConnect() {
        inLoop(() -> {
            leaveStaleFile();
            UnixServerOptions options =
                    UnixServerOptions.defaults().permissions(PosixFilePermissions.fromString("rw--w----"));
            try (var server = await(UnixServer.listen(path(), options, UnixStreamTest::echo))) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                        .isEqualTo("rw--w----");
                assertThat(files()).as("no other name is left").containsExactly("s");
                assertThat(await(say(path(), "open"))).isEqualTo("open");
                assertThat(server.isClosed()).isFalse();
            }
            assertThat(files()).isEmpty();
            return done();
        });
    }

    @Test
    void aPathThatIsTooLongIsExplained() {
        Path deep = directory.resolve("x".repeat(120));
        inLoop(() -> {
            for (Throwable error : List.of(
                    await(errorOf(() -> UnixServer.listen(deep, UnixStreamTest::echo))),
                    await(errorOf(() -> UnixStream.connect(deep))))) {
                assertThat(error)
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining(deep.toString())
                        .hasMessageContaining("use a shorter one");
            }
            assertThat(files()).isEmpty();
            return done();
        });
    }

    @Test
    void connectingToNobodyNamesTheFile() {
        inLoop(() -> {
            assertThat(await(errorOf(() -> UnixStream.connect(path()))))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("No such file")
                    .hasMessageContaining(path().toString());
            leaveStaleFile();
            assertThat(await(errorOf(() -> UnixStream.connect(path()))))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("refused")
                    .hasMessageContaining(path().toString());
            assertThat(await(errorOf(() -> UnixServer.listen(directory.resolve("no/s"), UnixStreamTest::echo))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no/s");
            return done();
        });
    }

    @Test
    void connectingWaitsWhileTheBacklogIsFull() {
        inLoop(() -> {
            try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                List<SocketChannel> clients = fill(busy);
                Task<UnixStream> cancelled = start(UnixStream.connect(path()));
                Task<UnixStream> waiting = start(UnixStream.connect(path()));
                await(turns(1000));
                assertThat(waiting.isDone()).isFalse();
                cancelled.cancel();
                await(until(cancelled::isDone));
                assertThat(cancelled.isCancelled()).isTrue();
                busy.accept().close();
                await(await(waiting).closeAsync());
                Task<Throwable> refused = start(errorOf(() -> UnixStream.connect(path())));
                await(turns(100));
                busy.close();
                assertThat(await(refused)).isInstanceOf(ConnectException.class);
                close(clients);
            }
            return done();
        });
    }

    @Test
    void aConnectionThatItsCancelledTaskNeverSawIsClosed() {
        inLoop(() -> {
            try (var server = await(UnixServer.listen(path(), UnixStreamTest::echo))) {
                Task<UnixStream> connecting = start(UnixStream.connect(path()));
                connecting.cancel();
                await(until(connecting::isDone));
                Task<UnixStream> late = start(UnixStream.connect(path()));
                await(yieldNow());
                late.cancel();
                await(until(late::isDone));
                if (!late.isCancelled()) {
                    await(late.result().closeAsync());
                }
                await(until(() -> server.connections() == 0));
            }
            return done();
        });
    }

    @Test
    void aServerOfThemIsAServer() {
        inLoop(() -> {
            UnixServerOptions options =
                    UnixServerOptions.defaults().maxConnections(2).backlog(5);
            List<Integer> counts = new ArrayList<>();
            UnixServer[] self = new UnixServer[1];
            try (var server = await(UnixServer.listen(path(), options, stream -> {
                counts.add(self[0].connections());
                String line = await(stream.readLine());
                if (line == null || line.equals("fail")) {
                    throw new IllegalStateException("the handler fails");
                }
                await(stream.write(line + "\n"));
                return done();
            }))) {
                self[0] = server;
                List<Task<String>> clients = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    clients.add(start(say(path(), i == 7 ? "fail" : "client " + i)));
                }
                List<String> answers = await(gather(clients));
                assertThat(answers)
                        .hasSize(20)
                        .contains("client 0", "client 19")
                        .containsOnlyOnce((String) null);
                assertThat(counts).hasSize(20).allMatch(count -> count <= 2);
                assertThat(errors).hasSize(1);
                assertThat(errors.get(0).message()).contains("connection to " + path());
                errors.clear();
            }
            return done();
        });
    }

    @Test
    void aPeerThatVanishesIsNamed() {
        inLoop(() -> {
            List<Throwable> seen = new ArrayList<>();
            try (var server = await(UnixServer.listen(path(), stream -> {
                seen.add(await(errorOf(() -> stream.readExactly(10))));
                seen.add(await(errorOf(() -> stream.write(new byte[16 * 1024 * 1024]))));
                return done();
            }))) {
                var stream = await(UnixStream.connect(path()));
                await(stream.write("half"));
                await(stream.closeAsync());
                await(until(() -> seen.size() == 2));
                assertThat(seen.get(0))
                        .isInstanceOf(IncompleteReadException.class)
                        .hasMessageContaining("a client of " + path());
                assertThat(seen.get(1))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("while writing to a client of " + path());
                assertThat(server.isClosed()).isFalse();
            }
            return done();
        });
    }

    private static final String PYTHON_CLIENT = """
            async def main():
                path = sys.stdin.read()
                reader, writer = await asyncio.open_unix_connection(path)
                writer.write(b"x" * 300000 + b"\\n")
                writer.write_eof()
                answer = await reader.read()
                print(len(answer))
                writer.close()
                await writer.wait_closed()
            asyncio.run(main())
            """;

    @Test
    void anAsyncioClientIsServed() {
        inLoop(() -> {
            try (var server = await(UnixServer.listen(path(), UnixStreamTest::echo))) {
                List<String> output = await(onThread(() -> CPython.interpret(PYTHON_CLIENT, path().toString())));
                assertThat(output).containsExactly("300001");
                await(until(() -> server.connections() == 0));
            }
            return done();
        });
    }

    private static final String PYTHON_SERVER = """
            async def serve(reader, writer):
                line = await reader.readline()
                writer.write(line.upper())
                await writer.drain()
                writer.close()
                done.set()
            async def main():
                global done
                done = asyncio.Event()
                await asyncio.start_unix_server(serve, sys.stdin.read())
                await done.wait()
                print("content")
            asyncio.run(main())
            """;

    @Test
    void anAsyncioServerIsUsed() {
        inLoop(() -> {
            var output = onThread(() -> CPython.interpret(PYTHON_SERVER, path().toString()));
            await(until(() -> Files.exists(path())));
            String answer = await(sayOnceItAnswers());
            assertThat(answer).isEqualTo("SHOUT");
            assertThat(await(output)).containsExactly("content");
            return done();
        });
    }

    /** The file is there before the server listens. */
    @Async
    private Coroutine<String> sayOnceItAnswers() throws IOException {
        while (true) {
            try {
                return done(await(say(path(), "shout")));
            } catch (ConnectException notYet) {
                await(yieldNow());
            }
        }
    }

    /** curl speaks HTTP over the socket. */
    @Test
    void curlIsServed() {
        inLoop(() -> {
            try (var server = await(UnixServer.listen(path(), UnixStreamTest::hello))) {
                String output = await(onThread(() -> {
                    Process curl = new ProcessBuilder(
                                    "curl", "-sS", "--unix-socket", path().toString(), "http://localhost/")
                            .redirectErrorStream(true)
                            .start();
                    return new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                }));
                assertThat(output).isEqualTo("hello");
                assertThat(server.isClosed()).isFalse();
            }
            return done();
        });
    }

    @Async
    private static Coroutine<Void> hello(UnixStream stream) throws IOException {
        await(stream.readUntil("\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        await(stream.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"));
        return done();
    }

    @Test
    void closingEndsWhatWaits() {
        inLoop(() -> {
            try (var server = await(UnixServer.listen(path(), UnixStreamTest::echo));
                    var stream = await(UnixStream.connect(path()))) {
                Task<Throwable> read = start(errorOf(stream::readLine));
                await(yieldNow());
                stream.abort();
                assertThat(await(read)).isInstanceOf(ClosedChannelException.class);
                assertThat(server.isClosed()).isFalse();
            }
            return done();
        });
    }
}
