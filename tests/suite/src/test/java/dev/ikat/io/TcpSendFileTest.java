package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TcpSendFileTest extends TcpFixture {
    private static final int MIB = 1024 * 1024;
    private static final int FILLING = 12 * MIB;

    @TempDir
    Path directory;

    private FileChannel file(byte[] content) throws IOException {
        Path path = Files.write(Files.createTempFile(directory, "sent", ""), content);
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Begins it, and lets it come so far that it waits for the peer: it must be more than the system takes. */
    @Async
    private static <T> Coroutine<Task<T>> stuck(TcpStream stream, Coroutine<T> write) {
        Task<T> task = start(write);
        await(until(() -> stream.outbound.waitingTasks() == 1));
        return done(task);
    }

    /** What comes next is queued. */
    private static Coroutine<Task<Void>> filled(TcpStream stream) throws IOException {
        return stuck(stream, stream.write(new byte[FILLING]));
    }

    /** Nothing more is taken, and the peer sees no good end. */
    @Async
    private static Coroutine<Void> assertBroken(TcpStream stream, CompletableFuture<IOException> read)
            throws IOException {
        assertThat(await(errorOf(() -> stream.write("more")))).hasMessageContaining("broke earlier");
        await(stream.closeAsync());
        assertThat(await(read)).as("no good end").isInstanceOf(SocketException.class);
        return done();
    }

    @Test
    void aPartOfAFileIsSent() {
        byte[] content = randomBytes(10_000, 1);
        inLoop(() -> {
            try (FileChannel file = file(content);
                    var pair = await(pair())) {
                var stream = pair.stream();
                file.position(17);
                await(stream.write("<"));
                assertThat(await(stream.sendFile(file, 0, 10_000))).isEqualTo(10_000L);
                assertThat(await(stream.sendFile(file, 4000, 1000))).isEqualTo(1000L);
                assertThat(await(stream.sendFile(file, 9999, Long.MAX_VALUE)))
                        .as("to the end")
                        .isEqualTo(1L);
                assertThat(await(stream.sendFile(file, 10_000, 5)))
                        .as("at the end")
                        .isZero();
                assertThat(await(stream.sendFile(file, Long.MAX_VALUE, 5)))
                        .as("past the end")
                        .isZero();
                assertThat(await(stream.sendFile(file, 5, 0))).as("nothing").isZero();
                await(stream.write(">"));
                assertThat(file.position()).isEqualTo(17);
                await(stream.shutdownOutput());
                byte[] received = pair.peer().getInputStream().readAllBytes();
                assertThat(received).hasSize(11_003).startsWith('<').endsWith('>');
                assertThat(Arrays.copyOfRange(received, 1, 10_001)).isEqualTo(content);
                assertThat(Arrays.copyOfRange(received, 10_001, 11_001))
                        .isEqualTo(Arrays.copyOfRange(content, 4000, 5000));
                assertThat(received[11_001]).isEqualTo(content[9999]);
            }
            return done();
        });
    }

    @Test
    void aLargeFileGoesToASlowReaderInLittleMemory() {
        byte[] content = randomBytes(50 * MIB, 2);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        inLoop(() -> {
            try (FileChannel file = file(content);
                    var pair = await(pair())) {
                var stream = pair.stream();
                long allocatedBefore =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId());
                Task<Long> send = await(stuck(stream, stream.sendFile(file, 0, content.length)));
                assertThat(send.isDone()).isFalse();
                var read = onThread(() -> crcOf(pair.peer().getInputStream(), content.length));
                assertThat(await(send)).isEqualTo(content.length);
                long allocated =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocatedBefore;
                assertThat(await(read)).isEqualTo(crc(content, content.length));
                assertThat(allocated).isLessThan(10L * MIB);
            }
            return done();
        });
    }

    private static long crcOf(InputStream input, int size) throws IOException {
        CRC32 crc = new CRC32();
        byte[] some = new byte[5000];
        for (int left = size; left > 0; ) {
            int count = input.read(some, 0, Math.min(left, some.length));
            crc.update(some, 0, count);
            left -= count;
        }
        return crc.getValue();
    }

    private static long crc(byte[] content, int size) {
        CRC32 crc = new CRC32();
        crc.update(content, 0, size);
        return crc.getValue();
    }

    @Test
    void itGoesBehindWhatIsQueuedAndBeforeWhatComesLater() {
        byte[] content = randomBytes(300_000, 3);
        inLoop(() -> {
            try (FileChannel file = file(content);
                    var pair = await(pair())) {
                var stream = pair.stream();
                Task<Void> before = await(filled(stream));
                Task<Long> first = start(stream.sendFile(file, 0, content.length));
                Task<Void> between = start(stream.write("between"));
                Task<Long> second = start(stream.sendFile(file, 100_000, 50_000));
                Task<Void> end = start(stream.shutdownOutput());
                await(turns(100));
                assertThat(first.isDone() || between.isDone() || second.isDone())
                        .isFalse();
                var read = onThread(() -> pair.peer().getInputStream().readAllBytes());
                await(gather(before, between, end));
                assertThat(first.result()).isEqualTo(300_000L);
                assertThat(second.result()).isEqualTo(50_000L);
                byte[] received = await(read);
                int start = FILLING;
                assertThat(received).hasSize(start + 350_007);
                assertThat(Arrays.copyOfRange(received, start, start + 300_000)).isEqualTo(content);
                assertThat(new String(received, start + 300_000, 7, StandardCharsets.UTF_8))
                        .isEqualTo("between");
                assertThat(Arrays.copyOfRange(received, start + 300_007, received.length))
                        .isEqualTo(Arrays.copyOfRange(content, 100_000, 150_000));
            }
            return done();
        });
    }

    @Test
    void aFileThatShrinksWhileItIsSentBreaksTheOutputAndThePeerLearnsIt() {
        byte[] content = randomBytes(16 * MIB, 4);
        inLoop(() -> {
            try (FileChannel file = file(content);
                    var pair = await(pair())) {
                var stream = pair.stream();
                Task<Throwable> send = await(stuck(stream, errorOf(() -> stream.sendFile(file, 0, content.length))));
                Task<Throwable> behind = start(errorOf(() -> stream.write(new byte[100_000])));
                await(yieldNow());
                file.truncate(1000);
                InputStream input = pair.peer().getInputStream();
                var read = onThread(() -> errorOfReading(input));
                assertThat(await(send))
                        .hasMessageContaining("was cut to 1000 bytes")
                        .hasMessageContaining(stream.remoteAddress().toString());
                assertThat(await(behind)).hasMessageContaining("was cut");
                await(assertBroken(stream, read));
            }
            return done();
        });
    }

    private static IOException errorOfReading(InputStream input) {
        try {
            input.readAllBytes();
            return new IOException("none");
        } catch (IOException e) {
            return e;
        }
    }

    @Test
    void aFileThatIsGoneBeforeItsTurnFailsAlone() {
        inLoop(() -> {
            try (FileChannel cut = file(new byte[1000]);
                    FileChannel closed = file(new byte[1000]);
                    var pair = await(pair())) {
                var stream = pair.stream();
                Task<Void> before = await(filled(stream));
                Task<Throwable> first = start(errorOf(() -> stream.sendFile(cut, 500, 500)));
                Task<Throwable> second = start(errorOf(() -> stream.sendFile(closed, 0, 1000)));
                Task<Void> behind = start(stream.write("behind"));
                await(yieldNow());
                cut.truncate(500);
                closed.close();
                var read = onThread(() -> pair.peer().getInputStream().readAllBytes());
                assertThat(await(first)).isInstanceOf(EOFException.class).hasMessageContaining("cut to 500 bytes");
                assertThat(await(second))
                        .isInstanceOf(ClosedChannelException.class)
                        .hasMessageContaining("1000 bytes to go");
                await(gather(before, behind));
                await(stream.shutdownOutput());
                assertThat(await(read)).hasSize(FILLING + 6).endsWith('b', 'e', 'h', 'i', 'n', 'd');
            }
            return done();
        });
    }

    @Test
    void aFileThatIsClosedInTheMiddleBreaksTheOutput() {
        inLoop(() -> {
            try (FileChannel file = file(new byte[16 * MIB]);
                    var pair = await(pair())) {
                var stream = pair.stream();
                Task<Throwable> send = await(stuck(stream, errorOf(() -> stream.sendFile(file, 0, 16 * MIB))));
                file.close();
                var read = onThread(() -> errorOfReading(pair.peer().getInputStream()));
                assertThat(await(send)).isInstanceOf(IOException.class).hasMessageContaining("the file was closed");
                await(assertBroken(stream, read));
            }
            return done();
        });
    }

    @Test
    void aFileThatCannotBeReadIsRefusedAndTheOutputGoesOn() {
        inLoop(() -> {
            Path path = Files.write(directory.resolve("written"), new byte[100]);
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
                    FileChannel closed = file(new byte[100]);
                    var pair = await(pair())) {
                var stream = pair.stream();
                closed.close();
                assertThat(await(errorOf(() -> stream.sendFile(file, 0, 100))))
                        .isInstanceOf(NonReadableChannelException.class);
                assertThat(await(errorOf(() -> stream.sendFile(closed, 0, 100))))
                        .isInstanceOf(ClosedChannelException.class);
                assertThatThrownBy(() -> stream.sendFile(file, -1, 100)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> stream.sendFile(file, 0, -1)).isInstanceOf(IllegalArgumentException.class);
                await(stream.write("fine"));
                assertThat(pair.peer().getInputStream().readNBytes(4)).hasSize(4);
            }
            return done();
        });
    }

    @Test
    void cancelledBeforeItBeganItLeavesNoTrace() {
        inLoop(() -> {
            try (FileChannel file = file(new byte[1000]);
                    var pair = await(pair())) {
                var stream = pair.stream();
                Task<Void> before = await(filled(stream));
                Task<Long> send = start(stream.sendFile(file, 0, 1000));
                Task<Void> behind = start(stream.write("behind"));
                await(turns(10));
                send.cancel();
                await(until(send::isDone));
                assertThat(send.isCancelled()).isTrue();
                var read = onThread(() -> pair.peer().getInputStream().readAllBytes());
                await(gather(before, behind));
                await(stream.shutdownOutput());
                assertThat(await(read)).hasSize(FILLING + 6).endsWith('b', 'e', 'h', 'i', 'n', 'd');
            }
            return done();
        });
    }

    @Test
    void whoWaitsBehindAFileThatIsCancelledGoesOn() {
        inLoop(() -> {
            try (FileChannel file = file(new byte[MIB]);
                    var pair = await(pair())) {
                var stream = pair.stream();
                ByteBuffer some = ByteBuffer.allocate(64 * 1024);
                while (stream.wire.write(some.clear()) > 0) {
                    some.position(0);
                }
                Task<Long> send = start(stream.sendFile(file, 0, MIB));
                Task<Void> behind = start(stream.write("behind"));
                await(turns(100));
                assertThat(behind.isDone()).isFalse();
                send.cancel();
                await(behind);
                assertThat(stream.outbound.queuedBytes()).isEqualTo(6);
                stream.abort();
            }
            return done();
        });
    }

    @Test
    void cancelledInItsMiddleItBreaksTheOutput() {
        byte[] content = randomBytes(16 * MIB, 5);
        inLoop(() -> {
            try (FileChannel file = file(content);
                    var pair = await(pair())) {
                var stream = pair.stream();
                Task<Long> send = await(stuck(stream, stream.sendFile(file, 0, content.length)));
                Task<Throwable> behind = start(errorOf(() -> stream.write(new byte[100_000])));
                await(turns(10));
                send.cancel();
                assertThat(await(behind))
                        .hasMessageContaining("sending of a file")
                        .hasMessageContaining("cancelled");
                assertThat(send.isCancelled()).isTrue();
                var read = onThread(() -> errorOfReading(pair.peer().getInputStream()));
                await(assertBroken(stream, read));
            }
            return done();
        });
    }

    @Test
    void aPeerThatResetsInTheMiddleIsNamed() {
        inLoop(() -> {
            try (FileChannel file = file(new byte[16 * MIB]);
                    var pair = await(pair())) {
                var stream = pair.stream();
                Task<Throwable> send = await(stuck(stream, errorOf(() -> stream.sendFile(file, 0, 16 * MIB))));
                pair.reset();
                assertThat(await(send))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("while writing to " + stream.remoteAddress())
                        .hasMessageContaining("bytes were not sent");
            }
            return done();
        });
    }

    @Test
    void closingSendsTheFileToItsEnd() {
        byte[] content = randomBytes(16 * MIB, 6);
        inLoop(() -> {
            try (FileChannel file = file(content);
                    var pair = await(pair())) {
                var stream = pair.stream();
                Task<Long> send = await(stuck(stream, stream.sendFile(file, 0, content.length)));
                Task<Void> close = start(stream.closeAsync());
                await(turns(10));
                var read = onThread(() -> pair.peer().getInputStream().readAllBytes());
                assertThat(await(send)).isEqualTo(content.length);
                await(close);
                assertThat(await(read)).isEqualTo(content);
            }
            return done();
        });
    }
}
