package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static java.nio.charset.StandardCharsets.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ikat.ContextVar;
import dev.ikat.Coroutine;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.UnmappableCharacterException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What each operation does; {@link AsyncFilesCancelTest} cancels them. */
class AsyncFilesTest extends FilesFixture {
    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void nothingHappensBeforeTheAwait() {
        Path file = directory.resolve("f");
        inLoop(() -> {
            Coroutine<Path> write = AsyncFiles.writeString(file, "x");
            await(turns(3));
            assertThat(isThere(file)).isFalse();
            assertThat(await(write)).isEqualTo(file);
            assertThat(file).hasContent("x");
            return done();
        });
    }

    @Test
    void itRunsOnAThreadOfToThreadInTheContextOfTheTask() {
        ContextVar<String> user = new ContextVar<>("user", "nobody");
        List<String> seen = new ArrayList<>();
        inLoop(() -> {
            user.set("a");
            await(new Performing<>(Performing.Kind.ASKS, new BlockingCall<String>() {
                @Override
                String run() {
                    seen.add(Thread.currentThread().getName());
                    seen.add(user.get());
                    return "";
                }
            }));
            return done();
        });
        assertThat(seen.get(0)).startsWith("ikat-thread-");
        assertThat(seen.get(1)).isEqualTo("a");
    }

    @Test
    void bytesOfEachSizeAroundABlock() {
        inLoop(() -> {
            Path file = directory.resolve("f");
            for (int size : new int[] {0, 1, 8191, 8192, Blocks.BLOCK - 1, Blocks.BLOCK, Blocks.BLOCK + 1, 3_000_000}) {
                byte[] bytes = new byte[size];
                new Random(size).nextBytes(bytes);
                await(AsyncFiles.write(file, bytes));
                assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
                assertThat(await(AsyncFiles.readAllBytes(file))).isEqualTo(bytes);
                assertThat(await(AsyncFiles.read(file))).isEqualTo(bytes);
            }
            return done();
        });
    }

    @Test
    void aFileThatSaysItIsEmptyIsReadToItsEnd() {
        inLoop(() -> {
            Path file = Path.of("/proc/self/status");
            assertThat(await(AsyncFiles.size(file))).isZero();
            assertThat(await(AsyncFiles.readString(file))).startsWith("Name:").contains("Threads:");
            return done();
        });
    }

    @Test
    void aFileThatGrowsOrShrinksMeanwhileIsReadToItsEnd() throws IOException {
        for (int expected : new int[] {0, 5, 100_000}) {
            Path file = directory.resolve("f");
            byte[] bytes = new byte[40_000];
            new Random(expected).nextBytes(bytes);
            Files.write(file, bytes);
            try (var channel = Files.newByteChannel(file)) {
                assertThat(Blocks.readAll(file, channel, expected, () -> false)).isEqualTo(bytes);
            }
        }
    }

