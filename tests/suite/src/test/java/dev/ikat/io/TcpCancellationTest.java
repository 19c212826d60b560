package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.AsyncCallable;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each operation is cancelled at each of its first turns. The fixture finds what leaks; the stream still works after it. */
class TcpCancellationTest extends TcpFixture {
    private static final int TURNS = 25;
    private static final byte[] BLANK_LINE = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    private enum Reading {
        READ(stream -> stream.read(100)),
        INTO(stream -> stream.read(ByteBuffer.allocate(100))),
        EXACTLY(stream -> stream.readExactly(5)),
        LINE(stream -> stream.readLine()),
        UNTIL(stream -> stream.readUntil(BLANK_LINE)),
        ALL(stream -> stream.readAll()),
        TRANSFER(stream -> stream.transferTo(new Sink()));

        private final Begin begin;

        Reading(Begin begin) {
            this.begin = begin;
        }
    }

    @FunctionalInterface
    private interface Begin {
        Coroutine<?> on(TcpStream stream) throws IOException;
    }

    /** Whatever a transfer takes away counts as read. */
    private static final class Sink implements ByteWriter {
        @Override
        public Coroutine<Void> write(byte[] data) {
            throw new AssertionError();
        }

        @Override
        public Coroutine<Void> write(ByteBuffer data) {
            throw new AssertionError("a transfer that was cancelled at once has read: " + data);
        }

        @Override
        public Coroutine<Void> write(ByteBuffer... data) {
            throw new AssertionError();
        }

        @Override
        public Coroutine<Void> write(String utf8) {
            throw new AssertionError();
        }

        @Override
        public Coroutine<Long> sendFile(FileChannel file, long position, long count) {
            throw new AssertionError();
        }

        @Override
        public Coroutine<Void> shutdownOutput() {
            return done();
        }

        @Override
        public void setWaterMarks(int low, int high) {}

        @Override
        public Coroutine<Void> closeAsync() {
            return done();
        }
    }

    @Async
    private static <T> Coroutine<Task<T>> cancelled(AsyncCallable<T> body, int turns) {
        Task<T> task = start(() -> body.call());
        for (int i = 0; i < turns && !task.isDone(); i++) {
            await(yieldNow());
        }
        task.cancel();
        await(until(task::isDone));
        return done(task);
    }

    @ParameterizedTest
    @EnumSource
    void aReadThatIsCancelledTakesNothing(Reading reading) {
        inLoop(() -> {
            for (int turns = 0; turns < TURNS; turns++) {
                try (var pair = await(pair())) {
                    var task = await(cancelled(() -> Coroutine.<Object>upcast(reading.begin.on(pair.stream())), turns));
                    assertThat(task.isCancelled()).isTrue();
                    pair.send("line\n");
                    assertThat(await(pair.stream().readLine())).isEqualTo("line");
                }
            }
            return done();
        });
    }

    @Test
    void aReadThatIsCancelledAsItsBytesComeTakesAllOrNothing() {
        inLoop(() -> {
            for (int turns = 0; turns < TURNS; turns++) {
                try (var pair = await(pair())) {
                    pair.send("ab");
                    Task<byte[]> task = await(cancelled(() -> pair.stream().readExactly(4), 3));
                    assertThat(task.isCancelled()).isTrue();
                    pair.send("cd");
                    Task<byte[]> next = await(cancelled(() -> pair.stream().readExactly(4), turns));
                    pair.send("e\n");
                    String rest = await(pair.stream().readLine());
                    assertThat(rest).isEqualTo(next.isCancelled() ? "abcde" : "e");
                }
            }
            return done();
        });
    }

    @Test
    void aWriteThatIsCancelledIsSentWhole() {
        inLoop(() -> {
            for (int turns = 0; turns < TURNS; turns += 3) {
                try (var pair = await(pair())) {
                    var stream = pair.stream();
                    byte[] all = randomBytes(3_000_000, turns);
                    var task = await(cancelled(
                            () -> stream.write(ByteBuffer.wrap(all, 0, 10), ByteBuffer.wrap(all, 10, all.length - 10)),
                            turns));
                    var read = onThread(() -> pair.peer().getInputStream().readAllBytes());
                    await(stream.shutdownOutput());
                    int length = await(read).length;
                    assertThat(length).isEqualTo(turns == 0 && task.isCancelled() ? 0 : all.length);
                }
            }
            return done();
        });
    }

    @Test
    void aFileThatIsCancelledIsNotSentAtAllOrTheStreamIsBroken() {
        inLoop(() -> {
            long size = 64 << 20; // more than two sockets hold: it does not go while nobody reads
            Path path = directory.resolve("file");
            try (FileChannel file = FileChannel.open(path, CREATE_NEW, READ, WRITE)) {
                file.write(ByteBuffer.allocate(1), size - 1);
                for (int turns = 0; turns < TURNS; turns += 2) {
                    try (var pair = await(pair())) {
                        var stream = pair.stream();
                        Task<Long> task = await(cancelled(() -> stream.sendFile(file, 0, size), turns));
                        assertThat(stream.outbound.isBroken()).isEqualTo(turns > 0);
                        assertThat(task.isCancelled()).isTrue();
                        assertThat(stream.outbound.queuedBytes()).isZero();
                    }
                }
            }
            return done();
        });
    }

    @Test
    void shuttingDownAndClosingAndListeningLeaveNothingBehind() {
        inLoop(() -> {
            for (int turns = 0; turns < TURNS; turns++) {
                try (var pair = await(pair())) {
                    await(cancelled(() -> pair.stream().shutdownOutput(), turns));
                    await(cancelled(() -> pair.stream().closeAsync(), turns));
                    var listening = await(cancelled(() -> TcpServer.listen("127.0.0.1", 0, stream -> done()), turns));
                    if (!listening.isCancelled()) {
                        await(cancelled(() -> listening.result().serveForever(), turns));
                        await(cancelled(() -> listening.result().closeAsync(), turns));
                        await(listening.result().closeAsync());
                    }
                }
            }
            return done();
        });
    }

    @Test
    void connectingLeavesNothingBehind() {
        inLoop(() -> {
            try (ServerSocket listener = listener(200)) {
                for (int turns = 0; turns < 2 * TURNS; turns++) {
                    var task = await(cancelled(
                            () -> TcpStream.connect(
                                    "localhost",
                                    listener.getLocalPort(),
                                    TcpOptions.defaults().happyEyeballsDelay(Duration.ZERO)),
                            turns));
                    if (!task.isCancelled()) {
                        task.result().abort();
                    }
                }
            }
            return done();
        });
    }

    @Test
    void unixConnectingAndListeningLeaveNothingBehind() {
        Path path = directory.resolve("s");
        inLoop(() -> {
            for (int turns = 0; turns < 5; turns++) {
                var listening = await(cancelled(() -> UnixServer.listen(path, stream -> done()), turns));
                assertThat(Files.exists(path)).isEqualTo(!listening.isCancelled());
                if (!listening.isCancelled()) {
                    var connecting = await(cancelled(() -> UnixStream.connect(path), turns));
                    if (!connecting.isCancelled()) {
                        await(connecting.result().closeAsync());
                    }
                    await(listening.result().closeAsync());
                }
            }
            return done();
        });
    }
}
