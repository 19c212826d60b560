package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.AsyncIterable;
import dev.ikat.Coroutine;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Random trees, with links to the inside, the outside and nowhere: walked as {@link Files#walk}, and deleted. */
class AsyncTreeProperties extends FilesFixture {
    private Path outside;
    private Path root;

    @BeforeTry
    void before() throws IOException {
        makeDirectory();
        outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("precious"), "x");
        root = Files.createDirectory(directory.resolve("root"));
    }

    @AfterTry
    void after() throws IOException {
        deleteDirectory();
    }

    private void grow(Random random, int entries, boolean cyclic) throws IOException {
        List<Path> directories = new ArrayList<>(List.of(root));
        for (int i = 0; i < entries; i++) {
            Path entry = directories.get(random.nextInt(directories.size())).resolve("e" + i);
            switch (random.nextInt(6)) {
                case 0, 1 -> directories.add(Files.createDirectory(entry));
                case 2 -> Files.createSymbolicLink(entry, outside);
                case 3 -> Files.createSymbolicLink(entry, cyclic ? root : outside.resolve("precious"));
                case 4 -> Files.createSymbolicLink(entry, Path.of("nowhere"));
                default -> Files.writeString(entry, "x");
            }
        }
    }

    @Async
    private static <T> Coroutine<List<T>> collect(AsyncIterable<T> source) {
        List<T> all = new ArrayList<>();
        for (T each : each(source)) {
            all.add(each);
        }
        return done(all);
    }

    @Property(tries = 25)
    void itWalksAsTheJdkDoes(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        grow(random, random.nextInt(300), false);
        int depth = random.nextInt(5);
        FileVisitOption[] options =
                random.nextBoolean() ? new FileVisitOption[0] : new FileVisitOption[] {FileVisitOption.FOLLOW_LINKS};
        inLoop(() -> {
            try (Stream<Path> all = Files.walk(root, options);
                    Stream<Path> shallow = Files.walk(root, depth, options);
                    Stream<Path> listed = Files.list(root)) {
                assertThat(await(collect(AsyncFiles.walk(root, options)))).isEqualTo(all.toList());
                assertThat(await(collect(AsyncFiles.walk(root, depth, options))))
                        .isEqualTo(shallow.toList());
                assertThat(await(collect(AsyncFiles.list(root)))).isEqualTo(listed.toList());
            }
            return done();
        });
    }

    @Property(tries = 10)
    void aWalkThatIsLeftClosesItsDirectories(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        grow(random, 300, false);
        int leaveAfter = 1 + random.nextInt(200);
        inLoop(() -> {
            int count = 0;
            for (Path path : each(AsyncFiles.walk(root))) {
                count += path.startsWith(root) ? 1 : 1000;
                if (count == leaveAfter) {
                    break;
                }
            }
            assertThat(OpenFiles.below(directory)).isEmpty();
            return done();
        });
    }

    @Property(tries = 20)
    void aTreeIsDeletedAndNothingThatItsLinksName(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        grow(random, random.nextInt(120), true);
        inLoop(() -> {
            await(AsyncFiles.deleteRecursively(root));
            return done();
        });
        assertThat(names()).containsExactly("outside");
        assertThat(outside.resolve("precious")).hasContent("x");
    }

    /** Stopped between any two of its steps it has deleted a part, and a second one deletes the rest. */
    @Property(tries = 25)
    void aDeletionThatIsStoppedGoesNoFurther(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        grow(random, 60, true);
        AtomicInteger steps = new AtomicInteger(random.nextInt(40));
        assertThatThrownBy(() -> new Deletion(() -> steps.decrementAndGet() < 0).delete(root))
                .isInstanceOf(CancellationException.class);
        assertThat(isThere(root)).isTrue();
        new Deletion(() -> false).delete(root);
        assertThat(names()).containsExactly("outside");
        assertThat(outside.resolve("precious")).hasContent("x");
    }

    @Example
    void aLinkIsDeletedAndNotFollowed() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("link"), outside);
        inLoop(() -> {
            await(AsyncFiles.deleteRecursively(link));
            await(AsyncFiles.deleteRecursively(Files.writeString(root.resolve("f"), "x")));
            assertThat(await(errorOf(() -> AsyncFiles.deleteRecursively(link))))
                    .isInstanceOf(NoSuchFileException.class);
            return done();
        });
        assertThat(isThere(link)).isFalse();
        assertThat(outside.resolve("precious")).hasContent("x");
        assertThat(root).isEmptyDirectory();
    }

    /** Each time the deletion looks whether it shall go on; the outside has the same names. */
    @Example
    void aDirectoryThatIsExchangedForALinkLeadsNowhereElse() throws IOException {
        Path precious = Files.createDirectory(outside.resolve("b")).resolve("f");
        Files.writeString(precious, "x");
        for (int exchangedAt = 0; exchangedAt < 6; exchangedAt++) {
            Path inner = Files.createDirectories(root.resolve("a/b"));
            Files.writeString(inner.resolve("f"), "x");
            AtomicInteger step = new AtomicInteger(exchangedAt);
            Path moved = directory.resolve("moved" + exchangedAt);
            try {
                new Deletion(() -> {
                            exchange(step, root.resolve("a"), moved);
                            return false;
                        })
                        .delete(root);
            } catch (IOException refused) {
                // it found something else than it had seen
            }
            assertThat(precious).as("exchanged at %s", exchangedAt).hasContent("x");
            if (isThere(root)) {
                new Deletion(() -> false).delete(root);
            }
            Files.createDirectory(root);
        }
    }

    private void exchange(AtomicInteger step, Path directory, Path moved) {
        if (step.getAndDecrement() != 0 || !Files.isDirectory(directory)) {
            return;
        }
        try {
            Files.move(directory, moved);
            Files.createSymbolicLink(directory, outside);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Example
    void whatFailsComesAfterThePathsBeforeIt() throws IOException {
        Files.createSymbolicLink(root.resolve("cycle"), root);
        List<Path> seen = new ArrayList<>();
        inLoop(() -> {
            try {
                for (Path path : each(AsyncFiles.walk(root, FileVisitOption.FOLLOW_LINKS))) {
                    seen.add(path);
                }
                throw new AssertionError("nothing was thrown");
            } catch (FileSystemLoopException expected) {
                assertThat(expected.getFile()).contains("cycle");
            }
            try {
                for (Path path : each(AsyncFiles.list(root.resolve("none")))) {
                    throw new AssertionError(path);
                }
                throw new AssertionError("nothing was thrown");
            } catch (NoSuchFileException expected) {
                assertThat(expected.getFile()).endsWith("none");
            }
            return done();
        });
        assertThat(seen).containsExactly(root);
    }
}
