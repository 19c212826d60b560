package dev.ikat.io;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.AsyncCloseable;
import dev.ikat.AsyncFunction;
import dev.ikat.Coroutine;
import dev.ikat.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;

/** TLS between ends of ours, and the options for it. */
abstract class TlsFixture extends TcpFixture {
    static TlsOptions.Builder clientOptions() {
        try {
            return TlsOptions.builder().trust(Certificates.AUTHORITY.chain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TlsOptions.Builder serverOptions(Certificates identity) {
        try {
            return TlsOptions.builder().certificate(identity.chain, identity.key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TlsOptions client() {
        return clientOptions().build();
    }

    static TlsOptions server() {
        return serverOptions(Certificates.LOCALHOST).build();
    }

    @Async
    static Coroutine<Void> echo(ByteStream stream) throws IOException {
        for (byte[] some; (some = await(stream.read(10_000))).length > 0; ) {
            await(stream.write(some));
        }
        return done();
    }

    static Coroutine<TcpServer> listen(TlsOptions options, AsyncFunction<TlsStream, Void> handler) throws IOException {
        return TcpServer.listen("localhost", 0, TlsStream.serving(options, handler));
    }

    /** Both ends of a connection. */
    @Async
    static Coroutine<Ends> ends(TlsOptions clientOptions, TlsOptions serverOptions) throws IOException {
        Promise<TlsStream> accepted = promise();
        Promise<Void> released = promise();
        var server = await(listen(serverOptions, stream -> {
            accepted.complete(stream);
            await(released);
            return done();
        }));
        var client = await(TlsStream.connect("localhost", server.port(), clientOptions));
        return done(new Ends(client, await(accepted), server, released));
    }

    static Coroutine<Ends> ends() throws IOException {
        return ends(client(), TlsFixture.server());
    }

    record Ends(TlsStream client, TlsStream server, TcpServer listener, Promise<Void> released)
            implements AsyncCloseable {
        @Override
        @Async
        public Coroutine<Void> closeAsync() {
            released.tryComplete(null);
            var closing = start(client.closeAsync());
            await(listener.closeAsync());
            await(closing);
            return done();
        }
    }
}
