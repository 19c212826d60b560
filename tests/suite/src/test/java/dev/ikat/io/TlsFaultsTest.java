package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens after the handshake when it does not go well: nothing is lost silently, and nothing is left. */
class TlsFaultsTest extends TlsFixture {
    private Throwable serverError() {
        return errors.remove(0).error();
    }

    /** A server of the JDK's, on a thread; and a way between in which bytes can be lost. */
    @FunctionalInterface
    private interface Peer {
        void serve(SSLSocket socket, Socket raw) throws Exception;
    }

    private static CompletableFuture<Void> serveOnThread(ServerSocket listener, Peer peer) {
        return onThread(() -> {
            try (Socket raw = listener.accept();
                    SSLSocket socket = (SSLSocket)
                            Certificates.LOCALHOST.context().getSocketFactory().createSocket(raw, null, 0, false)) {
                socket.setUseClientMode(false);
                peer.serve(socket, raw);
            }
            return null;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void anEndThatTlsDidNotAnnounce(String version) {
        inLoop(() -> {
            try (ServerSocket listener = listener(5)) {
                var peer = serveOnThread(listener, (socket, raw) -> {
                    socket.getOutputStream().write("partial".getBytes(StandardCharsets.US_ASCII));
                    raw.shutdownOutput();
                    raw.getInputStream().readAllBytes();
                });
                var options = clientOptions().protocols(version).build();
                try (var stream = await(TlsStream.connect("localhost", listener.getLocalPort(), options))) {
                    assertThat(await(errorOf(stream::readAll)))
                            .isInstanceOf(SSLException.class)
                            .hasMessageContaining("ended without TLS saying so (close_notify)")
                            .hasMessageContaining("7 bytes had arrived and are still in the stream");
                    assertThat(await(stream.readExactly(7))).asString().isEqualTo("partial");
                    assertThat(await(errorOf(() -> stream.read(1)))).isInstanceOf(SSLException.class);
                }
                await(peer);
            }
            return done();
        });
    }

    /** A relay that lets so many bytes of the server through, of the one that is told, and then cuts or spoils. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRecordThatIsCutOrSpoiled(boolean spoiled) {
        byte[] blob = randomBytes(100_000, 1);
        inLoop(() -> {
            try (ServerSocket listener = listener(5);
                    var server = await(listen(server(), stream -> {
                        await(stream.write(blob));
                        await(stream.readAll());
                        return done();
                    }))) {
                var relay = onThread(() -> {
                    try (Socket near = listener.accept();
                            Socket far = new Socket("localhost", server.port())) {
                        var there = onThread(() -> near.getInputStream().transferTo(far.getOutputStream()));
                        relay(far.getInputStream(), near.getOutputStream(), 50_000, spoiled);
                        near.shutdownOutput();
                        return there.get();
                    }
                });
                try (var stream = await(TlsStream.connect("localhost", listener.getLocalPort(), client()))) {
                    Throwable error = await(errorOf(stream::readAll));
                    assertThat(error).isInstanceOf(SSLException.class);
                    int whole = stream.inbound.bufferedBytes();
                    assertThat(whole).isBetween(16_000, 50_000);
                    assertThat(await(stream.readExactly(whole))).isEqualTo(Arrays.copyOf(blob, whole));
                    if (!spoiled) {
                        assertThat(error).hasMessageContaining("close_notify");
                    }
                }
                await(relay);
            }
            errors.removeIf(context -> context.error() instanceof IOException);
            return done();
        });
    }

    private static void relay(InputStream in, OutputStream out, int count, boolean spoiling) throws IOException {
        byte[] bytes = new byte[1000];
        for (int left = count, some; left > 0 && (some = in.read(bytes, 0, Math.min(left, bytes.length))) > 0; ) {
            left -= some;
            bytes[some - 1] ^= (byte) (spoiling && left == 0 ? 1 : 0);
            out.write(bytes, 0, some);
        }
        if (spoiling) {
            try {
                in.transferTo(out);
            } catch (IOException gone) {
                // the client has seen the spoiled record, and left
            }
        }
    }

    @Test
    void aClientThatNegotiatesAnewIsRefused() {
        inLoop(() -> {
            try (var server = await(listen(server(), TlsFixture::echo))) {
                String end = await(onThread(() -> {
                    try (SSLSocket socket = (SSLSocket) Certificates.LOCALHOST
                            .context()
                            .getSocketFactory()
                            .createSocket("localhost", server.port())) {
                        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                        socket.getOutputStream().write('x');
                        socket.getInputStream().read();
                        socket.startHandshake();
                        return "the client got through: "
                                + socket.getInputStream().read();
                    } catch (IOException refused) {
                        return "refused";
                    }
                }));
                assertThat(end).isEqualTo("refused");
                await(until(() -> !errors.isEmpty()));
                assertThat(serverError())
                        .isInstanceOf(SSLException.class)
                        .hasMessageContaining("the peer began to negotiate anew, which is refused");
            }
            return done();
        });
    }

    @Test
    void aServerThatNegotiatesAnewIsRefused() {
        inLoop(() -> {
            try (ServerSocket listener = listener(5)) {
                var peer = serveOnThread(listener, (socket, raw) -> {
                    socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                    socket.getOutputStream().write('x');
                    socket.startHandshake();
                    socket.getInputStream().read();
                });
                try (var stream = await(TlsStream.connect("localhost", listener.getLocalPort(), client()))) {
                    await(stream.readExactly(1));
                    assertThat(await(errorOf(() -> stream.readExactly(1))))
                            .isInstanceOf(SSLException.class)
                            .hasMessageContaining("the peer began to negotiate anew, which is refused");
                }
                await(onThread(() -> peer.handle((value, error) -> null).get()));
            }
            return done();
        });
    }

    /** With TLS 1.3 the JDK's socket asks for new keys instead. */
    @Test
    void keysAreUpdatedInBothDirections() {
        inLoop(() -> {
            try (ServerSocket listener = listener(5)) {
                var peer = serveOnThread(listener, (socket, raw) -> {
                    for (int i = 0; i < 20; i++) {
                        socket.getOutputStream().write('x');
                        socket.startHandshake();
                        assertThat(socket.getInputStream().read()).isEqualTo('y');
                    }
                });
                try (var stream = await(TlsStream.connect("localhost", listener.getLocalPort(), client()))) {
                    for (int i = 0; i < 20; i++) {
                        assertThat(await(stream.readExactly(1))).containsExactly('x');
                        await(stream.write("y"));
                    }
                    assertThat(await(stream.readAll())).isEmpty();
                }
                await(peer);
            }
            return done();
        });
    }

    /** The peer neither closes nor reads on. */
    @Test
    void closingWaitsForThePeerNoLongerThanItMay() {
        inLoop(() -> {
            try (ServerSocket listener = listener(5)) {
                CompletableFuture<Void> closed = new CompletableFuture<>();
                var peer = serveOnThread(listener, (socket, raw) -> {
                    socket.startHandshake();
                    closed.get();
                });
                var options = clientOptions().shutdownTimeout(ofMillis(30)).build();
                var stream = await(TlsStream.connect("localhost", listener.getLocalPort(), options));
                await(stream.closeAsync());
                closed.complete(null);
                await(peer);
            }
            return done();
        });
    }

    @Test
    void closingThatIsCancelledAborts() {
        inLoop(() -> {
            try (ServerSocket listener = listener(5)) {
                CompletableFuture<Void> closed = new CompletableFuture<>();
                var peer = serveOnThread(listener, (socket, raw) -> {
                    socket.startHandshake();
                    closed.get();
                });
                var stream = await(TlsStream.connect("localhost", listener.getLocalPort(), client()));
                Task<Void> closing = start(stream.closeAsync());
                await(turns(10));
                assertThat(closing.isDone()).isFalse();
                closing.cancel();
                await(until(closing::isDone));
                closed.complete(null);
                await(onThread(() -> peer.handle((value, error) -> null).get()));
            }
            return done();
        });
    }

    /** A peer that sends without end is not waited for. */
    @Test
    void closingDoesNotWaitForAPeerThatSendsOn() {
        inLoop(() -> {
            try (var ends = await(ends())) {
                Task<Throwable> sending = start(errorOf(() -> {
                    while (true) {
                        await(ends.server().write(new byte[100_000]));
                    }
                }));
                await(ends.client().readExactly(1_000_000));
                await(ends.client().closeAsync());
                assertThat(await(sending)).isInstanceOf(IOException.class);
            }
            return done();
        });
    }

    @Test
    void readsAndWritesThatAreCancelledLoseNothing() {
        byte[] blob = randomBytes(20_000_000, 2);
        inLoop(() -> {
            try (var ends = await(ends())) {
                Task<byte[]> reading = start(ends.server().readExactly(blob.length));
                Task<Void> writing = start(ends.client().write(blob));
                await(turns(3));
                assertThat(writing.isDone()).isFalse();
                writing.cancel();
                reading.cancel();
                await(until(() -> writing.isDone() && reading.isDone()));
                assertThat(reading.isCancelled()).isTrue();
                assertThat(await(ends.server().readExactly(blob.length))).isEqualTo(blob);
            }
            return done();
        });
    }
}
