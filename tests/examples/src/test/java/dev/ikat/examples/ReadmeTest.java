package dev.ikat.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every Java block of README.md and docs/*.md keeps its word, by the rules of {@link BlockChecks}. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("ikat.root"));

    @TempDir
    Path scratch;

    @TestFactory
    List<DynamicTest> blocks() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : documents()) {
            for (JavaBlock block : JavaBlock.of(document)) {
                Path folder = Files.createDirectory(scratch.resolve("block-" + tests.size()));
                tests.add(DynamicTest.dynamicTest(block.toString(), () -> BlockChecks.check(block, folder)));
            }
        }
        return tests;
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(markdown(ROOT.resolve("docs")));
        documents.add(0, ROOT.resolve("README.md"));
        return documents.stream().filter(Files::exists).toList();
    }

    private static List<Path> markdown(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}
