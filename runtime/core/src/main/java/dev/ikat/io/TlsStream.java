package dev.ikat.io;

import dev.ikat.AsyncFunction;
import dev.ikat.Coroutine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A stream that TLS protects, on the JDK's engine: {@code try (var stream = await(TlsStream.connect("example.org", 443))) {
 * … }}. What can be done with it, and by whom, see {@link ByteStream}. It is had by connecting, on the server's side by
 * {@link #serving}, or from any stream that is open, for protocols that begin plainly (STARTTLS).
 *
 * <p><b>The plain stream</b> must not be used any more from the moment on that TLS begins on it; reads and writes of it throw
 * {@link IllegalStateException}. What it had written is sent before, what it had read and nobody taken belongs to TLS. Closing
 * the one closes the other. When the handshake fails or is cancelled both are closed.
 *
 * <p><b>The end.</b> {@link #shutdownOutput} tells the peer (close_notify). With TLS 1.3 the other direction stays open; with
 * TLS 1.2 the peer answers with its own end at once, as the standard demands, and so do we. A connection that ends and TLS did not say so is an error, not the end of
 * the stream: somebody may have cut it. {@link #closeAsync} says goodbye, and waits for the peer's for {@link
 * TlsOptions.Builder#shutdownTimeout} at most; {@link #abort} does neither.
 *
 * <p><b>Errors.</b> {@link javax.net.ssl.SSLException}. In TLS 1.3 a client has shaken hands before the server has seen its
 * certificate: when that is refused, its first read says so. A renegotiation (TLS 1.2) is refused.
 *
 * <p><b>Costs.</b> Certificates are verified and keys made on the threads of {@link dev.ikat.Ikat#toThread}, data is encrypted
 * on the loop's. An idle connection holds no buffer.
 */
public final class TlsStream extends ByteStream {
    private final TlsWire secured;
    private final ByteStream plain;

    /** Made when the handshake is over. */
    TlsStream(TlsWire wire, ByteStream plain) {
        super(wire, plain.peer);
        this.secured = wire;
        this.plain = plain;
    }

    /**
     * Connects as {@link TcpStream#connect(String, int)} does, and shakes hands: trusts the JDK's authorities, and verifies
     * that the certificate is for that host. Cancelling it closes the socket.
     *
     * @throws IOException at the await, as {@link TcpStream#connect(String, int)}; {@link
     *     javax.net.ssl.SSLHandshakeException} when the handshake fails, {@link java.net.SocketTimeoutException} when it
     *     takes too long
     */
    public static Coroutine<TlsStream> connect(String host, int port) throws IOException {
        return connect(host, port, TlsOptions.defaults());
    }

    /** As {@link #connect(String, int)}. */
    public static Coroutine<TlsStream> connect(String host, int port, TlsOptions options) throws IOException {
        Objects.requireNonNull(options, "options");
        return TlsUpgrade.connect(InetSocketAddress.createUnresolved(host, port), host, options);
    }

    /**
     * Begins TLS on a stream that is open, as the client: trusts the JDK's authorities.
     *
     * @param host the name that the certificate must be for, and that the server is asked for
     * @throws IOException at the await, as {@link #connect(String, int)}
     * @throws IllegalStateException at the await, when a task reads the stream; it stays as it is
     */
    public static Coroutine<TlsStream> client(ByteStream stream, String host) throws IOException {
        return client(stream, host, TlsOptions.defaults());
    }

    /** As {@link #client(ByteStream, String)}. */
    public static Coroutine<TlsStream> client(ByteStream stream, String host, TlsOptions options) throws IOException {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(options, "options");
        return TlsUpgrade.of(stream, host, options);
    }

    /**
     * As {@link #client(ByteStream, String)}, as the server.
     *
     * @throws IllegalArgumentException when the options have no certificate
     */
    public static Coroutine<TlsStream> server(ByteStream stream, TlsOptions options) throws IOException {
        Objects.requireNonNull(stream, "stream");
        options.requireIdentity();
        return TlsUpgrade.of(stream, null, options);
    }

    /**
     * For servers: {@code TcpServer.listen("0.0.0.0", 443, TlsStream.serving(options, Site::serve))}. Each connection shakes
     * hands, then runs the handler. A handshake that fails goes to the loop's exception handler, as what a handler throws,
     * and stops nothing.
     *
     * @throws IllegalArgumentException when the options have no certificate
     */
    public static <S extends ByteStream> AsyncFunction<S, Void> serving(
            TlsOptions options, AsyncFunction<? super TlsStream, Void> handler) {
        options.requireIdentity();
        Objects.requireNonNull(handler, "handler");
        return stream -> new TlsServing(stream, options, handler);
    }

    /** The version, {@code "TLSv1.3"} for instance. */
    public String protocol() {
        return session().getProtocol();
    }

    /** How it is encrypted, {@code "TLS_AES_128_GCM_SHA256"} for instance. */
    public String cipherSuite() {
        return session().getCipherSuite();
    }

    /** What is spoken inside, as both agreed (ALPN); null when they did not. */
    public @Nullable String applicationProtocol() {
        String agreed = secured.engine.getApplicationProtocol();
        return agreed == null || agreed.isEmpty() ? null : agreed;
    }

    /** The peer's certificate, which was verified, and those of the authorities between; none when it did not show any. */
    public List<Certificate> peerCertificates() {
        try {
            return List.of(session().getPeerCertificates());
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }

    /** The JDK's session, of which other connections may be continuations. */
    public SSLSession session() {
        return secured.engine.getSession();
    }

    /** The stream that carries this one: a {@link TcpStream} knows the addresses, and the options of the socket. */
    public ByteStream carrier() {
        return plain;
    }

    /** The plain stream was closed, or aborted. */
    void closeFromBelow(boolean gently) {
        if (gently) {
            beginClose();
        } else {
            abort();
        }
    }

    @Override
    public String toString() {
        return "TLS on " + plain;
    }
}
