package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ikat.AsyncIterator;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Runner;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Cancelled in each turn: nothing stays open, nothing temporary stays, what asks ends at once, what changes ends first. */
class AsyncFilesCancelTest extends FilesFixture {
    private static final String LONG = "line\n".repeat(60_000);

    private Path file() {
        return directory.resolve("f");
    }

    private void writeFile() throws IOException {
        Files.writeString(file(), LONG);
    }

    @Test
    void readsLeaveNothingOpen() throws Exception {
        cancelledAnywhere(() -> AsyncFiles.readAllBytes(file()), this::writeFile, task -> {});
        cancelledAnywhere(() -> AsyncFile.open(file()), this::writeFile, task -> closeOpened(task));
        cancelledAnywhere(
                () -> AsyncFile.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                this::writeFile,
                task -> closeOpened(task));
    }

    private static void closeOpened(Task<AsyncFile> task) {
        if (!task.isCancelled()) {
            task.result().close();
        }
    }

    @Test
    void iterationsLeaveNothingOpen() throws Exception {
        cancelledAnywhere(
                () -> {
                    int count = 0;
                    for (String line : each(AsyncFiles.lines(file()))) {
                        count += line.length();
                    }
                    return done(count);
                },
                this::writeFile,
                task -> assertThat(OpenFiles.below(directory)).isEmpty());
        cancelledAnywhere(
                () -> {
                    int count = 0;
                    for (Path path : each(AsyncFiles.walk(directory))) {
                        count += path.getNameCount();
                    }
                    return done(count);
                },
                () -> Files.createDirectories(directory.resolve("a/b")),
                task -> assertThat(OpenFiles.below(directory)).isEmpty());
    }

    @Test
    void aCancelledElementIsNotLost() throws Exception {
        Files.write(file(), List.of("a", "b"));
        Held held = new Held();
        inLoop(held, () -> {
            AsyncIterator<String> lines = AsyncFiles.lines(file()).iterator();
            Task<Boolean> first = start(lines.hasNext());
            await(turns(2));
            first.cancel();
            await(turns(2));
            assertThat(first.isCancelled()).isTrue();
            held.runAll();
            List<String> read = new ArrayList<>();
            Task<Void> rest = start(() -> {
                while (await(lines.hasNext())) {
                    read.add(lines.next());
                }
                return done();
            });
            while (!rest.isDone()) {
                held.runAll();
                await(yieldNow());
            }
            assertThat(read).containsExactly("a", "b");
            return done();
        });
    }

    @Test
    void aCancelledReadEndsAtOnceAndItsFailureIsNobodys() {
        Held held = new Held();
        inLoop(held, () -> {
            Task<byte[]> read = start(AsyncFiles.readAllBytes(directory.resolve("none")));
            await(turns(2));
            assertThat(held.size()).isEqualTo(1);
            read.cancel("enough");
            await(turns(2));
            assertThat(read.isCancelled()).isTrue();
            held.runAll();
            await(turns(5));
            return done();
        });
    }

    @Test
    void aCancelledWriteHasEndedWhenItsAwaitEnds() {
        Held held = new Held();
        inLoop(held, () -> {
            Task<Path> write = start(AsyncFiles.writeString(file(), "x"));
            await(turns(2));
            write.cancel("first");
            await(turns(5));
            assertThat(write.isDone()).isFalse();
            write.cancel("second");
            await(turns(5));
            assertThat(write.isDone()).isFalse();
            held.runAll();
            await(settled(write));
            assertThat(write.isCancelled()).isTrue();
            assertThat(file()).hasContent("x");
            return done();
        });
    }

    @Test
    void whatACancelledChangeFailsWithIsSuppressedInTheCancellation() {
        Held held = new Held();
        inLoop(held, () -> {
            List<Throwable> thrown = new ArrayList<>();
            Task<Void> delete = start(() -> {
                thrown.add(await(errorOf(() -> AsyncFiles.delete(file()))));
                return done();
            });
            await(turns(2));
            delete.cancel("enough");
            await(turns(2));
            held.runAll();
            await(settled(delete));
            assertThat(thrown.get(0)).isInstanceOf(CancelledError.class).hasMessage("enough");
            assertThat(thrown.get(0).getSuppressed()).hasSize(1);
            assertThat(thrown.get(0).getSuppressed()[0]).isInstanceOf(NoSuchFileException.class);
            return done();
        });
    }

    @Test
    void aTimeoutOfAChangeWaitsForItsEnd() {
        Held held = new Held();
        inLoop(held, () -> {
            Task<Path> write = start(timeout(ofMillis(10), AsyncFiles.writeString(file(), "x")));
            await(sleep(ofMillis(100)));
            assertThat(write.isDone()).isFalse();
            held.runAll();
            assertThat(await(errorOf(() -> write.coroutine()))).isInstanceOf(DeadlineExceededException.class);
            assertThat(file()).hasContent("x");
            return done();
        });
    }

    @Test
    void temporaryThingsAreMadeForSomebodyOrDeleted() throws Exception {
        cancelledAnywhere(() -> AsyncFiles.tempFile(directory, "t", null), () -> {}, task -> checkTemporary(task));
        cancelledAnywhere(() -> AsyncFiles.tempDirectory(directory, "t"), () -> {}, task -> checkTemporary(task));
        cancelledAnywhere(
                () -> {
                    try (var scratch = await(AsyncFiles.tempDirectory(directory, "t"))) {
                        await(AsyncFiles.writeString(scratch.path().resolve("f"), "x"));
                    }
                    return done();
                },
                () -> {},
                task -> assertThat(names()).isEmpty());
    }

