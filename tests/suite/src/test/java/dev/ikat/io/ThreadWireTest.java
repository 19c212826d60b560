package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Task;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Blocking streams of the JDK on a loop. That no thread is left is checked after each test. */
class ThreadWireTest extends ProcessFixture {
    /** Gives bytes without end, and counts them. */
    private static final class Endless extends InputStream {
        final AtomicInteger given = new AtomicInteger();
        volatile boolean closed;

        @Override
        public int read() {
            return given.incrementAndGet() & 0xff;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** A call blocks until it is let through, by a permit or by the closing, but by no interrupt. */
    private static final class Stubborn extends InputStream {
        final Semaphore permits = new Semaphore(0);
        final CountDownLatch entered = new CountDownLatch(1);
        volatile boolean closed;

        @Override
        public int read() {
            entered.countDown();
            permits.acquireUninterruptibly();
            return closed ? -1 : 'x';
        }

        @Override
        public int read(byte[] target, int from, int length) {
            target[from] = (byte) read();
            return 1;
        }

        @Override
        public void close() {
            closed = true;
            permits.release(1000);
        }
    }

    /** Blocks in each call until there is a permit; an interrupt ends it. */
    private static final class Slow extends OutputStream {
        final Semaphore permits = new Semaphore(0);
        final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        volatile boolean closed;

        @Override
        public void write(int value) {
            throw new AssertionError("one byte at a time");
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                permits.acquire();
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
            taken.write(bytes, from, length);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void aStreamIsReadToItsEnd() {
        byte[] data = randomBytes(1_000_000, 1);
        withProcesses(() -> {
            try (var reader = Pipes.reader(new ByteArrayInputStream(data))) {
                assertThat(await(reader.readExactly(data.length - 3)))
                        .isEqualTo(java.util.Arrays.copyOf(data, data.length - 3));
                assertThat(await(reader.readAll())).hasSize(3);
                assertThat(await(reader.readAll())).isEmpty();
            }
            return done();
        });
    }

    @Test
    void whatIsNotAskedForIsNotRead() {
        withProcesses(() -> {
            Endless source = new Endless();
            try (var reader = Pipes.reader(source)) {
                await(turns(1000));
                assertThat(source.given).as("never asked").hasValue(0);
                assertThat(await(reader.readExactly(10))).hasSize(10);
                var stream = (ByteStream) reader;
                await(until(() -> source.given.get() >= ThreadWire.BOUND));
                await(turns(1000));
                assertThat(source.given.get() - stream.inbound.bufferedBytes())
                        .as("held by the wire, and what was taken")
                        .isLessThanOrEqualTo(ThreadWire.BOUND + 10);
                assertThat(stream.inbound.bufferedBytes()).isLessThan(4 * ThreadWire.BOUND);
            }
            await(until(() -> source.closed));
            return done();
        });
    }

    @Test
    void aReadThatIsNeverAskedForNeedsNoThreadButToClose() {
        withProcesses(() -> {
            Endless source = new Endless();
            await(Pipes.reader(source).closeAsync());
            await(until(() -> source.closed));
            assertThat(source.given).hasValue(0);
            return done();
        });
    }

    @Test
    void whatCameBeforeAnErrorIsRead() {
        withProcesses(() -> {
            InputStream source = new InputStream() {
                private int left = 5;

                @Override
                public int read(byte[] target, int from, int length) throws IOException {
                    if (left-- == 0) {
                        throw new IOException("the disk is on fire");
                    }
                    target[from] = 'a';
                    return 1;
                }

                @Override
                public int read() {
                    throw new AssertionError("one byte at a time");
                }
            };
            try (var reader = Pipes.reader(source)) {
                assertThat(text(await(reader.readExactly(5)))).isEqualTo("aaaaa");
                assertThat(await(errorOf(() -> reader.read(1))))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("the disk is on fire while reading up to 1 bytes from reader");
            }
            return done();
        });
    }

    @Test
    void anyErrorOfTheStreamIsAnIoException() {
        withProcesses(() -> {
            InputStream source = new InputStream() {
                @Override
                public int read() {
                    throw new UnsupportedOperationException("not today");
                }
            };
            try (var reader = Pipes.reader(source)) {
                assertThat(await(errorOf(reader::readAll)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("not today");
            }
            return done();
        });
    }

    @Test
    void closingEndsAThreadThatHangsInARead() {
        withProcesses(() -> {
            Stubborn source = new Stubborn();
            var reader = Pipes.reader(source);
            var reading = start(errorOf(() -> reader.read(1)));
            await(turns(1));
            await(onThread(() -> {
                source.entered.await();
                return 0;
            }));
            await(reader.closeAsync());
            assertThat(await(reading)).isInstanceOf(ClosedChannelException.class);
            await(until(() -> source.closed));
            return done();
        });
    }

    @Test
    void aCancelledReadTakesNothing() {
        withProcesses(() -> {
            Stubborn source = new Stubborn();
            try (var reader = Pipes.reader(source)) {
                int left = 12;
                for (int turn = 0; turn < 10; turn++) {
                    Task<byte[]> reading = start(reader.readExactly(2));
                    source.permits.release();
                    await(turns(turn));
                    reading.cancel();
                    await(until(reading::isDone));
                    left -= reading.isCancelled() ? 0 : 2;
                }
                source.permits.release(2);
                assertThat(text(await(reader.readExactly(left)))).isEqualTo("x".repeat(left));
            }
            return done();
        });
    }

    @Test
    void aStreamIsWrittenAndClosed() {
        byte[] data = randomBytes(1_000_000, 2);
        withProcesses(() -> {
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            try (var writer = Pipes.writer(target)) {
                await(writer.write(data));
                await(writer.shutdownOutput());
                assertThat(target.toByteArray()).isEqualTo(data);
            }
            return done();
        });
    }

    @Test
    void aWriterWaitsWhileTheStreamDoes() {
        withProcesses(() -> {
            Slow target = new Slow();
            var writer = Pipes.writer(target);
            Task<Void> writing = start(writer.write(new byte[4 * ThreadWire.BOUND]));
            await(turns(1000));
            assertThat(writing.isDone()).isFalse();
            target.permits.release(1000);
            await(writing);
            assertThat(target.closed).isFalse();
            await(writer.closeAsync());
            assertThat(target.taken.size()).isEqualTo(4 * ThreadWire.BOUND);
            assertThat(target.closed).isTrue();
            return done();
        });
    }

    @Test
    void theEndOfTheOutputIsThatOfTheStream() {
        withProcesses(() -> {
            Slow target = new Slow();
            try (var writer = Pipes.writer(target)) {
                await(writer.write("x"));
                Task<Void> ending = start(writer.shutdownOutput());
                await(turns(1000));
                assertThat(ending.isDone()).isFalse();
                target.permits.release();
                await(ending);
                assertThat(target.closed).isTrue();
                assertThat(target.taken.toString(UTF_8)).isEqualTo("x");
            }
            return done();
        });
    }

    @Test
    void abortingDoesNotWaitForTheStream() {
        withProcesses(() -> {
            Slow target = new Slow();
            var writer = (ByteStream) Pipes.writer(target);
            await(writer.write("never"));
            Task<Void> closing = start(writer.closeAsync());
            await(turns(1000));
            assertThat(closing.isDone()).isFalse();
            closing.cancel();
            await(until(closing::isDone));
            await(until(() -> target.closed));
            assertThat(target.taken.size()).isZero();
            return done();
        });
    }

    @Test
    void aStreamThatFailsBreaksTheWriter() {
        withProcesses(() -> {
            OutputStream target = new OutputStream() {
                @Override
                public void write(int value) throws IOException {
                    throw new IOException("no space");
                }
            };
            try (var writer = Pipes.writer(target)) {
                assertThat(await(errorOf(() -> writer.write(new byte[4 * ThreadWire.BOUND]))))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("no space while writing to writer");
                assertThat(await(errorOf(() -> writer.write("x")))).hasMessageContaining("broke earlier");
            }
            return done();
        });
    }

    @Test
    void aStreamThatCannotBeClosedFailsTheEndOfTheOutput() {
        withProcesses(() -> {
            OutputStream target = new ByteArrayOutputStream() {
                @Override
                public void close() throws IOException {
                    throw new IOException("not on my watch");
                }
            };
            try (var writer = Pipes.writer(target)) {
                await(writer.write("x"));
                assertThat(await(errorOf(writer::shutdownOutput))).hasMessageContaining("not on my watch");
            }
            return done();
        });
    }

    @Test
    void fromAStreamToAStream() {
        byte[] data = randomBytes(3_000_000, 5);
        withProcesses(() -> {
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            try (var reader = Pipes.reader(new ByteArrayInputStream(data));
                    var writer = Pipes.writer(target)) {
                assertThat(await(reader.transferTo(writer))).isEqualTo(data.length);
            }
            assertThat(target.toByteArray()).isEqualTo(data);
            return done();
        });
    }
}
