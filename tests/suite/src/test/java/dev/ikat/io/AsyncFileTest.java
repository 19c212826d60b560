package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ikat.Async;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An open file: where its operations begin, in which order they run, and what a cancellation does to them. */
class AsyncFileTest extends FilesFixture {
    private static final byte[] DIGITS = "0123456789".getBytes(UTF_8);

    private Path digits() throws IOException {
        return Files.write(directory.resolve("digits"), DIGITS);
    }

    @Async
    private static Coroutine<String> text(AsyncFile file, int max) throws IOException {
        return done(new String(await(file.read(max)), UTF_8));
    }

    @Async
    private static Coroutine<String> textAt(AsyncFile file, long position, int max) throws IOException {
        return done(new String(await(file.readAt(position, max)), UTF_8));
    }

    @Test
    void readsFollowEachOtherAndReadAtLeavesThemAlone() throws IOException {
        Path path = digits();
        inLoop(() -> {
            try (var file = await(AsyncFile.open(path))) {
                assertThat(file.path()).isEqualTo(path);
                assertThat(file.position()).isZero();
                assertThat(await(text(file, 3))).isEqualTo("012");
                assertThat(await(textAt(file, 7, 100))).isEqualTo("789");
                assertThat(file.position()).isEqualTo(3);
                file.position(5);
                assertThat(await(text(file, 2))).isEqualTo("56");
                ByteBuffer buffer = ByteBuffer.allocate(5).position(1);
                assertThat(await(file.read(buffer))).isEqualTo(3);
                assertThat(buffer.position()).isEqualTo(4);
                assertThat(await(file.read(buffer))).isEqualTo(-1);
                assertThat(await(file.read(ByteBuffer.allocate(0)))).isZero();
                assertThat(await(file.readAt(4, buffer))).isEqualTo(1);
                assertThat(buffer.array()).isEqualTo(new byte[] {0, '7', '8', '9', '4'});
                assertThat(await(file.read(4))).isEmpty();
                assertThat(await(file.readAt(1000, 4))).isEmpty();
                assertThat(await(file.size())).isEqualTo(10);
            }
            return done();
        });
    }

    @Test
    void writesFollowEachOtherAndWriteAtLeavesThemAlone() throws IOException {
        Path path = digits();
        inLoop(() -> {
            try (var file = await(AsyncFile.open(path, READ, WRITE))) {
                await(file.write(new byte[] {'a', 'b'}));
                assertThat(file.position()).isEqualTo(2);
                await(file.writeAt(8, new byte[] {'x'}));
                ByteBuffer middle =
                        ByteBuffer.wrap("-cd-".getBytes(UTF_8)).position(1).limit(3);
                await(file.write(middle));
                assertThat(middle.hasRemaining()).isFalse();
                assertThat(await(text(file, 100))).isEqualTo("4567x9");
                await(file.writeAt(12, new byte[] {'!'}));
                await(file.force(true));
                assertThat(Files.readAllBytes(path)).isEqualTo("abcd4567x9\0\0!".getBytes(UTF_8));
                assertThat(file.position()).isEqualTo(10);
                await(file.truncate(5));
                assertThat(file.position()).isEqualTo(5);
                await(file.truncate(100));
                assertThat(await(file.size())).isEqualTo(5);
            }
            return done();
        });
    }

    @Test
    void appendingGoesToTheEndWhereverItIs() throws IOException {
        Path path = digits();
        inLoop(() -> {
            try (var file = await(AsyncFile.open(path, APPEND))) {
                assertThat(file.position()).isEqualTo(10);
                Files.writeString(path, "+", APPEND);
                await(file.write(new byte[] {'a'}));
                assertThat(file.position()).isEqualTo(12);
                file.position(0);
                await(file.write(new byte[] {'b'}));
                assertThat(path).hasContent("0123456789+ab");
                assertThatThrownBy(() -> file.writeAt(0, new byte[1]))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("open it with WRITE");
            }
            return done();
        });
    }

    @Test
    void errorsAreTheJdks() throws IOException {
        Path path = digits();
        inLoop(() -> {
            assertThat(await(errorOf(() -> AsyncFile.open(directory.resolve("none")))))
                    .isInstanceOf(NoSuchFileException.class);
            try (var file = await(AsyncFile.open(path, WRITE))) {
                assertThat(await(errorOf(() -> file.read(1)))).isInstanceOf(NonReadableChannelException.class);
                await(file.write(new byte[] {'a'})); // its turn was given back
            }
            return done();
        });
    }

