package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static dev.ikat.io.DirectoryEvent.Kind.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.AsyncIterator;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import dev.ikat.io.DirectoryEvent.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Events come when the system sends them; the tests wait for those they expect, and never for none. */
class DirectoryWatchTest extends FilesFixture {
    private static final Path END = Path.of("end");

    /** What the watch has until an entry of this name is seen. */
    @Async
    private static Coroutine<List<DirectoryEvent>> until(DirectoryWatch watch, String name) {
        List<DirectoryEvent> events = new ArrayList<>();
        for (DirectoryEvent event : each(watch)) {
            if (event.path().endsWith(name)) {
                break;
            }
            events.add(event);
        }
        return done(events);
    }

    private static List<String> texts(List<DirectoryEvent> events) {
        return events.stream()
                .filter(event -> event.kind() != MODIFIED)
                .map(event -> event.kind() + " " + event.path().getFileName())
                .collect(Collectors.toList());
    }

    private Path end() throws IOException {
        return Files.createFile(directory.resolve(END));
    }

    @Test
    void whatIsMadeChangedMovedAndDeleted() {
        inLoop(() -> {
            try (var watch = await(DirectoryWatch.open(directory))) {
                assertThat(watch.directory()).isEqualTo(directory);
                Path file = Files.createFile(directory.resolve("a"));
                Files.writeString(file, "x");
                Files.move(file, directory.resolve("b"));
                Files.delete(directory.resolve("b"));
                Files.createDirectory(directory.resolve("d"));
                end();
                List<DirectoryEvent> events = await(until(watch, "end"));
                assertThat(texts(events))
                        .containsExactly("CREATED a", "DELETED a", "CREATED b", "DELETED b", "CREATED d");
                assertThat(events).contains(new DirectoryEvent(MODIFIED, file));
            }
            return done();
        });
    }

    @Test
    void aTaskThatWaitsIsWoken() {
        inLoop(() -> {
            try (var watch = await(DirectoryWatch.open(directory))) {
                Task<List<DirectoryEvent>> waiting = start(until(watch, "end"));
                await(turns(3));
                assertThat(waiting.isDone()).isFalse();
                Files.createFile(directory.resolve("a"));
                end();
                assertThat(texts(await(waiting))).containsExactly("CREATED a");
            }
            return done();
        });
    }

