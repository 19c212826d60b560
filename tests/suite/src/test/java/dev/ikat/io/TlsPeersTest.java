package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.AsyncCloseable;
import dev.ikat.Coroutine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that share no code with the JDK's TLS: OpenSSL's, curl's and CPython's. They must be on the PATH. */
class TlsPeersTest extends TlsFixture {
    private static final String CA = Certificates.AUTHORITY.chain.toString();

    private static final String ASYNCIO_CLIENT = """
            import asyncio, ssl, sys
            async def main():
                context = ssl.create_default_context(cafile=sys.argv[2])
                context.set_alpn_protocols(["echo"])
                reader, writer = await asyncio.open_connection("localhost", int(sys.argv[1]), ssl=context)
                assert writer.get_extra_info("ssl_object").selected_alpn_protocol() == "echo"
                for i in range(100):
                    line = f"line {i} ".encode() * (i + 1) + b"\\n"
                    writer.write(line)
                    await writer.drain()
                    assert await reader.readline() == line, i
                blob = bytes(range(256)) * 20000
                sending = asyncio.create_task(send(writer, blob))
                assert await reader.readexactly(len(blob)) == blob
                await sending
                writer.close()
                await writer.wait_closed()
                print("client is content")
            async def send(writer, blob):
                writer.write(blob)
                await writer.drain()
            asyncio.run(main())
            """;

    private static final String ASYNCIO_SERVER = """
            import asyncio, ssl, sys
            async def serve(reader, writer):
                total = 0
                while data := await reader.read(1000):
                    total += len(data)
                    writer.write(data.swapcase())
                    await writer.drain()
                    if total == 1000000:
                        break
                assert writer.get_extra_info("ssl_object").getpeercert()["subject"][0][0][1] == "a client"
                writer.write(f"{total}".encode())
                writer.close()
                await writer.wait_closed()
                done.set()
            async def main():
                global done
                done = asyncio.Event()
                context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=sys.argv[3])
                context.verify_mode = ssl.CERT_REQUIRED
                context.load_cert_chain(sys.argv[1], sys.argv[2])
                server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
                print("port", server.sockets[0].getsockname()[1], flush=True)
                await done.wait()
                print("server is content")
            asyncio.run(main())
            """;

    /** A process whose output, both kinds, is read on a thread. */
    private static final class Program implements AsyncCloseable {
        private final Process process;
        private final StringBuilder output = new StringBuilder();
        private final CompletableFuture<Void> reading;
        private boolean ended;

        private Program(Process process) {
            this.process = process;
            reading = onThread(this::readOutput);
        }

        static Program run(Object... command) {
            String[] words = Arrays.stream(command).map(Object::toString).toArray(String[]::new);
            try {
                return new Program(
                        new ProcessBuilder(words).redirectErrorStream(true).start());
            } catch (IOException e) {
                throw new AssertionError("this test needs " + words[0] + " on the PATH: install it", e);
            }
        }

        private Void readOutput() throws IOException {
            byte[] bytes = new byte[8192];
            for (int count; (count = process.getInputStream().read(bytes)) > 0; ) {
                append(new String(bytes, 0, count, StandardCharsets.UTF_8));
            }
            end0();
            return null;
        }

        private synchronized void append(String text) {
            output.append(text);
            notifyAll();
        }

        private synchronized void end0() {
            ended = true;
            notifyAll();
        }

        synchronized String output() {
            return output.toString();
        }

        void type(String text) throws IOException {
            process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        /** Waits until the output has what matches, and answers the first group. */
        CompletableFuture<String> says(String pattern) {
            return onThread(() -> find(Pattern.compile(pattern)));
        }

        private synchronized String find(Pattern pattern) throws InterruptedException {
            while (true) {
                Matcher matcher = pattern.matcher(output);
                if (matcher.find()) {
                    return matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
                }
                assertThat(ended)
                        .as("it ended and did not say %s but %s", pattern, output)
                        .isFalse();
                wait();
            }
        }

        /** Ends its input, and waits for its end. */
        CompletableFuture<String> end() {
            return onThread(() -> {
                process.getOutputStream().close();
                reading.get();
                return output() + "exit " + process.waitFor();
            });
        }

        @Override
        @Async
        public Coroutine<Void> closeAsync() {
            process.destroyForcibly();
            await(reading);
            return done();
        }
    }

    private static Path script(Path directory, String script) throws IOException {
        return Files.writeString(directory.resolve("peer.py"), script);
    }

    @Test
    void anAsyncioClientIsServed(@TempDir Path directory) throws IOException {
        Path script = script(directory, ASYNCIO_CLIENT);
        var options = serverOptions(Certificates.LOCALHOST)
                .applicationProtocols("echo")
                .build();
        inLoop(() -> {
            try (var server = await(listen(options, TlsFixture::echo));
                    var python = Program.run("python3", script, server.port(), CA)) {
                assertThat(await(python.end())).isEqualTo("client is content\nexit 0");
            }
            return done();
        });
    }