    /** With a file that takes no room. */
    @Test
    void whatFitsIntoNoArrayIsAnException() throws IOException {
        Path file = directory.resolve("f");
        try (var sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
        inLoop(() -> {
            assertThat(await(errorOf(() -> AsyncFiles.readAllBytes(file))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("iterate over its chunks");
            return done();
        });
    }

    @Test
    void textIsStrict() {
        inLoop(() -> {
            Path file = directory.resolve("f");
            await(AsyncFiles.writeString(file, "grüße\uD83D\uDE00\uFFFD"));
            assertThat(await(AsyncFiles.readString(file))).isEqualTo("grüße\uD83D\uDE00\uFFFD");
            assertThat(await(errorOf(() -> AsyncFiles.readString(file, US_ASCII))))
                    .isInstanceOf(MalformedInputException.class);
            await(AsyncFiles.writeString(file, "grüße", ISO_8859_1));
            assertThat(Files.size(file)).isEqualTo(5);
            assertThat(await(AsyncFiles.readString(file, ISO_8859_1))).isEqualTo("grüße");
            assertThat(await(errorOf(() -> AsyncFiles.readString(file)))).isInstanceOf(CharacterCodingException.class);
            assertThat(await(errorOf(() -> AsyncFiles.writeString(file, "\u4e2d", ISO_8859_1))))
                    .isInstanceOf(UnmappableCharacterException.class);
            assertThat(Files.size(file)).as("nothing was written").isEqualTo(5);
            return done();
        });
    }

    @Test
    void writeOptionsAreTheJdks() throws IOException {
        Path file = file("f", "abcdef");
        inLoop(() -> {
            await(AsyncFiles.writeString(file, "XY", StandardOpenOption.WRITE));
            assertThat(file).hasContent("XYcdef");
            await(AsyncFiles.append(file, "+"));
            await(AsyncFiles.append(file, new byte[] {'-'}));
            assertThat(file).hasContent("XYcdef+-");
            await(AsyncFiles.append(directory.resolve("new"), "n"));
            assertThat(directory.resolve("new")).hasContent("n");
            assertThat(await(errorOf(() -> AsyncFiles.write(file, new byte[1], StandardOpenOption.CREATE_NEW))))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThatThrownBy(() -> AsyncFiles.write(file, new byte[1], StandardOpenOption.READ))
                    .isInstanceOf(IllegalArgumentException.class);
            await(AsyncFiles.writeString(file, "short"));
            assertThat(file).hasContent("short");
            return done();
        });
    }

    @Test
    void errorsAreTheJdksAndAreCaughtAtTheAwait() {
        Path none = directory.resolve("none");
        inLoop(() -> {
            try {
                await(AsyncFiles.readAllBytes(none));
                throw new AssertionError();
            } catch (NoSuchFileException expected) {
                assertThat(expected).hasMessage(none.toString());
            }
            assertThat(await(errorOf(() -> AsyncFiles.size(none)))).isInstanceOf(NoSuchFileException.class);
            assertThat(await(errorOf(() -> AsyncFiles.delete(none)))).isInstanceOf(NoSuchFileException.class);
            assertThat(await(errorOf(() -> AsyncFiles.attributes(none)))).isInstanceOf(NoSuchFileException.class);
            assertThat(await(errorOf(() -> AsyncFiles.copy(none, none.resolve("x")))))
                    .isInstanceOf(NoSuchFileException.class);
            assertThat(await(errorOf(() -> AsyncFiles.write(none.resolve("x"), new byte[1]))))
                    .isInstanceOf(NoSuchFileException.class);
            assertThat(await(errorOf(() -> AsyncFiles.readAllBytes(directory)))).isInstanceOf(IOException.class);
            await(AsyncFiles.writeString(none, ""));
            assertThat(await(errorOf(() -> firstOf(AsyncFiles.list(none))))).isInstanceOf(NotDirectoryException.class);
            assertThat(await(errorOf(() -> AsyncFiles.delete(directory))))
                    .isInstanceOf(DirectoryNotEmptyException.class);
            return done();
        });
    }

    static <T> Coroutine<Boolean> firstOf(dev.ikat.AsyncIterable<T> source) {
        return source.iterator().hasNext();
    }

    /** The system says ENOSPC for each write to it. */
    @Test
    void aFullDiskIsAnIoException() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        inLoop(() -> {
            assertThat(await(errorOf(() -> AsyncFiles.writeString(full, "x", StandardOpenOption.WRITE))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");
            return done();
        });
    }

    @Test
    void filesAsSuch() throws IOException {
        Path file = file("f", "abc");
        Path other = directory.resolve("other");
        inLoop(() -> {
            assertThat(await(AsyncFiles.exists(file))).isTrue();
            assertThat(await(AsyncFiles.exists(other))).isFalse();
            assertThat(await(AsyncFiles.size(file))).isEqualTo(3);
            assertThat(await(AsyncFiles.attributes(file)).isRegularFile()).isTrue();
            assertThat(await(AsyncFiles.attributes(directory)).isDirectory()).isTrue();
            assertThat(await(AsyncFiles.copy(file, other))).isEqualTo(other);
            assertThat(await(errorOf(() -> AsyncFiles.copy(file, other))))
                    .isInstanceOf(FileAlreadyExistsException.class);
            await(AsyncFiles.writeString(file, "new"));
            await(AsyncFiles.copy(file, other, StandardCopyOption.REPLACE_EXISTING));
            assertThat(other).hasContent("new");
            assertThat(await(AsyncFiles.move(other, directory.resolve("moved"))))
                    .hasContent("new");
            assertThat(await(AsyncFiles.deleteIfExists(other))).isFalse();
            assertThat(await(AsyncFiles.deleteIfExists(file))).isTrue();
            await(AsyncFiles.delete(directory.resolve("moved")));
            assertThat(names()).isEmpty();
            await(AsyncFiles.createDirectory(other));
            Path deep = directory.resolve("a/b/c");
            assertThat(await(AsyncFiles.createDirectories(deep))).isDirectory();
            await(AsyncFiles.createDirectories(deep));
            return done();
        });
    }

    @Test
    void temporaryThingsAreDeletedAsTheBlockIsLeft() {
        List<Path> made = new ArrayList<>();
        inLoop(() -> {
            try (var file = await(AsyncFiles.tempFile(directory, "p-", ".s"));
                    var scratch = await(AsyncFiles.tempDirectory(directory, "d-"))) {
                made.add(file.path());
                made.add(scratch.path());
                assertThat(file.path())
                        .isRegularFile()
                        .hasFileName(file.path().getFileName().toString());
                assertThat(file.path().getFileName().toString())
                        .startsWith("p-")
                        .endsWith(".s");
                await(AsyncFiles.createDirectories(scratch.path().resolve("a/b")));
                await(AsyncFiles.writeString(scratch.path().resolve("a/b/f"), "x"));
            }
            assertThat(names()).isEmpty();
            try (var file = await(AsyncFiles.tempFile("ikat-files", ""));
                    var scratch = await(AsyncFiles.tempDirectory("ikat-files"))) {
                made.add(file.path());
                made.add(scratch.path());
            }
            return done();
        });
        assertThat(made).hasSize(4).noneMatch(FilesFixture::isThere);
    }

    @Test
    void aTemporaryFileThatWasMovedToItsPlaceStaysThere() {
        Path place = directory.resolve("place");
        inLoop(() -> {
            var file = await(AsyncFiles.tempFile(directory, null, null));
            await(AsyncFiles.move(file.path(), place));
            await(file.closeAsync());
            await(file.closeAsync());
            return done();
        });
        assertThat(names()).containsExactly("place");
    }

    @Test
    void misuseSaysSo() {
        assertThatThrownBy(() -> AsyncFiles.chunks(directory, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AsyncFiles.walk(directory, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AsyncFiles.readAllBytes(null)).isInstanceOf(NullPointerException.class);
        inLoop(() -> {
            Coroutine<Boolean> twice = AsyncFiles.exists(directory);
            await(twice);
            assertThat(await(errorOf(() -> twice)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a coroutine runs once");
            return done();
        });
    }
}
