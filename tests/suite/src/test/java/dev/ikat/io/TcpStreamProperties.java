package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** However the bytes are cut on their way in, and however they are asked for, they come out as they went in. */
class TcpStreamProperties extends TcpFixture {
    private static final int ENOUGH_FOR_SEVERAL_BUFFERS = 400_000;

    @Property(tries = 60)
    void bytesComeOutAsTheyWentIn(
            @ForAll long seed, @ForAll @IntRange(max = ENOUGH_FOR_SEVERAL_BUFFERS) int size, @ForAll boolean cancelling)
            throws IOException {
        byte[] data = linesAndNoise(size, seed);
        Path file = Files.write(Files.createTempFile("sent", ""), data);
        inLoop(() -> {
            try (var content = FileChannel.open(file);
                    var server = await(TcpServer.listen("localhost", 0, TcpStreamProperties::echo));
                    var stream = await(TcpStream.connect("localhost", server.port()))) {
                Task<Void> writer = start(writePieces(stream, data, content, new Random(seed + 1)));
                byte[] read = await(readPieces(stream, size, new Random(seed + 2), cancelling));
                assertThat(read).isEqualTo(data);
                await(writer);
                assertThat(await(stream.readAll())).isEmpty();
            }
            return done();
        });
        Files.delete(file);
    }

    /** ASCII, so that a line reads back as its bytes, with line feeds now and then but no carriage return. */
    private static byte[] linesAndNoise(int size, long seed) {
        Random random = new Random(seed);
        byte[] data = new byte[size];
        for (int i = 0; i < size; i++) {
            data[i] = (byte) (random.nextInt(50) == 0 ? '\n' : ' ' + random.nextInt(95));
        }
        return data;
    }

    @Async
    private static Coroutine<Void> echo(TcpStream stream) throws IOException {
        if (stream.remoteAddress().getPort() % 2 == 0) {
            await(stream.transferTo(stream));
            return done();
        }
        for (byte[] some; (some = await(stream.read(10_000))).length > 0; ) {
            await(stream.write(some));
        }
        return done();
    }

    @Async
    private static Coroutine<Void> writePieces(TcpStream stream, byte[] data, FileChannel content, Random random)
            throws IOException {
        int high = 64 * 1024;
        for (int from = 0; from < data.length; ) {
            int size = Math.min(data.length - from, pieceSize(random));
            switch (random.nextInt(4)) {
                case 0 -> await(stream.write(cut(data, from, size, random)));
                case 1 -> await(stream.sendFile(content, from, size));
                default -> await(stream.write(ByteBuffer.wrap(data, from, size)));
            }
            assertThat(stream.outbound.queuedBytes()).isLessThanOrEqualTo(high);
            from += size;
            if (random.nextInt(4) == 0) {
                await(yieldNow());
            }
            if (random.nextInt(8) == 0) {
                high = random.nextInt(100_000);
                stream.setWaterMarks(random.nextInt(high + 1), high);
            }
        }
        await(stream.shutdownOutput());
        return done();
    }

    private static ByteBuffer[] cut(byte[] data, int from, int size, Random random) {
        ByteBuffer[] pieces = new ByteBuffer[1 + random.nextInt(100)];
        int end = from + size;
        for (int i = 0, start = from; i < pieces.length; i++) {
            int length =
                    i < pieces.length - 1 ? random.nextInt(end - start + 1) / (1 + random.nextInt(10)) : end - start;
            pieces[i] = ByteBuffer.wrap(data, start, length);
            start += length;
        }
        return pieces;
    }

    private static int pieceSize(Random random) {
        return random.nextInt(3) == 0 ? 1 + random.nextInt(100_000) : 1 + random.nextInt(100);
    }

    @Async
    private static Coroutine<byte[]> readPieces(TcpStream stream, int size, Random random, boolean cancelling)
            throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (read.size() < size) {
            int left = size - read.size();
            Task<byte[]> piece = start(readPiece(stream, left, random.nextInt(5), random));
            if (cancelling && random.nextInt(3) == 0) {
                await(turns(random.nextInt(5)));
                piece.cancel();
            }
            await(until(piece::isDone));
            if (!piece.isCancelled()) {
                read.writeBytes(piece.result());
            }
        }
        return done(read.toByteArray());
    }

    @Async
    private static Coroutine<byte[]> readPiece(TcpStream stream, int left, int how, Random random) throws IOException {
        if (how == 0) {
            return stream.readExactly(Math.min(left, pieceSize(random)));
        }
        if (how == 1) {
            return stream.read(pieceSize(random));
        }
        if (how == 2) {
            ByteBuffer buffer = ByteBuffer.allocate(pieceSize(random));
            int count = await(stream.read(buffer));
            return done(Arrays.copyOf(buffer.array(), Math.max(0, count)));
        }
        if (how == 3) {
            return readUntil(stream, random);
        }
        String line = await(stream.readLine());
        return done((line.length() < left ? line + "\n" : line).getBytes(StandardCharsets.US_ASCII));
    }

    /** What comes with an early end counts, and so does what comes without any separator at all. */
    @Async
    private static Coroutine<byte[]> readUntil(TcpStream stream, Random random) throws IOException {
        byte[] separator = {(byte) (' ' + random.nextInt(95)), (byte) (' ' + random.nextInt(95))};
        int limit = 2 + random.nextInt(50_000);
        try {
            byte[] piece = await(stream.readUntil(separator, limit));
            assertThat(piece.length).isLessThanOrEqualTo(limit);
            assertThat(piece).endsWith(separator);
            return done(piece);
        } catch (IncompleteReadException early) {
            return done(early.partial());
        } catch (LimitOverrunException tooLong) {
            return done(await(stream.readExactly(limit - 1)));
        }
    }
}
