package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.io.TlsOptions.ClientAuthentication;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What TLS gives when all goes well. */
class TlsStreamTest extends TlsFixture {
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void whatIsWrittenIsRead(String version) {
        inLoop(() -> {
            var options = clientOptions().protocols(version).build();
            try (var server = await(listen(server(), TlsFixture::echo));
                    var stream = await(TlsStream.connect("localhost", server.port(), options))) {
                await(stream.write("hello\n"));
                assertThat(await(stream.readLine())).isEqualTo("hello");
                assertThat(stream.protocol()).isEqualTo(version);
                assertThat(stream.cipherSuite()).startsWith("TLS_");
                assertThat(stream.applicationProtocol()).isNull();
                assertThat(stream.peerCertificates()).containsExactly(Certificates.LOCALHOST.certificate);
                assertThat(stream).hasToString("TLS on " + stream.carrier());
            }
            return done();
        });
    }

    @Test
    void aKeyMayBeOfAnyKind() {
        inLoop(() -> {
            for (Certificates identity : List.of(Certificates.RSA, Certificates.ED25519)) {
                try (var ends = await(ends(client(), serverOptions(identity).build()))) {
                    assertThat(ends.client().peerCertificates()).containsExactly(identity.certificate);
                    assertThat(ends.server().peerCertificates()).isEmpty();
                }
            }
            return done();
        });
    }

    @Test
    void theCipherSuiteIsOneOfThoseThatAreListed() {
        inLoop(() -> {
            String suite = "TLS_AES_256_GCM_SHA384";
            try (var ends = await(ends(clientOptions().cipherSuites(suite).build(), server()))) {
                assertThat(ends.client().cipherSuite()).isEqualTo(suite);
                assertThat(ends.server().cipherSuite()).isEqualTo(suite);
            }
            return done();
        });
    }

    @Test
    void anAddressIsVerifiedAsOne() {
        inLoop(() -> {
            try (var server = await(TcpServer.listen("127.0.0.1", 0, TlsStream.serving(server(), TlsFixture::echo)));
                    var stream = await(TlsStream.connect("127.0.0.1", server.port(), client()))) {
                await(stream.write("hello\n"));
                assertThat(await(stream.readLine())).isEqualTo("hello");
            }
            return done();
        });
    }

    @Test
    void aHostNameThatNeedNotMatch() {
        inLoop(() -> {
            var options = clientOptions().verifyHostName(false).build();
            try (var ends =
                    await(ends(options, serverOptions(Certificates.OTHER_NAME).build()))) {
                await(ends.client().write("x\n"));
                assertThat(await(ends.server().readLine())).isEqualTo("x");
            }
            return done();
        });
    }