    private void checkTemporary(Task<?> task) throws IOException {
        if (task.isCancelled()) {
            assertThat(names()).isEmpty();
        } else {
            assertThat(names()).hasSize(1);
            emptyDirectory();
        }
    }

    @Test
    void theOldContentOrTheNewOneAndNothingBesideIt() throws Exception {
        List<String> seen = new ArrayList<>();
        cancelledAnywhere(
                () -> AsyncFiles.replaceAtomically(file(), "new"), () -> Files.writeString(file(), "old"), task -> {
                    String content = Files.readString(file());
                    seen.add(content);
                    assertThat(content).isIn("old", "new");
                    assertThat(task.isCancelled() || content.equals("new")).isTrue();
                    assertThat(names()).containsExactly("f");
                });
        assertThat(seen).contains("old", "new");
    }

    @Test
    void aCancelledDeletionStops() throws Exception {
        List<Boolean> left = new ArrayList<>();
        cancelledAnywhere(
                () -> AsyncFiles.deleteRecursively(directory.resolve("a")),
                () -> Files.createDirectories(directory.resolve("a/b/c")),
                task -> left.add(isThere(directory.resolve("a"))));
        assertThat(left).contains(true, false);
    }

    /** Opening it blocks until somebody opens its other end. */
    @Test
    void aPipeThatNobodyWritesKeepsNoTask() throws Exception {
        Path pipe = directory.resolve("pipe");
        assumeTrue(mkfifo(pipe), "this system has no mkfifo");
        inLoop(() -> {
            assertThat(await(errorOf(() -> timeout(ofMillis(20), AsyncFiles.readAllBytes(pipe)))))
                    .isInstanceOf(DeadlineExceededException.class);
            assertThat(await(errorOf(() -> timeout(ofMillis(20), linesOf(pipe)))))
                    .isInstanceOf(DeadlineExceededException.class);
            Files.newOutputStream(pipe, StandardOpenOption.WRITE).close(); // now both have opened it, and close it
            return done();
        });
    }

    /** It is left while it opens, and the other end stays open: who read from it would wait for ever. */
    @Test
    void whatIsOpenedAfterTheLoopWasLeftIsClosedAndNotRead() throws Exception {
        Path pipe = directory.resolve("pipe");
        assumeTrue(mkfifo(pipe), "this system has no mkfifo");
        List<SeekableByteChannel> writers = new ArrayList<>();
        try (Runner runner = Runner.builder().build()) {
            runner.run(inside(() -> {
                assertThat(await(errorOf(() -> timeout(ofMillis(20), linesOf(pipe)))))
                        .isInstanceOf(DeadlineExceededException.class);
                writers.add(Files.newByteChannel(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE));
                return done();
            }));
        } // waits for the call on the other thread
        assertThat(OpenFiles.below(directory)).hasSize(1);
        writers.get(0).close();
    }

    /** A pipe that is open at both ends, and in which nothing comes: there the read blocks. */
    @Test
    void aReadThatBlocksKeepsNoTaskAndClosesTheFileWhenItEnds() throws Exception {
        Path pipe = directory.resolve("pipe");
        assumeTrue(mkfifo(pipe), "this system has no mkfifo");
        inLoop(() -> {
            try (var writer = Files.newByteChannel(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                assertThat(await(errorOf(() -> timeout(ofMillis(50), linesOf(pipe)))))
                        .isInstanceOf(DeadlineExceededException.class);
                writer.isOpen();
            }
            return done();
        });
    }

    /** In virtual time, in which the limit of the closing passes at once. */
    @Test
    void aCallThatItsLoopHasLeftBehindClosesWhatItOpens() throws Exception {
        Path pipe = directory.resolve("pipe");
        assumeTrue(mkfifo(pipe), "this system has no mkfifo");
        List<Thread> threads = new ArrayList<>();
        List<String> reported = new ArrayList<>();
        VirtualLoop loop = new VirtualLoop();
        loop.setExceptionHandler((source, context) -> reported.add(context.message()));
        Runner.Builder builder = Runner.builder().loopFactory(() -> loop).threadsLimit(ofSeconds(60));
        builder.executor(call -> {
            Thread thread = new Thread(call);
            threads.add(thread);
            thread.start();
        });
        try (Runner runner = builder.build()) {
            runner.run(inside(() -> {
                Task<AsyncFile> opening = start(AsyncFile.open(pipe));
                await(turns(2));
                opening.cancel();
                await(settled(opening));
                return done();
            }));
        }
        assertThat(reported).last().asString().contains("it was interrupted and is left behind");
        try (var writer = Files.newByteChannel(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            assertThat(writer.isOpen()).isTrue();
            threads.get(0).join(); // whether or not it had come to its call
        }
        assertThat(OpenFiles.below(directory)).isEmpty();
    }

    private static Coroutine<Integer> linesOf(Path path) {
        return inside(() -> {
            int count = 0;
            for (String line : each(AsyncFiles.lines(path))) {
                count += line.length();
            }
            return done(count);
        });
    }

    private static boolean mkfifo(Path path) throws Exception {
        try {
            Process made = new ProcessBuilder("mkfifo", path.toString()).start();
            return made.waitFor(30, TimeUnit.SECONDS) && made.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
