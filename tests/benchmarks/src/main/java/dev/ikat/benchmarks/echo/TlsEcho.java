package dev.ikat.benchmarks.echo;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.AsyncFunction;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.io.TcpServer;
import dev.ikat.io.TcpStream;
import dev.ikat.io.TlsOptions;
import dev.ikat.io.TlsStream;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.function.IntConsumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;

/** Echo over TLS, all on the JDK's provider; the key is in the file that {@code -Decho.keystore} names. */
final class TlsEcho {
    static final String PASSWORD = "changeit";
    private static final int CHUNK = 64 * 1024;

    private TlsEcho() {}

    static SSLContext context() {
        try (InputStream file = Files.newInputStream(Path.of(System.getProperty("echo.keystore")))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, PASSWORD.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException error) {
            throw new IllegalStateException(error);
        }
    }

    static void serveNetty(IntConsumer port) throws InterruptedException {
        SSLContext context = context();
        NettyEcho.serve(
                port, ByteBufAllocator.DEFAULT, () -> new ChannelHandler[] {new SslHandler(serverEngine(context))});
    }

    private static SSLEngine serverEngine(SSLContext context) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }

    static void serveIkat(IntConsumer port) {
        Ikat.run(serve(port, TlsOptions.builder().context(context()).build()));
    }

    private static AsyncFunction<TcpStream, Void> serving(TlsOptions options) {
        return TlsStream.serving(options, stream -> IkatEcho.echo(stream, ByteBuffer.allocate(CHUNK)));
    }

    @Async
    private static Coroutine<Void> serve(IntConsumer port, TlsOptions options) {
        try (var server = await(TcpServer.listen("127.0.0.1", 0, serving(options)))) {
            port.accept(server.port());
            await(promise());
        } catch (IOException error) {
            throw new IllegalStateException(error);
        }
        return done();
    }
}
