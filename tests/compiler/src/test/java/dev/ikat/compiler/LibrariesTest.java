package dev.ikat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.compiler.rules.Rule;
import dev.ikat.compiler.rules.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real code that knows nothing of Ikat is compiled with every rule as an error, the runtime in sight: nothing is found, and
 * nothing is woven.
 */
@Tag("once")
class LibrariesTest {
    private static final Path SOURCES = Path.of("target/library/org/apache/commons");

    /** That there are sources at all: each has more than so many. */
    private static final int FEWEST_FILES = 10;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"codec", "csv", "cli"})
    void nothingIsFoundAndNothingIsWoven(String library) throws IOException {
        List<Path> sources = javaFiles(SOURCES.resolve(library));
        assertThat(sources).hasSizeGreaterThan(FEWEST_FILES);
        Path plain = folder.resolve("plain");
        Path seen = folder.resolve("seen");
        Javac.Compiled without = javac(plain).compile(sources);
        Javac.Compiled with = javac(seen)
                .plugin(Rules.ALL.stream()
                        .map(Rule::code)
                        .map(code -> code + "=error")
                        .collect(Collectors.joining(" ")))
                .compile(sources);
        assertThat(without.success()).as(without.printed()).isTrue();
        assertThat(with.said()).isEqualTo(without.said());
        assertThat(with.success()).isTrue();
        assertThat(classes(seen)).hasSizeGreaterThan(FEWEST_FILES).containsExactlyEntriesOf(classes(plain));
    }

    private static Javac javac(Path output) {
        return new Javac(output).with("-nowarn", "-encoding", "UTF-8", "-Xmaxerrs", "1000", "-Xmaxwarns", "1000");
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, Integer> classes(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            file -> folder.relativize(file).toString(),
                            LibrariesTest::hash,
                            (a, b) -> a,
                            TreeMap::new));
        }
    }

    private static int hash(Path file) {
        try {
            return Arrays.hashCode(Files.readAllBytes(file));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
