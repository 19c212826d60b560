package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import dev.ikat.io.TlsOptions.ClientAuthentication;
import java.io.EOFException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes that do not go well: the error says what and what to do, and nothing is left. */
class TlsHandshakeFaultsTest extends TlsFixture {
    /** How a client of ours fails with a server of ours; the server's failure is reported, and it serves on. */
    @Async
    private Coroutine<Throwable> refusal(TlsOptions client, TlsOptions server, String host) throws IOException {
        try (var listener = await(listen(server, TlsFixture::echo))) {
            Throwable error = await(errorOf(() -> {
                try (var plain = await(TcpStream.connect("localhost", listener.port()));
                        var stream = await(TlsStream.client(plain, host, client))) {
                    await(stream.readExactly(1)); // a server tells its refusal after the handshake, by TLS 1.3
                }
                return done();
            }));
            await(until(() -> !errors.isEmpty()));
            assertThat(errors).hasSize(1);
            assertThat(errors.get(0).error())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("TLS handshake with ")
                    .hasMessageContaining("failed: ");
            return done(error);
        }
    }

    private Throwable serverError() {
        return errors.remove(0).error();
    }

    @Test
    void anAuthorityThatIsNotTrusted() {
        inLoop(() -> {
            var server = serverOptions(Certificates.UNTRUSTED).build();
            assertThat(await(refusal(client(), server, "localhost")))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageStartingWith("TLS handshake with localhost/127.0.0.1:")
                    .hasMessageContaining("failed: the certificate comes from no authority that is trusted here")
                    .hasMessageContaining("TlsOptions.builder().trust(file)")
                    .hasCauseInstanceOf(SSLHandshakeException.class);
            assertThat(serverError()).hasMessageContaining("the peer refused, with the alert certificate_unknown");
            return done();
        });
    }

