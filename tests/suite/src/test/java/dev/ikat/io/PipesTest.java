package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Task;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

/** Pipes within the process. */
class PipesTest extends ProcessFixture {
    @Test
    void whatIsWrittenIsRead() {
        withProcesses(() -> {
            try (var pipe = Pipes.open()) {
                await(pipe.writer().write("one\ntwo"));
                assertThat(await(pipe.reader().readLine())).isEqualTo("one");
                await(pipe.writer().shutdownOutput());
                assertThat(text(await(pipe.reader().readAll()))).isEqualTo("two");
                assertThat(await(errorOf(() -> pipe.writer().write("x")))).hasMessageContaining("was shut down");
                await(pipe.writer().shutdownOutput());
            }
            return done();
        });
    }

    @Test
    void aWriterWaitsForItsReader() {
        byte[] data = randomBytes(2_000_000, 1);
        withProcesses(() -> {
            try (var pipe = Pipes.open()) {
                Task<Void> writing = start(pipe.writer().write(data));
                await(turns(1000));
                assertThat(writing.isDone()).isFalse();
                assertThat(await(pipe.reader().readExactly(data.length))).isEqualTo(data);
                await(writing);
            }
            return done();
        });
    }

    @Test
    void closingTheWriterSendsWhatIsLeft() {
        byte[] data = randomBytes(1_000_000, 2);
        withProcesses(() -> {
            try (var pipe = Pipes.open()) {
                pipe.writer().setWaterMarks(0, data.length);
                await(pipe.writer().write(data));
                Task<Void> closing = start(pipe.writer().closeAsync());
                assertThat(await(pipe.reader().readAll())).isEqualTo(data);
                await(closing);
            }
            return done();
        });
    }

    @Test
    void nobodyReadsAnyMore() {
        withProcesses(() -> {
            try (var pipe = Pipes.open()) {
                await(pipe.reader().closeAsync());
                assertThat(await(errorOf(() -> pipe.writer().write("x"))))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("Broken pipe while writing to pipe");
            }
            return done();
        });
    }

    @Test
    void aWriterThatWaitsLearnsThatNobodyReads() {
        withProcesses(() -> {
            try (var pipe = Pipes.open()) {
                var writing = start(errorOf(() -> pipe.writer().write(new byte[1_000_000])));
                await(turns(100));
                await(pipe.reader().closeAsync());
                assertThat(await(writing)).isInstanceOf(IOException.class).hasMessageContaining("Broken pipe");
            }
            return done();
        });
    }

    @Test
    void closingEndsWhoReadsAndWrites() {
        withProcesses(() -> {
            var empty = Pipes.open();
            var full = Pipes.open();
            var reading = start(errorOf(() -> empty.reader().read(1)));
            var writing = start(errorOf(() -> full.writer().write(new byte[1_000_000])));
            await(turns(10));
            await(empty.closeAsync());
            await(full.closeAsync());
            assertThat(await(reading)).isInstanceOf(ClosedChannelException.class);
            assertThat(await(writing)).isInstanceOf(ClosedChannelException.class);
            await(full.closeAsync());
            return done();
        });
    }

    @Test
    void cancelledReadsAndWrites() {
        byte[] data = randomBytes(300_000, 4);
        withProcesses(() -> {
            for (int turn = 0; turn < 30; turn++) {
                try (var pipe = Pipes.open()) {
                    Task<byte[]> reading = start(pipe.reader().readExactly(1000));
                    Task<Void> writing = start(pipe.writer().write(data));
                    await(turns(turn));
                    reading.cancel();
                    writing.cancel();
                    await(until(() -> reading.isDone() && writing.isDone()));
                    boolean begun = pipe.writer() instanceof ByteStream stream
                            && (!writing.isCancelled() || turn > 0 || stream.outbound.queuedBytes() > 0);
                    int left = (begun ? data.length : 0) - (reading.isCancelled() ? 0 : 1000);
                    byte[] rest = await(pipe.reader().readExactly(left));
                    assertThat(rest).isEqualTo(java.util.Arrays.copyOfRange(data, data.length - left, data.length));
                }
            }
            return done();
        });
    }

    @Test
    void aPipeWantsALoop() {
        assertThatThrownBy(Pipes::open).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Pipes.reader(System.in)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theOtherDirectionIsNone() {
        withProcesses(() -> {
            try (var pipe = Pipes.open()) {
                assertThat(await(((ByteReader) pipe.writer()).readAll())).isEmpty();
                assertThat(await(errorOf(() -> ((ByteWriter) pipe.reader()).write("x"))))
                        .hasMessageContaining("for input");
            }
            return done();
        });
    }
}
