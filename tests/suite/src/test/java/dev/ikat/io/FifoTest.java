package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Task;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Named pipes, with both ends ours, and with cat at the other. Needs mkfifo. */
class FifoTest extends ProcessFixture {
    private Path fifo = Path.of("unset");

    @BeforeEach
    void make(@TempDir Path directory) throws IOException, InterruptedException {
        fifo = directory.resolve("x.fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
    }

    /** The threads of a cancelled opening have gone, which are a partner for the next one until then. */
    private static boolean nobodyOpens() {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("ikat-fifo"));
    }

    @Test
    void bothEndsAreOurs() {
        byte[] data = randomBytes(500_000, 1);
        withProcesses(() -> {
            Task<ByteReader> opening = start(Pipes.openReader(fifo));
            await(turns(100));
            assertThat(opening.isDone()).as("nobody writes").isFalse();
            try (var writer = await(Pipes.openWriter(fifo));
                    var reader = await(opening)) {
                Task<Void> writing = start(writer.write(data));
                assertThat(await(reader.readExactly(data.length))).isEqualTo(data);
                await(writing);
                await(writer.shutdownOutput());
                assertThat(await(reader.readAll())).isEmpty();
            }
            return done();
        });
    }

    @Test
    void anotherProcessReads() {
        withProcesses(() -> {
            try (var cat = await(Subprocess.start("cat", fifo.toString()));
                    var writer = await(Pipes.openWriter(fifo))) {
                await(writer.write("through the file system\n"));
                await(writer.closeAsync());
                assertThat(await(cat.communicate()).stdoutText()).isEqualTo("through the file system\n");
            }
            return done();
        });
    }

    @Test
    void anotherProcessWrites() {
        withProcesses(() -> {
            try (var echo = await(Subprocess.shell("echo hello > " + fifo));
                    var reader = await(Pipes.openReader(fifo))) {
                assertThat(text(await(reader.readAll()))).isEqualTo("hello\n");
                assertThat(await(echo.waitFor())).isZero();
            }
            return done();
        });
    }

    @Test
    void closingEndsAThreadThatHangs() {
        withProcesses(() -> {
            Task<ByteReader> opening = start(Pipes.openReader(fifo));
            try (var writer = await(Pipes.openWriter(fifo))) {
                ByteReader reader = await(opening);
                var reading = start(errorOf(() -> reader.read(1)));
                await(turns(100));
                await(reader.closeAsync());
                assertThat(await(reading)).hasMessageContaining("x.fifo, for reading was closed");
            }
            return done();
        });
    }

    @Test
    void cancellingTheOpeningInAnyTurn() {
        withProcesses(() -> {
            for (int turn = 0; turn < 20; turn++) {
                Task<ByteReader> reader = start(Pipes.openReader(fifo));
                await(turns(turn * turn));
                reader.cancel();
                await(until(reader::isDone));
                assertThat(reader.isCancelled()).isTrue();
                await(until(FifoTest::nobodyOpens));
            }
            return done();
        });
    }

    @Test
    void cancellingTheOpeningOfAWriterInAnyTurn() {
        withProcesses(() -> {
            for (int turn = 0; turn < 20; turn++) {
                Task<ByteWriter> writer = start(Pipes.openWriter(fifo));
                await(turns(turn * turn));
                writer.cancel();
                await(until(writer::isDone));
                assertThat(writer.isCancelled()).isTrue();
                await(until(FifoTest::nobodyOpens));
            }
            return done();
        });
    }

    @Test
    void cancellingAnOpeningThatSucceeds() {
        withProcesses(() -> {
            for (int turn = 0; turn < 20; turn++) {
                Task<ByteReader> reader = start(Pipes.openReader(fifo));
                Task<ByteWriter> writer = start(Pipes.openWriter(fifo));
                await(turns(turn * turn));
                reader.cancel();
                await(until(reader::isDone));
                writer.cancel();
                await(until(writer::isDone));
                if (!reader.isCancelled()) {
                    await(reader.result().closeAsync());
                }
                if (!writer.isCancelled()) {
                    await(writer.result().closeAsync());
                }
            }
            return done();
        });
    }

    @Test
    void noSuchPipe() {
        withProcesses(() -> {
            assertThat(await(errorOf(() -> Pipes.openReader(fifo.resolveSibling("missing")))))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining("missing");
            return done();
        });
    }
}
