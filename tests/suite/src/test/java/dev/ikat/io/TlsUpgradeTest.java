package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** TLS that begins on a stream which is open already. */
class TlsUpgradeTest extends TlsFixture {
    @Test
    void tlsBeginsOnAStreamThatIsOpen() {
        inLoop(() -> {
            try (var server = await(TcpServer.listen("localhost", 0, plain -> {
                        assertThat(await(plain.readLine())).isEqualTo("STARTTLS");
                        await(plain.write("go on\n"));
                        var stream = await(TlsStream.server(plain, server()));
                        return echo(stream);
                    }));
                    var plain = await(TcpStream.connect("localhost", server.port()))) {
                await(plain.write("STARTTLS\n"));
                assertThat(await(plain.readLine())).isEqualTo("go on");
                var stream = await(TlsStream.client(plain, "localhost", client()));
                assertThat(plain.isClosed()).isTrue();
                for (var error : List.of(await(errorOf(() -> plain.read(1))), await(errorOf(() -> plain.write("x"))))) {
                    assertThat(error)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("was handed over, to TLS");
                }
                assertThat(await(errorOf(() -> TlsStream.client(plain, "localhost"))))
                        .isInstanceOf(IllegalStateException.class);
                await(stream.write("secret\n"));
                assertThat(await(stream.readLine())).isEqualTo("secret");
            }
            return done();
        });
    }

    /** The client begins TLS without waiting for an answer, so that the server reads the beginning with the plain line. */
    @Test
    void whatThePlainStreamHasReadBelongsToTls() {
        inLoop(() -> {
            try (var server = await(TcpServer.listen("localhost", 0, plain -> {
                        await(plain.write("?"));
                        await(plain.readExactly(1));
                        await(until(() -> plain.inbound.bufferedBytes() > 100));
                        var stream = await(TlsStream.server(plain, server()));
                        return echo(stream);
                    }));
                    var plain = await(TcpStream.connect("localhost", server.port()))) {
                await(plain.readExactly(1));
                await(plain.write("!"));
                var stream = await(TlsStream.client(plain, "localhost", client()));
                await(stream.write("secret\n"));
                assertThat(await(stream.readLine())).isEqualTo("secret");
            }
            return done();
        });
    }

    @Test
    void whatThePlainStreamHasWrittenIsSentBefore() {
        byte[] blob = randomBytes(3_000_000, 1);
        inLoop(() -> {
            try (var server = await(TcpServer.listen("localhost", 0, plain -> {
                        assertThat(await(plain.readExactly(blob.length))).isEqualTo(blob);
                        return echo(await(TlsStream.server(plain, server())));
                    }));
                    var plain = await(TcpStream.connect("localhost", server.port()))) {
                plain.setWaterMarks(4_000_000, 4_000_000);
                await(plain.write(blob));
                assertThat(plain.outbound.queuedBytes()).isPositive();
                var stream = await(TlsStream.client(plain, "localhost", client()));
                await(stream.write("secret\n"));
                assertThat(await(stream.readLine())).isEqualTo("secret");
            }
            return done();
        });
    }

    @Test
    void tlsIsRefusedWhileATaskReads() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var reading = start(pair.stream().readLine());
                await(turns(3));
                assertThat(await(errorOf(() -> TlsStream.client(pair.stream(), "localhost"))))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("already reading a line");
                pair.send("still there\n");
                assertThat(await(reading)).isEqualTo("still there");
            }
            return done();
        });
    }

    /** As through a proxy that is itself reached by TLS. */
    @Test
    void tlsInTls() {
        byte[] blob = randomBytes(2_000_000, 7);
        inLoop(() -> {
            try (var server = await(listen(server(), TlsStream.serving(server(), TlsFixture::echo)));
                    var outer = await(TlsStream.connect("localhost", server.port(), client()));
                    var inner = await(TlsStream.client(outer, "localhost", client()))) {
                var writing = start(inner.write(blob));
                assertThat(await(inner.readExactly(blob.length))).isEqualTo(blob);
                await(writing);
                await(inner.shutdownOutput());
                assertThat(await(inner.readAll())).isEmpty();
            }
            return done();
        });
    }

    @Test
    void closingTheOneClosesTheOther() {
        inLoop(() -> {
            try (var ends = await(ends())) {
                await(ends.server().write("a secret\n"));
                await(ends.client().carrier().closeAsync());
                assertThat(ends.client().isClosed()).isTrue();
                ends.server().carrier().abort();
                assertThat(ends.server().isClosed()).isTrue();
            }
            return done();
        });
    }
}
