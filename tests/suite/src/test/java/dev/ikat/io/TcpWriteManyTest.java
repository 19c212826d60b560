package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Task;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several buffers at once, and the water marks. */
class TcpWriteManyTest extends TcpFixture {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    /** The array cut into pieces, heap and direct ones, empty ones among them. */
    private static ByteBuffer[] cut(byte[] all, int count, long seed) {
        Random random = new Random(seed);
        int[] ends = random.ints(count - 1, 0, all.length + 1).sorted().toArray();
        ByteBuffer[] pieces = new ByteBuffer[count];
        int from = 0;
        for (int i = 0; i < count; i++) {
            int to = i < count - 1 ? ends[i] : all.length;
            ByteBuffer piece =
                    random.nextBoolean() ? ByteBuffer.allocate(to - from) : ByteBuffer.allocateDirect(to - from);
            pieces[i] = piece.put(all, from, to - from).flip();
            from = to;
        }
        return pieces;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 63, 64, 65, 300})
    void severalBuffersGoOutInTheirOrder(int count) {
        byte[] all = count == 0 ? new byte[0] : randomBytes(5000, count);
        inLoop(() -> {
            try (var pair = await(pair())) {
                ByteBuffer[] pieces = count == 0 ? new ByteBuffer[0] : cut(all, count, 7);
                await(pair.stream().write(pieces));
                assertThat(pieces).noneMatch(ByteBuffer::hasRemaining);
                assertThat(pair.stream().outbound.queuedBytes()).isZero();
                await(pair.stream().shutdownOutput());
                assertThat(pair.peer().getInputStream().readAllBytes()).isEqualTo(all);
            }
            return done();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 64, 200})
    void moreThanTheSystemTakesWaits(int count) {
        byte[] all = randomBytes(12 * MIB, count);
        inLoop(() -> {
            try (var pair = await(pair())) {
                var stream = pair.stream();
                await(stream.write("<"));
                Task<Void> write = start(stream.write(cut(all, count, 8)));
                await(until(() -> stream.outbound.waitingTasks() == 1));
                Task<Void> next =
                        start(stream.write(ByteBuffer.wrap(new byte[] {'a'}), ByteBuffer.wrap(new byte[] {'b'})));
                await(turns(100));
                assertThat(write.isDone() || next.isDone()).isFalse();
                var read = onThread(() -> pair.peer().getInputStream().readAllBytes());
                await(gather(write, next));
                await(stream.shutdownOutput());
                byte[] received = await(read);
                assertThat(Arrays.copyOfRange(received, 1, received.length - 2)).isEqualTo(all);
                assertThat(Arrays.copyOfRange(received, received.length - 2, received.length))
                        .containsExactly('a', 'b');
            }
            return done();
        });
    }

    @Test
    void buffersMayBeUsedAgainOnceTheWriteHasEnded() {
        byte[] all = randomBytes(2 * MIB, 9);
        inLoop(() -> {
            try (var pair = await(pair())) {
                var stream = pair.stream();
                stream.setOption(StandardSocketOptions.SO_SNDBUF, 8 * KIB);
                ByteBuffer[] pieces = new ByteBuffer[128];
                Arrays.setAll(pieces, i -> ByteBuffer.wrap(all.clone(), i * 16 * KIB, 16 * KIB));
                InputStream input = pair.peer().getInputStream();
                ByteArrayOutputStream read = new ByteArrayOutputStream();
                Task<Void> write = start(stream.write(pieces));
                while (!write.isDone()) {
                    read.writeBytes(input.readNBytes(Math.min(input.available(), 1000)));
                    await(yieldNow());
                }
                assertThat(stream.outbound.queuedBytes()).isBetween(1L, 64L * KIB);
                Arrays.stream(pieces).forEach(piece -> Arrays.fill(piece.array(), (byte) 0));
                read.writeBytes(await(onThread(() -> input.readNBytes(all.length - read.size()))));
                assertThat(read.toByteArray()).isEqualTo(all);
            }
            return done();
        });
    }

    @Test
    void aWriteThatIsCancelledWhileItWaitsIsSent() {
        byte[] all = randomBytes(12 * MIB, 10);
        inLoop(() -> {
            try (var pair = await(pair())) {
                var stream = pair.stream();
                ByteBuffer[] pieces = cut(all, 150, 11);
                Task<Void> write = start(stream.write(pieces));
                await(until(() -> stream.outbound.waitingTasks() == 1));
                write.cancel();
                await(until(write::isDone));
                assertThat(write.isCancelled()).isTrue();
                for (ByteBuffer piece : pieces) {
                    piece.clear().put(new byte[piece.remaining()]);
                }
                var read = onThread(() -> pair.peer().getInputStream().readAllBytes());
                await(stream.shutdownOutput());
                assertThat(await(read)).isEqualTo(all);
            }
            return done();
        });
    }

    @Test
    void aWriteThatIsAbortedSaysSo() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var stream = pair.stream();
                Task<Throwable> write = start(errorOf(() -> stream.write(cut(new byte[12 * MIB], 100, 12))));
                await(until(() -> stream.outbound.waitingTasks() == 1));
                stream.abort();
                assertThat(await(write)).isInstanceOf(ClosedChannelException.class);
            }
            return done();
        });
    }

    @Test
    void aBufferThatIsNotThereIsRefusedAtTheCall() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                ByteBuffer[] hole = {ByteBuffer.allocate(1), null};
                assertThatThrownBy(() -> pair.stream().write(hole)).isInstanceOf(NullPointerException.class);
            }
            return done();
        });
    }

    /** Fills what the system takes, so that from then on each byte is queued. */
    private static void fill(TcpStream stream) throws Exception {
        ByteBuffer some = ByteBuffer.allocate(64 * KIB);
        while (stream.wire.write(some.clear()) > 0) {
            assertThat(stream.outbound.queuedBytes()).isZero();
        }
    }

    @Test
    void aWriteWaitsAboveTheHighMarkAndGoesOnAtTheLowOne() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var stream = pair.stream();
                stream.setWaterMarks(1000, 3000);
                fill(stream);
                await(stream.write(new byte[3000]));
                assertThat(stream.outbound.queuedBytes())
                        .as("no more than the mark")
                        .isEqualTo(3000);
                Task<Void> above = start(stream.write(new byte[1]));
                await(turns(100));
                assertThat(above.isDone()).isFalse();
                stream.setWaterMarks(3000, 4000);
                await(turns(10));
                assertThat(above.isDone()).as("3001 bytes are left").isFalse();
                stream.setWaterMarks(3001, 4000);
                await(above);
                await(stream.write(new byte[999]));
                assertThat(stream.outbound.queuedBytes()).isEqualTo(4000);
                stream.abort();
            }
            return done();
        });
    }

    @Test
    void whatIsLeftIsAtOrBelowTheLowMarkWhenItGoesOn() {
        inLoop(() -> {
            for (int low : new int[] {0, 10_000, 30_000}) {
                try (var pair = await(pair())) {
                    var stream = pair.stream();
                    stream.setWaterMarks(low, 30_000);
                    fill(stream);
                    long[] left = new long[1];
                    Task<Void> write = start(() -> {
                        await(stream.write(new byte[200_000]));
                        left[0] = stream.outbound.queuedBytes();
                        return done();
                    });
                    await(until(() -> stream.outbound.waitingTasks() == 1));
                    InputStream input = pair.peer().getInputStream();
                    while (!write.isDone()) {
                        long before = stream.outbound.queuedBytes();
                        input.skipNBytes(Math.min(input.available(), 4000));
                        await(yieldNow());
                        assertThat(write.isDone() || before > low).isTrue();
                    }
                    assertThat(left[0]).isLessThanOrEqualTo(low);
                    stream.abort();
                }
            }
            return done();
        });
    }

    @Test
    void marksThatMakeNoSenseAreRefused() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                assertThatThrownBy(() -> pair.stream().setWaterMarks(2, 1))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("water marks 2 and 1");
                assertThatThrownBy(() -> pair.stream().setWaterMarks(-1, 1))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            return done();
        });
    }
}