    @Test
    void anAsyncioServerIsUsed(@TempDir Path directory) throws IOException {
        byte[] sent = "Ikat ".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
        Path script = script(directory, ASYNCIO_SERVER);
        var identity = Certificates.LOCALHOST;
        var options = clientOptions()
                .certificate(Certificates.CLIENT.chain, Certificates.CLIENT.key)
                .build();
        inLoop(() -> {
            try (var python = Program.run("python3", script, identity.chain, identity.key, CA)) {
                int port = Integer.parseInt(await(python.says("port (\\d+)")));
                try (var stream = await(TlsStream.connect("localhost", port, options))) {
                    var writing = start(stream.write(sent));
                    byte[] expected = "iKAT ".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
                    assertThat(await(stream.readExactly(sent.length))).isEqualTo(expected);
                    await(writing);
                    assertThat(await(stream.readAll())).asString().isEqualTo("1000000");
                }
                assertThat(await(python.end())).endsWith("server is content\nexit 0");
            }
            return done();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void anOpensslClientIsServedAndResumes(String version, @TempDir Path directory) {
        Path session = directory.resolve("session");
        inLoop(() -> {
            try (var server = await(listen(server(), TlsFixture::echo))) {
                for (String option : List.of("-sess_out", "-sess_in")) {
                    try (var openssl = Program.run(
                            "openssl",
                            "s_client",
                            "-connect",
                            "localhost:" + server.port(),
                            "-CAfile",
                            CA,
                            "-verify_return_error",
                            version,
                            "-servername",
                            "localhost",
                            option,
                            session)) {
                        openssl.type("hello\n");
                        await(openssl.says("(?m)^hello$"));
                        await(openssl.says("Verification: OK"));
                        await(openssl.says(option.equals("-sess_in") ? "Reused, TLSv1" : "New, TLSv1"));
                        openssl.type("Q\n");
                        assertThat(await(openssl.end())).endsWith("exit 0");
                    }
                }
            }
            return done();
        });
    }

    @Test
    void anOpensslClientUpdatesTheKeys() {
        inLoop(() -> {
            try (var server = await(listen(server(), TlsFixture::echo));
                    var openssl = Program.run(
                            "openssl",
                            "s_client",
                            "-connect",
                            "localhost:" + server.port(),
                            "-CAfile",
                            CA,
                            "-tls1_3")) {
                for (String word : List.of("one", "two", "three")) {
                    openssl.type(word + "\n");
                    await(openssl.says("(?m)^" + word + "$"));
                    openssl.type("K\n");
                    await(openssl.says("(?s)" + word + ".*KEYUPDATE"));
                }
                openssl.type("four\n");
                await(openssl.says("(?m)^four$"));
                openssl.type("Q\n");
                assertThat(await(openssl.end())).endsWith("exit 0");
            }
            return done();
        });
    }

    private static Program opensslServer(String... more) {
        List<Object> command = new ArrayList<>(List.of(
                "openssl",
                "s_server",
                "-accept",
                "0",
                "-cert",
                Certificates.LOCALHOST.chain,
                "-key",
                Certificates.LOCALHOST.key));
        command.addAll(List.of(more));
        return Program.run(command.toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anOpensslServerIsUsed(String version) {
        var options =
                clientOptions().protocols(version).applicationProtocols("rev").build();
        inLoop(() -> {
            try (var openssl = opensslServer("-rev", "-alpn", "rev", "-naccept", "2")) {
                int port = Integer.parseInt(await(openssl.says("ACCEPT .*:(\\d+)")));
                for (int i = 0; i < 2; i++) {
                    try (var stream = await(TlsStream.connect("localhost", port, options))) {
                        assertThat(stream.protocol()).isEqualTo(version);
                        assertThat(stream.applicationProtocol()).isEqualTo("rev");
                        await(stream.write("hello\n"));
                        assertThat(await(stream.readLine())).isEqualTo("olleh");
                        await(stream.write("CLOSE\n"));
                        assertThat(await(stream.readAll())).isEmpty();
                    }
                }
                assertThat(await(openssl.end())).endsWith("exit 0");
            }
            return done();
        });
    }

    @Test
    void anOpensslServerUpdatesTheKeysAndTellsOfResumption() {
        inLoop(() -> {
            try (var openssl = opensslServer("-tls1_3")) {
                int port = Integer.parseInt(await(openssl.says("ACCEPT .*:(\\d+)")));
                var options = client();
                for (int i = 0; i < 2; i++) {
                    try (var stream = await(TlsStream.connect("localhost", port, options))) {
                        await(stream.write("ready " + i + "\n"));
                        await(openssl.says("ready " + i));
                        var reading = start(stream.readLine());
                        openssl.type("K\n");
                        while (!reading.isDone()) { // what it reads together with the K is lost
                            openssl.type("after\n");
                            await(turns(10_000));
                        }
                        assertThat(await(reading)).isEqualTo("after");
                        await(stream.write("answer " + i + "\n"));
                        await(openssl.says("answer " + i));
                    }
                }
                await(openssl.says("Reused session-id"));
            }
            return done();
        });
    }

    @Async
    private static Coroutine<Void> respond(TlsStream stream) throws IOException {
        String request = await(stream.readLine());
        while (!await(stream.readLine()).isEmpty()) {}
        String body = "you asked for " + request + "\n" + "x".repeat(100_000) + "\n";
        await(stream.write(
                "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body));
        return done();
    }

    @Test
    void curlIsServed() {
        var options =
                serverOptions(Certificates.RSA).applicationProtocols("http/1.1").build();
        inLoop(() -> {
            try (var server = await(listen(options, TlsPeersTest::respond))) {
                String url = "https://localhost:" + server.port() + "/thing";
                try (var curl = Program.run("curl", "-sS", "--noproxy", "*", "--cacert", CA, url)) {
                    assertThat(await(curl.end()))
                            .isEqualTo("you asked for GET /thing HTTP/1.1\n" + "x".repeat(100_000) + "\nexit 0");
                }
                try (var curl = Program.run("curl", "-sS", "--noproxy", "*", url)) {
                    assertThat(await(curl.end())).contains("certificate").endsWith("exit 60");
                }
                await(until(() -> !errors.isEmpty()));
                assertThat(errors.remove(0).error()).hasMessageContaining("it does not trust");
            }
            return done();
        });
    }
}