    @Test
    void severalWatchesOfADirectoryAndOfOthersEachSeeAll() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        inLoop(() -> {
            try (var one = await(DirectoryWatch.open(directory));
                    var two = await(DirectoryWatch.open(directory));
                    var other = await(DirectoryWatch.open(inner))) {
                assertThat(OpenFiles.watches()).hasSizeLessThanOrEqualTo(1);
                Files.createFile(directory.resolve("a"));
                end();
                assertThat(texts(await(until(one, "end")))).containsExactly("CREATED a");
                assertThat(texts(await(until(two, "end")))).containsExactly("CREATED a");
                await(one.closeAsync());
                Files.createFile(directory.resolve("b"));
                Files.delete(directory.resolve("end"));
                assertThat(texts(await(until(two, "end")))).contains("CREATED b");
                Files.createFile(inner.resolve("c"));
                Files.createFile(inner.resolve("end"));
                assertThat(texts(await(until(other, "end")))).containsExactly("CREATED c");
                assertThat(OpenFiles.watchedDirectories()).isIn(2L, -1L);
                await(other.closeAsync());
                assertThat(OpenFiles.watchedDirectories()).isIn(1L, -1L);
            }
            return done();
        });
    }

    @Test
    void whatThereIsNoRoomForIsOneOverflow() {
        inLoop(() -> {
            try (var watch = await(DirectoryWatch.open(directory, 3))) {
                for (String name : List.of("a", "b", "c")) {
                    watch.put(CREATED, Path.of(name));
                }
                watch.put(DELETED, Path.of("a"));
                watch.put(DELETED, Path.of("b"));
                AsyncIterator<DirectoryEvent> events = watch.iterator();
                assertThat(await(events.hasNext())).isTrue();
                assertThat(events.next()).isEqualTo(new DirectoryEvent(OVERFLOW, directory));
                end();
                assertThat(texts(await(until(watch, "end")))).isEmpty();
            }
            return done();
        });
    }

    @Test
    void theSystemsOverflowStandsForWhatCameBefore() {
        inLoop(() -> {
            try (var watch = await(DirectoryWatch.open(directory, 3))) {
                watch.put(CREATED, Path.of("a"));
                watch.put(OVERFLOW, null);
                watch.put(CREATED, Path.of("b"));
                AsyncIterator<DirectoryEvent> events = watch.iterator();
                await(events.hasNext());
                assertThat(events.next().kind()).isEqualTo(OVERFLOW);
                watch.put(CREATED, Path.of("c"));
                await(events.hasNext());
                assertThat(events.next()).isEqualTo(new DirectoryEvent(CREATED, directory.resolve("c")));
            }
            return done();
        });
    }

    @Test
    void aDirectoryThatIsDeletedRaisesAfterItsEvents() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        inLoop(() -> {
            try (var watch = await(DirectoryWatch.open(inner));
                    var beside = await(DirectoryWatch.open(inner))) {
                Task<Throwable> waiting = start(errorOf(() -> until(beside, "nothing")));
                Files.createFile(inner.resolve("a"));
                Files.delete(inner.resolve("a"));
                Files.delete(inner);
                List<Kind> kinds = new ArrayList<>();
                try {
                    for (DirectoryEvent event : each(watch.events())) {
                        kinds.add(event.kind());
                    }
                    throw new AssertionError("nothing was thrown");
                } catch (NoSuchFileException expected) {
                    assertThat(expected)
                            .hasMessageContaining(inner.toString())
                            .hasMessageContaining("the watched directory was deleted");
                }
                assertThat(kinds).startsWith(CREATED).endsWith(DELETED);
                assertThat(await(waiting)).isInstanceOf(NoSuchFileException.class);
                assertThat(await(errorOf(() -> watch.iterator().hasNext()))).isInstanceOf(NoSuchFileException.class);
            }
            Files.createDirectory(inner);
            try (var again = await(DirectoryWatch.open(inner))) {
                Files.createFile(inner.resolve("end"));
                assertThat(texts(await(until(again, "end")))).isEmpty();
            }
            return done();
        });
    }

    @Test
    void closingEndsTheLoops() {
        inLoop(() -> {
            var watch = await(DirectoryWatch.open(directory));
            Task<List<DirectoryEvent>> first = start(until(watch, "nothing"));
            Task<List<DirectoryEvent>> second = start(until(watch, "nothing"));
            await(turns(3));
            await(watch.closeAsync());
            await(watch.closeAsync());
            assertThat(await(first)).isEmpty();
            assertThat(await(second)).isEmpty();
            assertThat(await(watch.iterator().hasNext())).isFalse();
            assertThat(OpenFiles.watches()).isEmpty();
            return done();
        });
    }

    /** Cancelled before the event, as it is handed over, and after it. */
    @Test
    void anEventIsNotLostToACancellation() {
        for (int turn = 0; turn < 5; turn++) {
            int cancelledIn = turn;
            inLoop(() -> {
                try (var watch = await(DirectoryWatch.open(directory))) {
                    AsyncIterator<DirectoryEvent> events = watch.iterator();
                    Task<Boolean> waiting = start(events.hasNext());
                    await(turns(2));
                    watch.put(CREATED, Path.of("a"));
                    await(turns(cancelledIn));
                    waiting.cancel();
                    await(settled(waiting));
                    assertThat(await(events.hasNext())).isTrue();
                    assertThat(events.next()).isEqualTo(new DirectoryEvent(CREATED, directory.resolve("a")));
                    assertThatThrownBy(events::next).isInstanceOf(NoSuchElementException.class);
                }
                return done();
            });
        }
    }

    @Test
    void tasksThatWaitAreServedInTheirOrder() {
        inLoop(() -> {
            try (var watch = await(DirectoryWatch.open(directory))) {
                List<String> log = new ArrayList<>();
                List<Task<Void>> tasks = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    int number = i;
                    tasks.add(start(() -> {
                        AsyncIterator<DirectoryEvent> events = watch.iterator();
                        await(events.hasNext());
                        log.add(number + " " + events.next().path().getFileName());
                        return done();
                    }));
                }
                await(turns(2));
                tasks.remove(1).cancel();
                watch.put(CREATED, Path.of("a"));
                watch.put(CREATED, Path.of("b"));
                await(gather(tasks));
                assertThat(log).containsExactly("0 a", "2 b");
            }
            return done();
        });
    }

    @Test
    void openingCancelledAnywhereWatchesNothing() throws Exception {
        cancelledAnywhere(() -> DirectoryWatch.open(directory), () -> {}, task -> {
            if (task.isCancelled()) {
                assertThat(OpenFiles.watches()).isEmpty();
            } else {
                task.result().close();
            }
        });
        cancelledAnywhere(
                () -> {
                    try (var watch = await(DirectoryWatch.open(directory))) {
                        watch.put(CREATED, Path.of("end"));
                        await(until(watch, "end"));
                    }
                    return done();
                },
                () -> {},
                task -> assertThat(OpenFiles.watches()).isEmpty());
    }

    @Test
    void whatCannotBeWatchedSaysSo() throws IOException {
        Path file = Files.createFile(directory.resolve("f"));
        inLoop(() -> {
            assertThat(await(errorOf(() -> DirectoryWatch.open(directory.resolve("none")))))
                    .isInstanceOf(NoSuchFileException.class);
            assertThat(await(errorOf(() -> DirectoryWatch.open(file)))).isInstanceOf(NotDirectoryException.class);
            assertThatThrownBy(() -> DirectoryWatch.open(directory, 0)).isInstanceOf(IllegalArgumentException.class);
            return done();
        });
    }
}