    @Test
    void theJdksAuthoritiesDoNotKnowOurs() {
        inLoop(() -> {
            assertThat(await(refusal(TlsOptions.defaults(), server(), "localhost")))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("comes from no authority that is trusted here");
            serverError();
            return done();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aCertificateForAnotherName(String version) {
        inLoop(() -> {
            var client = clientOptions().protocols(version).build();
            assertThat(await(refusal(client, server(), "wrong.test")))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageStartingWith("TLS handshake with wrong.test at localhost/127.0.0.1:")
                    .hasMessageContaining("failed: the certificate does not match host name 'wrong.test': connect by a"
                            + " name that it is for");
            serverError();
            return done();
        });
    }

    @Test
    void aCertificateThatHasExpired() {
        inLoop(() -> {
            var server = serverOptions(Certificates.EXPIRED).build();
            assertThat(await(refusal(client(), server, "localhost")))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("failed: the certificate has expired: its owner must renew it");
            serverError();
            return done();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aClientWithoutTheCertificateThatTheServerNeeds(String version) {
        inLoop(() -> {
            var client = clientOptions().protocols(version).build();
            var server = serverOptions(Certificates.LOCALHOST)
                    .trust(Certificates.AUTHORITY.chain)
                    .clientAuthentication(ClientAuthentication.NEEDED)
                    .build();
            assertThat(await(refusal(client, server, "localhost")))
                    .isInstanceOf(SSLException.class)
                    .hasMessageMatching(
                            ".*(bad_certificate|certificate_required|handshake_failure).*"); // as the JDK is new
            assertThat(serverError()).hasMessageContaining("the client shows no certificate, and it needs one");
            return done();
        });
    }

    @Test
    void aClientWhoseAuthorityTheServerDoesNotTrust() {
        inLoop(() -> {
            var client = clientOptions()
                    .certificate(Certificates.UNTRUSTED.chain, Certificates.UNTRUSTED.key)
                    .protocols("TLSv1.2")
                    .build();
            var server = serverOptions(Certificates.LOCALHOST)
                    .trust(Certificates.STRANGER.chain)
                    .trust(Certificates.AUTHORITY.chain)
                    .clientAuthentication(ClientAuthentication.NEEDED)
                    .build();
            try (var ends = await(ends(client, server))) {
                assertThat(ends.server().peerCertificates()).containsExactly(Certificates.UNTRUSTED.certificate);
            }
            var strict = serverOptions(Certificates.LOCALHOST)
                    .trust(Certificates.AUTHORITY.chain)
                    .clientAuthentication(ClientAuthentication.NEEDED)
                    .build();
            assertThat(await(refusal(client, strict, "localhost"))).isInstanceOf(SSLException.class);
            serverError();
            return done();
        });
    }

    @Test
    void nothingInCommon() {
        inLoop(() -> {
            var client = clientOptions().protocols("TLSv1.2").build();
            var server =
                    serverOptions(Certificates.LOCALHOST).protocols("TLSv1.3").build();
            assertThat(await(refusal(client, server, "localhost")))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("with the alert protocol_version: it does not speak the versions that we do");
            serverError();
            var h2 = clientOptions().applicationProtocols("h2").build();
            var h3 = serverOptions(Certificates.LOCALHOST)
                    .applicationProtocols("h3")
                    .build();
            assertThat(await(refusal(h2, h3, "localhost")))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("it speaks none of our application protocols (ALPN)");
            serverError();
            return done();
        });
    }

    /** What a client of ours fails with when the peer sends these bytes and then keeps silent. */
    @Async
    private static Coroutine<Throwable> clientErrorAfter(String bytes, boolean closing) throws IOException {
        try (ServerSocket listener = listener(5)) {
            var connecting = start(errorOf(() -> TlsStream.connect("localhost", listener.getLocalPort(), client())));
            Socket peer = await(onThread(listener::accept));
            try (peer) {
                peer.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
                if (closing) {
                    peer.shutdownOutput();
                }
                return done(await(connecting));
            }
        }
    }

    @Test
    void aServerThatDoesNotSpeakTls() {
        inLoop(() -> {
            assertThat(await(clientErrorAfter("HTTP/1.1 400 Bad Request\r\n", false)))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining(
                            "the peer does not speak TLS: its first bytes are \"HTTP/1.1 400 Bad\", which is"
                                    + " plain HTTP: one of the two has the wrong port");
            assertThat(await(clientErrorAfter("220 mail ready\r\n", false)))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining(
                            "is it the right port, and does TLS begin at once there (or after STARTTLS)?");
            assertThat(await(clientErrorAfter("", true)))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("failed: the peer closed the connection; does it speak TLS at this port?")
                    .hasCauseInstanceOf(EOFException.class);
            assertThat(await(clientErrorAfter("\u0016\u0003\u0003\u0000\u0005abc", true)))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("the peer closed the connection");
            assertThat(await(clientErrorAfter("\u0016\u0003\u0003\u0000\u0005abcde", false)))
                    .isInstanceOf(SSLHandshakeException.class);
            return done();
        });
    }

    /** What a server of ours reports of a client that sends these bytes; it must see the connection end. */
    @Async
    private Coroutine<Throwable> serverErrorAfter(TlsOptions options, String bytes) throws IOException {
        try (var listener = await(listen(options, TlsFixture::echo))) {
            byte[] answer = await(onThread(() -> {
                try (Socket peer = new Socket("localhost", listener.port())) {
                    peer.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
                    peer.shutdownOutput();
                    return peer.getInputStream().readAllBytes();
                }
            }));
            assertThat(answer.length).isLessThan(100);
            await(until(() -> !errors.isEmpty()));
            return done(serverError());
        }
    }

    @Test
    void aClientThatDoesNotSpeakTls() {
        var byName = serverOptions(Certificates.LOCALHOST)
                .forServerName(
                        "other.test", serverOptions(Certificates.OTHER_NAME).build())
                .build();
        inLoop(() -> {
            for (var options : Arrays.asList(server(), byName)) {
                assertThat(await(serverErrorAfter(options, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")))
                        .isInstanceOf(SSLHandshakeException.class)
                        .hasMessageContaining("its first bytes are \"GET / HTTP/1.1\\x0d\\x0a\", which is plain HTTP")
                        .hasMessageContaining("http:// should be https://");
                assertThat(await(serverErrorAfter(options, "")))
                        .isInstanceOf(SSLHandshakeException.class)
                        .hasMessageEndingWith("failed: the peer closed the connection");
                assertThat(await(serverErrorAfter(options, "\u0016\u0003\u0001\u0001\u0000\u0001")))
                        .isInstanceOf(SSLHandshakeException.class)
                        .hasMessageEndingWith("failed: the peer closed the connection");
                assertThat(await(serverErrorAfter(
                                options, "\u0016\u0003\u0001\u0000\u0008\u0001\u0000\u0000\u0004abcd")))
                        .isInstanceOf(SSLHandshakeException.class);
                assertThat(await(serverErrorAfter(options, "\u0000".repeat(100_000))))
                        .isInstanceOf(IOException.class);
            }
            return done();
        });
    }

    @Test
    void aHandshakeThatNeverEnds() {
        inLoop(() -> {
            try (ServerSocket listener = listener(5)) {
                var options = clientOptions().handshakeTimeout(ofMillis(30)).build();
                assertThat(await(errorOf(() -> TlsStream.connect("localhost", listener.getLocalPort(), options))))
                        .isInstanceOf(SocketTimeoutException.class)
                        .hasMessageMatching("TLS handshake with localhost/127.0.0.1:\\d+ did not end within 30 ms;.*");
            }
            var server = serverOptions(Certificates.LOCALHOST)
                    .handshakeTimeout(ofMillis(30))
                    .build();
            try (var listener = await(listen(server, TlsFixture::echo));
                    var silent = await(TcpStream.connect("localhost", listener.port()))) {
                assertThat(await(silent.readAll())).isEmpty();
            }
            assertThat(serverError()).isInstanceOf(SocketTimeoutException.class);
            return done();
        });
    }

    @Test
    void aPeerThatResetsInTheHandshake() {
        inLoop(() -> {
            try (ServerSocket listener = listener(5)) {
                var connecting =
                        start(errorOf(() -> TlsStream.connect("localhost", listener.getLocalPort(), client())));
                await(onThread(() -> {
                    try (Socket peer = listener.accept()) {
                        peer.getInputStream().read();
                        peer.setSoLinger(true, 0);
                    }
                    return null;
                }));
                assertThat(await(connecting))
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("; TLS handshake with localhost/127.0.0.1:");
            }
            return done();
        });
    }

    @Test
    void thePlainStreamIsClosedInTheHandshake() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var failed = start(errorOf(() -> TlsStream.client(pair.stream(), "localhost", client())));
                await(onThread(() -> pair.peer().getInputStream().read()));
                await(pair.stream().closeAsync());
                assertThat(await(failed))
                        .isInstanceOf(ClosedChannelException.class)
                        .hasMessageContaining("was closed during the TLS handshake");
            }
            return done();
        });
    }

    @Test
    void aHandshakeThatIsCancelledAnywhereLeavesNothing() {
        inLoop(() -> {
            try (var server = await(listen(server(), TlsFixture::echo))) {
                for (int turns = 0; turns < 120; turns++) {
                    Task<TlsStream> connecting = start(TlsStream.connect("localhost", server.port(), client()));
                    await(turns(turns % 2 == 0 ? turns : turns * turns));
                    connecting.cancel();
                    await(until(connecting::isDone));
                    if (!connecting.isCancelled()) {
                        connecting.result().abort();
                    }
                }
                await(until(() -> allTasks().size() == 1));
            }
            errors.removeIf(context -> context.error() instanceof IOException);
            return done();
        });
    }
}
