package dev.ikat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each file below {@code golden} is compiled with the plugin. What it finds is exactly what the comments {@code // expect:
 * code} say, on their lines and with the words in quotes behind in the message; a line without one has no finding. The first line gives options of the plugin.
 */
class GoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Pattern EXPECTED = Pattern.compile("// expect: ([a-z-]+)((?:, [a-z-]+)*)(?: \"(.*)\")?");
    private static final String OPTIONS = "// options:";

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> eachFile() throws IOException {
        try (Stream<Path> tree = Files.walk(GOLDEN)) {
            List<Path> files = tree.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            return files.stream()
                    .map(file -> DynamicTest.dynamicTest(GOLDEN.relativize(file).toString(), () -> check(file)));
        }
    }

    private void check(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String options = lines.get(0).startsWith(OPTIONS)
                ? lines.get(0).substring(OPTIONS.length()).strip()
                : "";
        Javac.Compiled compiled = new Javac(Files.createTempDirectory(folder, "classes"))
                .plugin(options)
                .compile(List.of(file));
        assertThat(compiled.said())
                .as("only findings")
                .allMatch(each -> !each.code().isEmpty());
        assertThat(compiled.findings().stream().map(each -> each.line() + " " + each.code()))
                .as(() -> "found:\n" + compiled.findings())
                .containsExactlyInAnyOrderElementsOf(expected(lines));
        for (Javac.Finding finding : compiled.findings()) {
            String words = words(lines.get((int) finding.line() - 1));
            assertThat(finding.message()).contains(words);
        }
    }

    private static List<String> expected(List<String> lines) {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = EXPECTED.matcher(lines.get(i));
            if (matcher.find()) {
                int line = i + 1;
                expected.add(line + " " + matcher.group(1));
                Arrays.stream(matcher.group(2).split(", "))
                        .filter(each -> !each.isEmpty())
                        .forEach(each -> expected.add(line + " " + each));
            }
        }
        return expected;
    }

    private static String words(String line) {
        Matcher matcher = EXPECTED.matcher(line);
        return matcher.find() && matcher.group(3) != null ? matcher.group(3) : "";
    }
}
