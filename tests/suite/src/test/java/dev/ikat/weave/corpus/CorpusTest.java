package dev.ikat.weave.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each program of {@code src/test/resources/corpus} does the same plainly and woven: see {@link Traces}. The system property
 * {@code ikat.corpus.tables} has the debug tables to compile with, by commas.
 */
class CorpusTest {
    private static final List<String> TABLES =
            List.of(System.getProperty("ikat.corpus.tables", "-g,-g:none").split(","));

    @TestFactory
    Stream<DynamicTest> programs() throws IOException {
        List<Path> programs = Programs.here();
        assertThat(programs).isNotEmpty();
        return programs.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        String name = file.getFileName().toString();
        List<String> plain = Traces.plain(file);
        for (String debugging : TABLES) {
            Map<String, byte[]> classes = InMemory.compile(name, Files.readString(file), debugging, "-parameters");
            Traces.agree(
                    Programs.main(file),
                    plain == null ? Traces.plain(Programs.main(file), classes) : plain,
                    classes,
                    debugging);
        }
    }
}
