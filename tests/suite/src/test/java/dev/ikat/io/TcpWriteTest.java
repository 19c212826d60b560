package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpWriteTest extends TcpFixture {
    private static final int HIGH_WATER = 64 * 1024;
    private static final int MIB = 1024 * 1024;

    /** More than the system takes for a peer that does not read. */
    private static final int PLENTY = 16 * MIB;

    @Test
    void everyKindOfDataArrives() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                ByteBuffer heap = ByteBuffer.wrap("..buffer..".getBytes(StandardCharsets.UTF_8));
                heap.position(2).limit(8);
                ByteBuffer direct = ByteBuffer.allocateDirect(6);
                direct.put("direct".getBytes(StandardCharsets.UTF_8)).flip();
                await(pair.stream().write("größe "));
                await(pair.stream().write("bytes ".getBytes(StandardCharsets.UTF_8)));
                await(pair.stream().write(heap));
                await(pair.stream().write(direct.asReadOnlyBuffer()));
                await(pair.stream().write(new byte[0]));
                await(pair.stream().write(""));
                assertThat(heap.hasRemaining()).isFalse();
                await(pair.stream().shutdownOutput());
                assertThat(new String(pair.peer().getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("größe bytes bufferdirect");
            }
            return done();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void aWriterWaitsForASlowReader(int mebibytes) {
        byte[] all = randomBytes(mebibytes * MIB, mebibytes);
        inLoop(() -> {
            try (var pair = await(pair())) {
                pair.stream().setOption(StandardSocketOptions.SO_SNDBUF, HIGH_WATER);
                Progress progress = new Progress();
                Task<Void> writer = start(writeInChunks(pair.stream(), all, progress));
                await(until(() -> pair.stream().outbound.waitingTasks() > 0));
                await(turns(1000));
                assertThat(writer.isDone()).isFalse();
                var read = onThread(() -> pair.peer().getInputStream().readNBytes(all.length));
                await(writer);
                assertThat(await(read)).isEqualTo(all);
                await(turns(100));
                assertThat(pair.stream().wire.wanted())
                        .as("asked for with nothing to send")
                        .isZero();
                assertThat(progress.waits).isPositive();
                assertThat(progress.mostQueuedBytes).isLessThanOrEqualTo(2 * HIGH_WATER);
            }
            return done();
        });
    }

    @Test
    void aWriterWaitsForASlowReaderOfOurs() {
        byte[] all = randomBytes(PLENTY, 3);
        inLoop(() -> {
            Progress progress = new Progress();
            try (var server = await(TcpServer.listen("localhost", 0, stream -> writeInChunks(stream, all, progress)));
                    var stream = await(TcpStream.connect("localhost", server.port()))) {
                ByteBuffer read = ByteBuffer.allocate(all.length);
                while (read.hasRemaining()) {
                    read.put(await(stream.read(5000)));
                    await(yieldNow());
                }
                assertThat(await(stream.read(1))).isEmpty();
                assertThat(read.array()).isEqualTo(all);
                assertThat(progress.waits).isPositive();
                assertThat(progress.mostQueuedBytes).isLessThanOrEqualTo(2 * HIGH_WATER);
            }
            return done();
        });
    }

    private static final class Progress {
        int waits;
        long mostQueuedBytes;
    }

    @Async
    private static Coroutine<Void> writeInChunks(TcpStream stream, byte[] all, Progress progress) throws IOException {
        for (int i = 0; i < all.length; i += HIGH_WATER) {
            Task<Void> write = start(stream.write(Arrays.copyOfRange(all, i, i + HIGH_WATER)));
            await(yieldNow());
            progress.waits += stream.outbound.waitingTasks();
            progress.mostQueuedBytes = Math.max(progress.mostQueuedBytes, stream.outbound.queuedBytes());
            await(write);
            assertThat(stream.outbound.queuedBytes()).isLessThanOrEqualTo(HIGH_WATER);
        }
        return done();
    }

    @Test
    void anArrayMayBeUsedAgainOnceTheWriteHasEnded() {
        byte[] all = randomBytes(MIB, 4);
        inLoop(() -> {
            try (var pair = await(pair())) {
                pair.stream().setOption(StandardSocketOptions.SO_SNDBUF, HIGH_WATER / 8);
                InputStream input = pair.peer().getInputStream();
                ByteArrayOutputStream read = new ByteArrayOutputStream();
                byte[] array = all.clone();
                Task<Void> write = start(pair.stream().write(array));
                while (!write.isDone()) {
                    read.writeBytes(input.readNBytes(Math.min(input.available(), 1000)));
                    await(yieldNow());
                }
                assertThat(pair.stream().outbound.queuedBytes()).isBetween(1L, (long) HIGH_WATER);
                Arrays.fill(array, (byte) 0);
                read.writeBytes(await(onThread(() -> input.readNBytes(all.length - read.size()))));
                assertThat(read.toByteArray()).isEqualTo(all);
            }
            return done();
        });
    }

    @Test
    void aWriteThatIsCancelledWhileItWaitsIsSent() {
        byte[] all = randomBytes(PLENTY, 5);
        inLoop(() -> {
            try (var pair = await(pair())) {
                byte[] array = all.clone();
                Task<Void> write = start(pair.stream().write(array));
                await(until(() -> pair.stream().outbound.waitingTasks() > 0));
                write.cancel();
                await(until(write::isDone));
                assertThat(write.isCancelled()).isTrue();
                Arrays.fill(array, (byte) 0);
                assertThat(pair.stream().outbound.waitingTasks()).isZero();
                var read = onThread(() -> pair.peer().getInputStream().readAllBytes());
                await(pair.stream().shutdownOutput());
                assertThat(await(read)).isEqualTo(all);
            }
            return done();
        });
    }

    @Test
    void writersEndInTheirOrderAndTheirBytesStayTogether() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                List<Integer> ended = new ArrayList<>();
                List<Task<Void>> writers = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    int number = i;
                    writers.add(start(() -> {
                        await(pair.stream().write(filled(PLENTY / 2, number)));
                        ended.add(number);
                        return done();
                    }));
                }
                await(until(() -> pair.stream().outbound.waitingTasks() == 5));
                var read = onThread(() -> {
                    for (int i = 0; i < 5; i++) {
                        assertThat(pair.peer().getInputStream().readNBytes(PLENTY / 2))
                                .isEqualTo(filled(PLENTY / 2, i));
                    }
                    return null;
                });
                await(gather(writers));
                await(read);
                assertThat(ended).containsExactly(0, 1, 2, 3, 4);
            }
            return done();
        });
    }

    private static byte[] filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void nothingIsTakenBeforeTheAwait() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3});
                Coroutine<Void> dropped = pair.stream().write(data);
                assertThat(data.remaining()).isEqualTo(3);
                dropped.close();
                await(pair.stream().shutdownOutput());
                assertThat(pair.peer().getInputStream().read()).isEqualTo(-1);
            }
            return done();
        });
    }

    @Test
    void halfAConnectionMayBeClosedAtEitherEnd() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                await(pair.stream().write("question"));
                await(pair.stream().shutdownOutput());
                await(pair.stream().shutdownOutput());
                assertThat(pair.peer().getInputStream().readAllBytes()).hasSize(8);
                pair.send("answer");
                pair.peer().shutdownOutput();
                assertThat(await(pair.stream().readAll())).hasSize(6);
                assertThat(await(errorOf(() -> pair.stream().write("more"))))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("shut down");
            }
            try (var pair = await(pair())) {
                pair.peer().shutdownOutput();
                assertThat(await(pair.stream().read(1))).isEmpty();
                await(pair.stream().write("still"));
                assertThat(pair.peer().getInputStream().readNBytes(5)).hasSize(5);
            }
            return done();
        });
    }

    @Test
    void theOutputIsShutDownAfterWhatIsQueued() {
        byte[] all = randomBytes(PLENTY, 6);
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<Void> write = start(pair.stream().write(all));
                Task<Void> shutdown = start(pair.stream().shutdownOutput());
                await(until(() -> pair.stream().outbound.waitingTasks() == 2));
                assertThat(await(errorOf(() -> pair.stream().write("late")))).hasMessageContaining("shut down");
                var read = onThread(() -> pair.peer().getInputStream().readAllBytes());
                await(shutdown);
                assertThat(write.isDone()).isTrue();
                assertThat(await(read)).isEqualTo(all);
                pair.send("and back");
                assertThat(await(pair.stream().readExactly(8))).hasSize(8);
            }
            return done();
        });
    }

    @Test
    void closingSendsWhatIsQueued() {
        byte[] all = randomBytes(PLENTY, 7);
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<Void> write = start(pair.stream().write(all));
                await(until(() -> pair.stream().outbound.waitingTasks() == 1));
                Task<Void> first = start(pair.stream().closeAsync());
                Task<Void> second = start(pair.stream().closeAsync());
                await(turns(100));
                assertThat(first.isDone() || second.isDone()).isFalse();
                assertThat(pair.stream().isClosed()).isTrue();
                assertThat(await(errorOf(() -> pair.stream().write("late"))))
                        .isInstanceOf(ClosedChannelException.class)
                        .hasMessageContaining("is closed");
                var read = onThread(() -> pair.peer().getInputStream().readAllBytes());
                await(gather(write, first, second));
                assertThat(await(read)).isEqualTo(all);
            }
            return done();
        });
    }

    @Test
    void closingThatIsCancelledDropsWhatIsQueued() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<Throwable> write = start(errorOf(() -> pair.stream().write(new byte[PLENTY])));
                await(until(() -> pair.stream().outbound.waitingTasks() == 1));
                Task<Void> close = start(pair.stream().closeAsync());
                Task<Void> other = start(pair.stream().closeAsync());
                await(turns(10));
                close.cancel();
                assertThat(await(write)).isInstanceOf(ClosedChannelException.class);
                await(other);
                assertThat(close.isCancelled()).isTrue();
            }
            return done();
        });
    }

    @Test
    void abortingDropsWhatIsQueuedAndResets() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<Throwable> write = start(errorOf(() -> pair.stream().write(new byte[PLENTY])));
                await(until(() -> pair.stream().outbound.waitingTasks() == 1));
                pair.stream().abort();
                pair.stream().abort();
                assertThat(await(write)).isInstanceOf(ClosedChannelException.class);
                await(pair.stream().closeAsync());
                assertThatThrownBy(() -> pair.peer().getInputStream().readAllBytes())
                        .isInstanceOf(SocketException.class);
            }
            return done();
        });
    }

    @Test
    void aResetFailsEveryWriterAndSaysHowMuchIsLost() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var stream = pair.stream();
                Task<Throwable> first = start(errorOf(() -> stream.write(new byte[PLENTY])));
                Task<Throwable> second = start(errorOf(() -> stream.write(new byte[10])));
                Task<Throwable> shutdown = start(errorOf(stream::shutdownOutput));
                await(until(() -> stream.outbound.waitingTasks() == 3));
                pair.reset();
                for (Task<Throwable> failed : List.of(first, second, shutdown)) {
                    assertThat(await(failed))
                            .isInstanceOf(IOException.class)
                            .hasMessageContaining("while writing to " + stream.remoteAddress())
                            .hasMessageContaining("bytes were not sent");
                }
                assertThat(await(errorOf(() -> stream.write("more"))))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("broke earlier");
            }
            return done();
        });
    }

    @Test
    void aConnectionThatBreaksWhileItIsClosedIsClosed() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<Throwable> write = start(errorOf(() -> pair.stream().write(new byte[PLENTY])));
                await(until(() -> pair.stream().outbound.waitingTasks() == 1));
                Task<Void> close = start(pair.stream().closeAsync());
                await(turns(10));
                pair.reset();
                await(close);
                assertThat(await(write)).isInstanceOf(IOException.class);
            }
            return done();
        });
    }

    @Test
    void closingTwiceIsHarmlessAndFreesTheDescriptorAtOnce() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                int before = Sockets.count();
                await(pair.stream().closeAsync());
                assertThat(Sockets.count()).isEqualTo(Math.max(0, before - 1));
                await(pair.stream().closeAsync());
                pair.stream().abort();
                assertThat(await(errorOf(() -> pair.stream().read(1)))).isInstanceOf(ClosedChannelException.class);
                assertThat(await(errorOf(pair.stream()::shutdownOutput))).isInstanceOf(ClosedChannelException.class);
                assertThat(pair.stream().remoteAddress()).isEqualTo(pair.peer().getLocalSocketAddress());
                assertThat(pair.stream().localAddress()).isEqualTo(pair.peer().getRemoteSocketAddress());
            }
            return done();
        });
    }

    @Test
    void aWriterWhoseSocketAlwaysTakesGivesWay() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                int turns = await(turnsOfAnother(() -> {
                    for (int i = 0; i < 1700; i++) {
                        await(pair.stream().write(new byte[] {1}));
                        assertThat(pair.peer().getInputStream().read()).isEqualTo(1);
                    }
                    return done();
                }));
                assertThat(turns).isGreaterThanOrEqualTo(100);
            }
            return done();
        });
    }
}
