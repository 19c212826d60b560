package dev.ikat.weave.compilers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.weave.corpus.Programs;
import dev.ikat.weave.corpus.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the corpus, in the byte code of Eclipse's compiler: see {@link Traces}. */
class EclipseTest {
    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> programs() throws IOException {
        List<Path> programs = Programs.upTo(Eclipse.FEATURE);
        assertThat(programs).isNotEmpty();
        return programs.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private void check(Path file) throws Exception {
        for (String debugging : List.of("-g", "-g:none")) {
            Path output = Files.createTempDirectory(folder, "classes");
            Map<String, byte[]> classes = Eclipse.compile(file, output, debugging);
            assumeThatTheCompilerIsRight(Programs.main(file), classes);
            Traces.agree(Programs.main(file), classes, debugging);
        }
    }

    /** This compiler mistakes types in some switch expressions; the JVM takes such a class neither plain nor woven. */
    private static void assumeThatTheCompilerIsRight(String main, Map<String, byte[]> classes) {
        try {
            Traces.plain(main, classes);
        } catch (VerifyError error) {
            Assumptions.abort("The code does not verify before it is woven: " + error.getMessage());
        }
    }
}
