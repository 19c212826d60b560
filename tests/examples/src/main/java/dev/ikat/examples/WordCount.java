package dev.ikat.examples;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.each;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.TaskGroup;
import dev.ikat.io.AsyncFiles;
import dev.ikat.sync.Queue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A pipeline over files: one task walks the tree, a few count the words of the files it finds, and the sums replace the report
 * in one step. The queue between them is bounded, so the walk waits for the counting.
 */
final class WordCount {
    private static final int COUNTERS = 3;

    private final Queue<Path> files = new Queue<>(10);
    private final Map<String, Integer> words = new TreeMap<>();

    @Async
    private Coroutine<Void> walk(Path root) throws IOException {
        for (Path path : each(AsyncFiles.walk(root))) {
            if (path.toString().endsWith(".txt")) {
                await(files.put(path));
            }
        }
        files.shutdown(false);
        return done();
    }

    /** No lock guards the map: nothing else runs between two awaits. */
    @Async
    private Coroutine<Void> count() throws IOException {
        for (Path file : each(files)) {
            for (String line : each(AsyncFiles.lines(file))) {
                for (String word : line.split(" ")) {
                    words.merge(word, 1, Integer::sum);
                }
            }
        }
        return done();
    }

    @Async
    Coroutine<Void> report(Path root, Path report) throws IOException {
        try (var group = TaskGroup.open()) {
            group.start(walk(root));
            for (int i = 0; i < COUNTERS; i++) {
                group.start(count());
            }
            await(group.join());
        }
        await(AsyncFiles.replaceAtomically(report, words.toString()));
        return done();
    }

    @Async
    private static Coroutine<Void> demonstrate() throws IOException {
        try (var scratch = await(AsyncFiles.tempDirectory("words"))) {
            Path root = scratch.path();
            for (int i = 0; i < 50; i++) {
                Path folder = await(AsyncFiles.createDirectories(root.resolve("folder" + i % 7)));
                await(AsyncFiles.writeString(folder.resolve(i + ".txt"), "to be or\nnot to be\n"));
            }
            Path report = root.resolve("report");
            await(new WordCount().report(root, report));
            System.out.println(await(AsyncFiles.readString(report)));
        }
        return done();
    }

    public static void main(String[] args) throws IOException {
        Ikat.run(demonstrate());
    }
}
