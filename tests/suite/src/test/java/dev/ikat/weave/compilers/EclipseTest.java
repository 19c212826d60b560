package dev.ikat.weave.compilers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.weave.corpus.Programs;
import dev.ikat.weave.corpus.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the corpus, in the byte code of Eclipse's compiler: see {@link Traces}. */
@Tag("once")
class EclipseTest {
    /** This compiler refuses some programs, and of others it makes classes that the JVM takes neither plain nor woven. */
    private static final int MOST_UNUSABLE = 13;

    @TempDir
    private Path folder;

    private final List<String> unusable = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> programs() throws IOException {
        List<Path> programs = Programs.upTo(Eclipse.FEATURE);
        assertThat(programs).isNotEmpty();
        return Stream.concat(
                programs.stream()
                        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file))),
                Stream.of(DynamicTest.dynamicTest(
                        "nearly all can be used", () -> assertThat(unusable).hasSizeLessThanOrEqualTo(MOST_UNUSABLE))));
    }

    private void check(Path file) throws Exception {
        Map<String, byte[]> classes = usable(file);
        if (!classes.isEmpty()) {
            List<String> plain = Traces.plain(file);
            Traces.agree(
                    Programs.main(file),
                    plain == null ? Traces.plain(Programs.main(file), classes) : plain,
                    classes,
                    "without debug tables");
        }
    }

    /** None where the compiler is wrong. */
    private Map<String, byte[]> usable(Path file) throws Exception {
        try {
            Path output = Files.createTempDirectory(folder, "classes");
            Map<String, byte[]> classes = Eclipse.compile(file, output, "-g:none");
            Traces.plain(Programs.main(file), classes);
            return classes;
        } catch (LinkageError | IllegalArgumentException error) {
            unusable.add(file.getFileName() + ": " + error);
            return Map.of();
        }
    }
}