    @Test
    void aWriteThatFailsLeavesThePositionBehindWhatItWrote() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        inLoop(() -> {
            try (var file = await(AsyncFile.open(full, WRITE))) {
                ByteBuffer bytes = ByteBuffer.wrap(DIGITS);
                assertThat(await(errorOf(() -> file.write(bytes)))).hasMessageContaining("No space left");
                assertThat(file.position()).isZero();
                assertThat(bytes.remaining()).isEqualTo(10);
            }
            return done();
        });
    }

    @Test
    void afterTheCloseItSaysSo() throws IOException {
        Path path = digits();
        inLoop(() -> {
            AsyncFile file = await(AsyncFile.open(path));
            Coroutine<byte[]> before = file.read(3);
            await(file.closeAsync());
            await(file.closeAsync());
            assertThat(await(errorOf(() -> before)))
                    .isInstanceOf(ClosedChannelException.class)
                    .hasMessageContaining(path.toString());
            assertThat(await(errorOf(file::size))).isInstanceOf(ClosedChannelException.class);
            return done();
        });
    }

    @Test
    void misuseSaysSo() throws IOException {
        Path path = digits();
        Held held = new Held();
        inLoop(held, () -> {
            AsyncFile file = await(held.through(AsyncFile.open(path)));
            assertThatThrownBy(() -> file.read(0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> file.readAt(-1, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> file.truncate(-1)).isInstanceOf(IllegalArgumentException.class);
            Task<byte[]> read = start(file.read(1));
            await(turns(2));
            assertThatThrownBy(() -> file.position(3))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("while an operation runs");
            held.runAll();
            await(read);
            await(held.through(file.closeAsync()));
            return done();
        });
    }

    // One at a time.

    @Test
    void oneOperationRunsAtATimeInTheOrderOfTheAwaits() throws IOException {
        Path path = digits();
        Held held = new Held();
        inLoop(held, () -> {
            AsyncFile file = await(held.through(AsyncFile.open(path)));
            List<Task<String>> reads = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                reads.add(start(text(file, i)));
            }
            Task<Void> close = start(file.closeAsync());
            Task<String> late = start(text(file, 1));
            for (int i = 0; i < 4; i++) {
                await(turns(5));
                assertThat(held.size()).as("calls at a time").isEqualTo(1);
                held.runOne();
            }
            await(close);
            assertThat(await(gather(reads))).containsExactly("0", "12", "345");
            assertThat(await(errorOf(late::coroutine))).isInstanceOf(ClosedChannelException.class);
            return done();
        });
    }

    @Test
    void aCancelledOperationThatWaitsIsWithdrawnAndOneThatRunsIsWaitedFor() throws IOException {
        Path path = digits();
        Held held = new Held();
        inLoop(held, () -> {
            AsyncFile file = await(held.through(AsyncFile.open(path, READ, WRITE)));
            Task<Void> runs = start(file.write(new byte[] {'a'}));
            Task<Void> waits = start(file.write(new byte[] {'b'}));
            Task<Void> next = start(file.write(new byte[] {'c'}));
            await(turns(3));
            runs.cancel();
            waits.cancel();
            await(turns(5));
            assertThat(runs.isDone()).isFalse();
            assertThat(waits.isCancelled()).isTrue();
            held.runOne();
            await(turns(5));
            assertThat(runs.isCancelled()).isTrue();
            held.runOne();
            await(next);
            assertThat(Files.readString(path)).isEqualTo("ac23456789");
            assertThat(file.position()).isEqualTo(2);
            await(held.through(file.closeAsync()));
            return done();
        });
    }

    @Test
    void aCancelledReadTakesNothing() throws IOException {
        Path path = digits();
        Held held = new Held();
        inLoop(held, () -> {
            AsyncFile file = await(held.through(AsyncFile.open(path)));
            ByteBuffer buffer = ByteBuffer.allocate(4);
            Task<Integer> read = start(file.read(buffer));
            await(turns(2));
            read.cancel();
            held.runOne();
            await(settled(read));
            assertThat(read.isCancelled()).isTrue();
            assertThat(file.position()).isZero();
            assertThat(buffer.position()).isZero();
            await(held.through(file.closeAsync()));
            return done();
        });
    }

    @Test
    void aCancelledCloseClosesBehindWhatWaits() throws IOException {
        Path path = digits();
        Held held = new Held();
        inLoop(held, () -> {
            AsyncFile file = await(held.through(AsyncFile.open(path)));
            Task<byte[]> first = start(file.read(1));
            Task<byte[]> second = start(file.read(1));
            Task<Void> close = start(file.closeAsync());
            await(turns(2));
            close.cancel("enough");
            await(turns(3));
            assertThat(close.isDone()).isFalse();
            held.runOne();
            await(turns(5));
            close.cancel();
            await(turns(5));
            held.runOne();
            await(turns(5));
            held.runOne();
            await(settled(close));
            assertThat(await(errorOf(close::coroutine)))
                    .isInstanceOf(CancelledError.class)
                    .hasMessage("enough");
            assertThat(await(first)).containsExactly('0');
            assertThat(await(second)).containsExactly('1');
            assertThat(OpenFiles.below(directory)).isEmpty();
            return done();
        });
    }

    @Test
    void everyOperationCancelledAnywhereGivesItsTurnOn() throws Exception {
        cancelledAnywhere(
                () -> {
                    try (var file = await(AsyncFile.open(directory.resolve("digits"), READ, WRITE))) {
                        await(file.write(new byte[] {'a'}));
                        await(gather(file.read(2), file.readAt(0, 1), file.size()));
                        await(file.truncate(5));
                        await(file.force(false));
                    }
                    return done();
                },
                this::digits,
                task -> assertThat(OpenFiles.below(directory)).isEmpty());
    }
}
