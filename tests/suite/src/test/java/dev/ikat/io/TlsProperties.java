package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A program reads the same by TLS as plainly, however the bytes are cut on their way. */
class TlsProperties extends TlsFixture {
    private static final int SEVERAL_BUFFERS = 200_000;

    /** What the other end of a connection does, and what this end gets to read, as text to compare. */
    private record Transcript(String client, String server) {}

    @Property(tries = 40)
    void aProgramDoesTheSameByTlsAsPlainly(
            @ForAll long seed, @ForAll @IntRange(max = SEVERAL_BUFFERS) int size, @ForAll boolean cancelling) {
        inLoop(() -> {
            Transcript plain = await(run(seed, size, cancelling, false, 0));
            Transcript secure = await(run(seed, size, cancelling, true, 0));
            assertThat(secure).isEqualTo(plain);
            return done();
        });
    }

    @Property(tries = 25)
    void bytesMayComeInAnyPieces(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int mostAtOnce) {
        inLoop(() -> {
            Transcript plain = await(run(seed, 5_000, true, false, 0));
            Transcript secure = await(run(seed, 5_000, true, true, mostAtOnce));
            assertThat(secure).isEqualTo(plain);
            return done();
        });
    }

    /** @param mostAtOnce how many bytes pass in one go below TLS, 0 for as many as the system likes */
    @Async
    private static Coroutine<Transcript> run(long seed, int size, boolean cancelling, boolean secure, int mostAtOnce)
            throws IOException {
        try (var raw = await(tcpEnds())) {
            ByteStream client = mostAtOnce == 0 ? raw.client() : new Fragmented(raw.client(), seed, mostAtOnce);
            ByteStream server = mostAtOnce == 0 ? raw.server() : new Fragmented(raw.server(), seed + 1, mostAtOnce);
            if (secure) {
                Task<TlsStream> accepting = start(TlsStream.server(server, server()));
                client = await(TlsStream.client(client, "localhost", client()));
                server = await(accepting);
            }
            try (var near = client;
                    var far = server) {
                Task<String> one = start(talk(near, new Random(seed), size, cancelling));
                Task<String> two = start(talk(far, new Random(seed + 1), size, cancelling));
                return done(new Transcript(await(one), await(two)));
            }
        }
    }

    private record TcpEnds(TcpStream client, TcpStream server, TcpServer listener) implements dev.ikat.AsyncCloseable {
        @Override
        @Async
        public Coroutine<Void> closeAsync() {
            client.abort();
            server.abort();
            await(listener.closeAsync());
            return done();
        }
    }

    @Async
    private static Coroutine<TcpEnds> tcpEnds() throws IOException {
        var accepted = dev.ikat.Ikat.<TcpStream>promise();
        var listener = await(TcpServer.listen("localhost", 0, stream -> {
            accepted.complete(stream);
            var closed = dev.ikat.Ikat.<Void>promise();
            stream.whenClosed(() -> closed.complete(null));
            await(closed);
            return done();
        }));
        var client = await(TcpStream.connect("localhost", listener.port()));
        return done(new TcpEnds(client, await(accepted), listener));
    }

    /** Writes in pieces, half-closes and reads to the end; the hash of what was read, and how the last read ended. */
    @Async
    private static Coroutine<String> talk(ByteStream stream, Random random, int size, boolean cancelling)
            throws IOException {
        byte[] data = new byte[random.nextInt(size + 1)];
        random.nextBytes(data);
        Task<Void> writing = start(write(stream, data, new Random(random.nextLong())));
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (boolean more = true; more; ) {
            Task<byte[]> piece = start(readPiece(stream, random));
            if (cancelling && random.nextInt(3) == 0) {
                await(turns(random.nextInt(5)));
                piece.cancel();
                await(until(piece::isDone));
            }
            if (!piece.isCancelled()) {
                byte[] bytes = await(piece);
                read.writeBytes(bytes);
                more = bytes.length > 0;
            }
        }
        await(writing);
        return done(read.size() + " bytes, hash " + java.util.Arrays.hashCode(read.toByteArray()));
    }

    @Async
    private static Coroutine<byte[]> readPiece(ByteStream stream, Random random) throws IOException {
        int size = pieceSize(random);
        if (random.nextBoolean()) {
            return stream.read(size);
        }
        ByteBuffer buffer = random.nextBoolean() ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size);
        await(stream.read(buffer));
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        return done(bytes);
    }

    @Async
    private static Coroutine<Void> write(ByteStream stream, byte[] data, Random random) throws IOException {
        for (int from = 0; from < data.length; ) {
            int size = Math.min(data.length - from, pieceSize(random));
            ByteBuffer piece = ByteBuffer.wrap(data, from, size);
            if (random.nextBoolean()) {
                await(stream.write(piece));
            } else {
                ByteBuffer first = piece.slice(0, size / 2);
                await(stream.write(first, piece.slice(size / 2, size - size / 2)));
            }
            from += size;
            if (random.nextInt(4) == 0) {
                await(yieldNow());
            }
        }
        await(stream.shutdownOutput());
        return done();
    }

    private static int pieceSize(Random random) {
        return random.nextInt(3) == 0 ? 1 + random.nextInt(50_000) : 1 + random.nextInt(100);
    }

    /** A stream whose wire passes few bytes at a time, or now and then none. */
    private static final class Fragmented extends ByteStream {
        Fragmented(TcpStream stream, long seed, int most) {
            super(new FewAtATime(stream.wire, new Random(seed), most), stream.peer);
        }
    }

    private static final class FewAtATime extends Wire {
        private final Wire lower;
        private final Random random;
        private final int most;

        FewAtATime(Wire lower, Random random, int most) {
            super(lower.loop);
            this.lower = lower;
            this.random = random;
            this.most = most;
            lower.handler(this::tell);
        }

        private int few(ByteBuffer buffer) {
            return Math.min(buffer.remaining(), random.nextInt(most + 1));
        }

        @Override
        int wanted() {
            return lower.wanted();
        }

        @Override
        void interest(int ops) {
            assertThat(ops & ~(SelectionKey.OP_READ | SelectionKey.OP_WRITE)).isZero();
            lower.interest(ops);
        }

        @Override
        int read(ByteBuffer target) throws IOException {
            int limit = target.limit();
            int count = few(target);
            if (count == 0) {
                return 0;
            }
            target.limit(target.position() + count);
            try {
                return lower.read(target);
            } finally {
                target.limit(limit);
            }
        }

        @Override
        int write(ByteBuffer source) throws IOException {
            int limit = source.limit();
            source.limit(source.position() + few(source));
            try {
                return lower.write(source);
            } finally {
                source.limit(limit);
            }
        }

        @Override
        boolean shutdownOutput() throws IOException {
            return random.nextBoolean() && lower.shutdownOutput();
        }

        @Override
        void close() {
            lower.close();
        }

        @Override
        void reset() {
            lower.reset();
        }
    }
}
