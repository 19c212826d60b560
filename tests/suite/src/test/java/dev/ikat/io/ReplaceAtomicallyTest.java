package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ikat.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whoever looks sees the old content or the new one, whole, and what fails leaves the old one and nothing else. */
class ReplaceAtomicallyTest extends FilesFixture {
    private Path old(String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "old");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void itReplacesAndKeepsThePermissions() throws IOException {
        inLoop(() -> {
            for (String permissions : new String[] {"rw-r--r--", "rwxr-x--x", "rw-------", "r--r--r--", "rw-rw-rw-"}) {
                Path file = old(permissions);
                assertThat(await(AsyncFiles.replaceAtomically(file, "new ü"))).isEqualTo(file);
                assertThat(file).hasContent("new ü");
                assertThat(permissions(file)).isEqualTo(permissions);
                Files.delete(file);
            }
            return done();
        });
        assertThat(names()).isEmpty();
    }

    @Test
    void aNewFileHasThePermissionsOfAnyNewFile() throws IOException {
        Path other = Files.createFile(directory.resolve("other"));
        inLoop(() -> {
            Path file = await(AsyncFiles.replaceAtomically(directory.resolve("f"), new byte[] {1, 2}));
            assertThat(file).hasBinaryContent(new byte[] {1, 2});
            assertThat(permissions(file)).isEqualTo(permissions(other));
            return done();
        });
        assertThat(names()).containsExactly("f", "other");
    }

    @Test
    void aLinkIsFollowed() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("d"));
        Path file = Files.writeString(inner.resolve("f"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("d", "f"));
        Path dangling = Files.createSymbolicLink(directory.resolve("dangling"), Path.of("nowhere"));
        inLoop(() -> {
            await(AsyncFiles.replaceAtomically(link, "new"));
            assertThat(link).isSymbolicLink();
            assertThat(file).hasContent("new");
            assertThat(await(errorOf(() -> AsyncFiles.replaceAtomically(dangling, "new"))))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining("leads nowhere");
            return done();
        });
        assertThat(names()).containsExactly("d", "dangling", "link");
    }

    @Test
    void whereItCannotBeMovedNothingIsLeft() throws IOException {
        Path target = Files.createDirectories(directory.resolve("d"));
        Files.createFile(target.resolve("f"));
        inLoop(() -> {
            assertThat(await(errorOf(() -> AsyncFiles.replaceAtomically(target, "new"))))
                    .isInstanceOf(FileSystemException.class);
            assertThat(await(errorOf(() -> AsyncFiles.replaceAtomically(directory.resolve("none/f"), "new"))))
                    .isInstanceOf(NoSuchFileException.class);
            return done();
        });
        assertThat(names()).containsExactly("d");
    }

    /** Whenever it looks whether it shall go on, and stops then. */
    @Test
    void stoppedBetweenAnyOfItsStepsItLeavesTheOldFileAndNothingElse() throws IOException {
        byte[] large = new byte[3 * Blocks.BLOCK];
        Path file = old("rw-r--r--");
        int steps = 0;
        while (true) {
            AtomicInteger left = new AtomicInteger(steps);
            try {
                new Replacement(() -> left.getAndDecrement() <= 0).replace(file, ByteBuffer.wrap(large));
                break;
            } catch (CancellationException stopped) {
                assertThat(file).hasContent("old");
                assertThat(names()).containsExactly("f");
                steps++;
            }
        }
        assertThat(steps).isEqualTo(4); // three blocks, and the move
        assertThat(file).hasSize(large.length);
        assertThat(names()).containsExactly("f");
    }

    @Test
    void readersSeeOneOrTheOther() throws IOException {
        String a = "a".repeat(200_000);
        String b = "b".repeat(300_000);
        Path file = Files.writeString(directory.resolve("f"), a);
        Set<String> seen = new HashSet<>();
        inLoop(() -> {
            Task<Void> writer = start(() -> {
                for (int i = 0; i < 20; i++) {
                    await(AsyncFiles.replaceAtomically(file, i % 2 == 0 ? b : a));
                }
                return done();
            });
            while (!writer.isDone()) {
                seen.add(await(AsyncFiles.readString(file)));
            }
            await(writer);
            return done();
        });
        assertThat(seen).isNotEmpty().isSubsetOf(a, b);
    }

    /** On a file system of its own that is too small, where this process may mount one. */
    @Test
    void onAFullDiskNothingIsLost() throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString()),
                "this user may mount no file system; a full disk is tested by /dev/full too");
        try {
            Path file = Files.writeString(small.resolve("f"), "old");
            inLoop(() -> {
                assertThat(await(errorOf(() -> AsyncFiles.replaceAtomically(file, new byte[200_000]))))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("No space left");
                assertThat(file).hasContent("old");
                try (var all = Files.list(small)) {
                    assertThat(all).containsExactly(file);
                }
                assertThat(await(errorOf(() -> AsyncFiles.write(file, new byte[200_000]))))
                        .hasMessageContaining("No space left");
                assertThat(Files.size(file)).as("a write leaves a part").isBetween(1L, 65_536L);
                return done();
            });
        } finally {
            assertThat(run("umount", small.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    @Test
    void whatCannotBeEncodedLeavesTheOldFile() throws IOException {
        Path file = old("rw-r--r--");
        inLoop(() -> {
            assertThat(await(errorOf(() -> AsyncFiles.replaceAtomically(file, "\uD83D"))))
                    .isInstanceOf(IOException.class);
            return done();
        });
        assertThat(file).hasContent("old");
        assertThatThrownBy(() -> AsyncFiles.replaceAtomically(file, (byte[]) null))
                .isInstanceOf(NullPointerException.class);
    }
}
