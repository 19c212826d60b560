package dev.ikat.benchmarks.echo;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.AsyncFunction;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.io.ByteStream;
import dev.ikat.io.Protocol;
import dev.ikat.io.TcpServer;
import dev.ikat.io.TcpStream;
import dev.ikat.io.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/** Ikat, by callbacks and by streams. */
final class IkatEcho {
    private static final int CHUNK = 64 * 1024;

    private IkatEcho() {}

    static void serveProtocol(IntConsumer port) {
        Ikat.run(serve(port, stream -> Transport.on(stream, new Echo()).untilClosed()));
    }

    static void serveStreams(IntConsumer port) {
        Ikat.run(serve(port, IkatEcho::echo));
    }

    static void serveIntoBuffers(IntConsumer port) {
        Ikat.run(serve(port, stream -> echo(stream, ByteBuffer.allocateDirect(CHUNK))));
    }

    @Async
    private static Coroutine<Void> serve(IntConsumer port, AsyncFunction<TcpStream, Void> handler) {
        try (var server = await(TcpServer.listen("127.0.0.1", 0, handler))) {
            port.accept(server.port());
            await(promise());
        } catch (IOException error) {
            throw new IllegalStateException(error);
        }
        return done();
    }

    @Async
    private static Coroutine<Void> echo(TcpStream stream) {
        try {
            for (byte[] data; (data = await(stream.read(CHUNK))).length > 0; ) {
                await(stream.write(data));
            }
        } catch (IOException gone) {
            // the client has left
        }
        return done();
    }

    /** Through the one buffer, which is empty before. */
    @Async
    static Coroutine<Void> echo(ByteStream stream, ByteBuffer buffer) {
        try {
            while (await(stream.read(buffer)) >= 0) {
                await(stream.write(buffer.flip()));
                buffer.clear();
            }
        } catch (IOException gone) {
            // the client has left
        }
        return done();
    }

    private static final class Echo implements Protocol {
        private Transport transport;

        @Override
        public void connected(Transport transport) {
            this.transport = transport;
        }

        @Override
        public void received(ByteBuffer data) {
            transport.write(data);
        }

        @Override
        public void pauseWriting() {
            transport.pauseReading();
        }

        @Override
        public void resumeWriting() {
            transport.resumeReading();
        }
    }
}
