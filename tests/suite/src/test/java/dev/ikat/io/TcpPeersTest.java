package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.AsyncCloseable;
import dev.ikat.Coroutine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Peers that share no code with us: CPython's sockets and asyncio streams. Needs python3 on the PATH. */
class TcpPeersTest extends TcpFixture {
    private static final String ASYNCIO_CLIENT = """
            import asyncio, sys
            async def main():
                reader, writer = await asyncio.open_connection("127.0.0.1", int(sys.argv[1]))
                for i in range(200):
                    line = f"größe {i} ".encode() * (i + 1) + b"\\r\\n"
                    writer.write(line)
                    await writer.drain()
                    assert await reader.readline() == line[:-2] + b"\\n", i
                blob = bytes(range(256)) * 20000
                writer.write(b"BLOB\\n")
                writer.write(blob)
                writer.write_eof()
                assert await reader.read() == blob
                writer.close()
                await writer.wait_closed()
                print("client is content")
            asyncio.run(main())
            """;

    private static final String ASYNCIO_SERVER = """
            import asyncio
            async def serve(reader, writer):
                total = 0
                while data := await reader.read(1000):
                    total += len(data)
                    writer.write(data.swapcase())
                    await writer.drain()
                writer.write(f"{total}".encode())
                writer.close()
                await writer.wait_closed()
                done.set()
            async def main():
                global done
                done = asyncio.Event()
                server = await asyncio.start_server(serve, "127.0.0.1", 0)
                print(server.sockets[0].getsockname()[1], flush=True)
                await done.wait()
                print("server is content")
            asyncio.run(main())
            """;

    private static final String RESETTING_SERVER = """
            import socket, struct
            listener = socket.create_server(("127.0.0.1", 0))
            print(listener.getsockname()[1], flush=True)
            connection, _ = listener.accept()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.sendall(b"partial")
            assert connection.recv(1) == b"x"
            connection.close()
            print("server is content")
            """;

    /** A python3 that runs a script; what it writes to its standard output is read on a thread. */
    private record Python(Process process, BufferedReader output, Path script) implements AsyncCloseable {
        static Python run(String script, Object... arguments) throws IOException {
            Path file = Files.createTempFile("peer", ".py");
            Files.writeString(file, script);
            // isolated: what else lies in the folder of temporary files is no module of it
            List<String> command = new ArrayList<>(List.of("python3", "-I", file.toString()));
            for (Object argument : arguments) {
                command.add(argument.toString());
            }
            try {
                Process process =
                        new ProcessBuilder(command).redirectErrorStream(true).start();
                InputStream output = process.getInputStream();
                return new Python(
                        process, new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8)), file);
            } catch (IOException e) {
                throw new AssertionError("this test needs python3 on the PATH", e);
            }
        }

        int port() throws IOException {
            return Integer.parseInt(output.readLine());
        }

        String rest() throws IOException, InterruptedException {
            StringBuilder rest = new StringBuilder();
            for (String line; (line = output.readLine()) != null; ) {
                rest.append(line).append('\n');
            }
            return rest + "exit " + process.waitFor();
        }

        @Override
        public Coroutine<Void> closeAsync() {
            process.destroyForcibly();
            if (!script.toFile().delete()) {
                throw new AssertionError("could not delete " + script);
            }
            return done();
        }
    }

    @Test
    void anAsyncioClientIsServed() {
        inLoop(() -> {
            try (var server = await(TcpServer.listen("127.0.0.1", 0, stream -> {
                        for (String line; !"BLOB".equals(line = await(stream.readLine())); ) {
                            await(stream.write(line + "\n"));
                        }
                        await(stream.write(await(stream.readAll())));
                        return done();
                    }));
                    var python = Python.run(ASYNCIO_CLIENT, server.port())) {
                String output = await(onThread(python::rest));
                assertThat(output).isEqualTo("client is content\nexit 0");
            }
            return done();
        });
    }

    @Test
    void anAsyncioServerIsUsed() {
        byte[] sent = "Ikat ".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
        inLoop(() -> {
            try (var python = Python.run(ASYNCIO_SERVER);
                    var stream = await(TcpStream.connect("127.0.0.1", await(onThread(python::port))))) {
                var writer = start(() -> {
                    await(stream.write(sent));
                    await(stream.shutdownOutput());
                    return done();
                });
                byte[] expected = "iKAT ".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
                byte[] echoed = await(stream.readExactly(sent.length));
                assertThat(echoed).isEqualTo(expected);
                assertThat(await(stream.readLine())).isEqualTo("1000000");
                await(writer);
                String output = await(onThread(python::rest));
                assertThat(output).isEqualTo("server is content\nexit 0");
            }
            return done();
        });
    }

    @Test
    void aPeerThatVanishesIsNamed() {
        inLoop(() -> {
            try (var python = Python.run(RESETTING_SERVER);
                    var stream = await(TcpStream.connect("127.0.0.1", await(onThread(python::port))))) {
                var failed = start(errorOf(() -> stream.readExactly(100)));
                await(until(() -> stream.inbound.bufferedBytes() == 7));
                await(stream.write("x"));
                assertThat(await(failed))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("while reading 100 bytes from " + stream.remoteAddress())
                        .hasMessageContaining("7 bytes had arrived");
                String output = await(onThread(python::rest));
                assertThat(output).isEqualTo("server is content\nexit 0");
            }
            return done();
        });
    }
}