    @Test
    void theApplicationProtocolIsTheServersFirstThatTheClientSpeaks() {
        inLoop(() -> {
            var client = clientOptions().applicationProtocols("http/1.1", "h2").build();
            var server = serverOptions(Certificates.LOCALHOST)
                    .applicationProtocols("h3", "h2", "http/1.1")
                    .build();
            try (var ends = await(ends(client, server))) {
                assertThat(ends.client().applicationProtocol()).isEqualTo("h2");
                assertThat(ends.server().applicationProtocol()).isEqualTo("h2");
            }
            return done();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aClientShowsItsCertificate(String version) {
        inLoop(() -> {
            var identity = Certificates.CLIENT;
            var client = clientOptions()
                    .certificate(identity.chain, identity.key)
                    .protocols(version)
                    .build();
            var server = serverOptions(Certificates.LOCALHOST)
                    .trust(Certificates.AUTHORITY.chain)
                    .clientAuthentication(ClientAuthentication.NEEDED)
                    .build();
            try (var ends = await(ends(client, server))) {
                assertThat(ends.server().peerCertificates()).containsExactly(identity.certificate);
            }
            return done();
        });
    }

    @Test
    void aWantedCertificateMayBeMissing() {
        inLoop(() -> {
            var server = serverOptions(Certificates.LOCALHOST)
                    .trust(Certificates.AUTHORITY.chain)
                    .clientAuthentication(ClientAuthentication.WANTED)
                    .build();
            try (var ends = await(ends(client(), server))) {
                assertThat(ends.server().peerCertificates()).isEmpty();
            }
            return done();
        });
    }

    @Test
    void theNameThatIsAskedForChoosesTheOptions() {
        var other = serverOptions(Certificates.OTHER_NAME)
                .applicationProtocols("other")
                .build();
        var options = serverOptions(Certificates.LOCALHOST)
                .forServerName("Other.Test", other)
                .forServerName("*.wild.test", other)
                .build();
        assertThat(options.forServerName("a.wild.test")).isSameAs(other);
        assertThat(options.forServerName("a.b.wild.test")).isSameAs(options);
        inLoop(() -> {
            try (var server = await(TcpServer.listen("localhost", 0, TlsStream.serving(options, TlsFixture::echo)))) {
                var client = clientOptions().applicationProtocols("other").build();
                try (var plain = await(TcpStream.connect("localhost", server.port()));
                        var stream = await(TlsStream.client(plain, "other.test", client))) {
                    assertThat(stream.peerCertificates()).containsExactly(Certificates.OTHER_NAME.certificate);
                    assertThat(stream.applicationProtocol()).isEqualTo("other");
                }
                try (var stream = await(TlsStream.connect("localhost", server.port(), client()))) {
                    assertThat(stream.peerCertificates()).containsExactly(Certificates.LOCALHOST.certificate);
                    assertThat(stream.applicationProtocol()).isNull();
                }
            }
            return done();
        });
    }

    /** The creation time is that of the first session when the later one continues it. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aSecondConnectionResumesTheSession(String version) {
        inLoop(() -> {
            var options = clientOptions().protocols(version).build();
            try (var server = await(listen(server(), TlsFixture::echo))) {
                List<SSLSession> sessions = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    try (var stream = await(TlsStream.connect("localhost", server.port(), options))) {
                        await(stream.write("x"));
                        await(stream.readExactly(1));
                        sessions.add(stream.session());
                        long now = System.currentTimeMillis();
                        await(until(() -> System.currentTimeMillis() > now));
                    }
                }
                assertThat(sessions)
                        .extracting(SSLSession::getCreationTime)
                        .containsOnly(sessions.get(0).getCreationTime());
            }
            return done();
        });
    }

    @Test
    void oneDirectionMayEndBeforeTheOther() {
        inLoop(() -> {
            try (var ends = await(ends())) {
                await(ends.client().write("question"));
                await(ends.client().shutdownOutput());
                assertThat(await(ends.server().readAll()))
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("question");
                assertThat(await(errorOf(() -> ends.client().write("more"))))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("shut down");
                byte[] answer = randomBytes(1_000_000, 2);
                var writing = start(ends.server().write(answer));
                assertThat(await(ends.client().readExactly(answer.length))).isEqualTo(answer);
                await(writing);
                await(ends.server().shutdownOutput());
                assertThat(await(ends.client().readAll())).isEmpty();
            }
            return done();
        });
    }

    @Test
    void withTheOlderVersionBothDirectionsEnd() {
        inLoop(() -> {
            var options = clientOptions().protocols("TLSv1.2").build();
            try (var ends = await(ends(options, server()))) {
                await(ends.client().write("question"));
                await(ends.client().shutdownOutput());
                assertThat(await(ends.server().readAll())).asString().isEqualTo("question");
                assertThat(await(ends.client().readAll())).isEmpty();
                assertThat(await(errorOf(() -> ends.server().write("answer"))))
                        .isInstanceOf(SSLException.class)
                        .hasMessageContaining("with TLS 1.2 it ends in both directions at once");
            }
            return done();
        });
    }

    @Test
    void muchGoesBothWaysAtOnce() {
        byte[] there = randomBytes(6_000_000, 3);
        byte[] back = randomBytes(6_000_000, 4);
        inLoop(() -> {
            try (var ends = await(ends())) {
                var one = start(ends.client().write(there));
                var two = start(ends.server().write(back));
                var three = start(ends.client().readExactly(back.length));
                assertThat(await(ends.server().readExactly(there.length))).isEqualTo(there);
                assertThat(await(three)).isEqualTo(back);
                await(gather(one, two));
            }
            return done();
        });
    }

    @Test
    void anIdleConnectionHoldsNoBuffer() {
        inLoop(() -> {
            try (var ends = await(ends())) {
                byte[] blob = randomBytes(1_000_000, 5);
                var writing = start(ends.client().write(blob));
                assertThat(await(ends.server().readExactly(blob.length))).isEqualTo(blob);
                await(writing);
                await(ends.server().write("x"));
                await(ends.client().readExactly(1));
                assertThat(((TlsWire) ends.client().wire).heldBytes()).isZero();
                assertThat(((TlsWire) ends.server().wire).heldBytes()).isZero();
            }
            return done();
        });
    }

    /** A buffer smaller than a record: what was decrypted waits, and the poller does not know of it. */
    @Test
    void whatIsDecryptedAlreadyIsTold() {
        inLoop(() -> {
            try (var ends = await(ends())) {
                await(ends.client().write("0123456789".repeat(1000)));
                StringBuilder read = new StringBuilder();
                ByteBuffer few = ByteBuffer.allocate(7);
                while (read.length() < 10_000) {
                    await(ends.server().read(few));
                    read.append(StandardCharsets.US_ASCII.decode(few.flip()));
                    few.clear();
                }
                assertThat(read).hasToString("0123456789".repeat(1000));
            }
            return done();
        });
    }

    @Test
    void severalBuffersAndAFileAreSent(@TempDir Path directory) throws IOException {
        byte[] content = randomBytes(300_000, 6);
        Path file = Files.write(directory.resolve("content"), content);
        inLoop(() -> {
            try (var ends = await(ends());
                    FileChannel channel = FileChannel.open(file)) {
                var client = ends.client();
                await(client.write(ascii("one "), ascii("two "), ascii("three\n")));
                var sending = start(client.sendFile(channel, 100, 1_000_000));
                assertThat(await(ends.server().readLine())).isEqualTo("one two three");
                byte[] read = await(ends.server().readExactly(299_900));
                assertThat(ByteBuffer.wrap(read)).isEqualTo(ByteBuffer.wrap(content, 100, 299_900));
                assertThat(await(sending)).isEqualTo(299_900);
            }
            return done();
        });
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aContextOfTheProgramsOwn() {
        inLoop(() -> {
            SSLContext context = Certificates.LOCALHOST.context();
            var options = TlsOptions.builder().context(context).build();
            try (var ends = await(ends(options, options))) {
                await(ends.client().write("x\n"));
                assertThat(await(ends.server().readLine())).isEqualTo("x");
            }
            return done();
        });
    }

    @Test
    void aCertificateIsVerifiedOffTheLoop() {
        Thread loopThread = Thread.currentThread();
        CountDownLatch verifying = new CountDownLatch(1);
        CountDownLatch verified = new CountDownLatch(1);
        var options = TlsOptions.builder()
                .context(contextThatTrusts(() -> {
                    assertThat(Thread.currentThread()).isNotSameAs(loopThread);
                    verifying.countDown();
                    return verified.await(1, TimeUnit.MINUTES);
                }))
                .build();
        inLoop(() -> {
            try (var server = await(listen(server(), TlsFixture::echo))) {
                var connecting = start(TlsStream.connect("localhost", server.port(), options));
                await(until(() -> verifying.getCount() == 0));
                await(turns(100)); // the loop turns meanwhile
                assertThat(connecting.isDone()).isFalse();
                verified.countDown();
                await(await(connecting).closeAsync());
            }
            return done();
        });
    }

    private static SSLContext contextThatTrusts(Callable<Boolean> verification) {
        TrustManager manager = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
                try {
                    verification.call();
                } catch (Exception e) {
                    throw new CertificateException(e);
                }
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void misuseIsRefused(@TempDir Path directory) throws IOException {
        var identity = Certificates.LOCALHOST;
        assertThatThrownBy(() -> TlsStream.serving(TlsOptions.defaults(), TlsFixture::echo))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("certificate(chain, key)");
        assertThatThrownBy(() ->
                        serverOptions(identity).context(identity.context()).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TlsOptions.builder().certificate(identity.chain, Certificates.CLIENT.key))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not the one of the certificate");
        assertThatThrownBy(() -> TlsOptions.builder().certificate(identity.chain, Certificates.RSA.key))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is it the certificate's?");
        assertThatThrownBy(() -> TlsOptions.builder().certificate(identity.key, identity.key))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no certificate");
        Path old = Files.writeString(
                directory.resolve("old.pem"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertThatThrownBy(() -> TlsOptions.builder().certificate(identity.chain, old))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("but an RSA PRIVATE KEY; openssl pkcs8 -topk8 -nodes -in old.pem");
        inLoop(() -> {
            var options = clientOptions().protocols("TLSv9").build();
            try (var pair = await(pair())) {
                assertThat(await(errorOf(() -> TlsStream.client(pair.stream(), "localhost", options))))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("TLSv9");
            }
            return done();
        });
    }
}
