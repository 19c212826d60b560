package dev.ikat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What operations allocate and how many callbacks they take, to the byte, is written down in {@code costs.txt}, and with the
 * JVM's compact object headers in {@code costs-compact.txt}: what makes one dearer is seen in review, on a machine of any
 * speed. To accept a change, copy {@code target/costs.txt} over it; the other is made on JDK 25.
 *
 * <p>The programs run in JVMs with C1 alone, which allocates what the code says.
 */
@Timeout(120)
class CostsTest {
    private static final Pattern LINE = Pattern.compile("(.*?) +([0-9.]+) B +([0-9.]+) callbacks");
    private static final boolean HAS_COMPACT_HEADERS = Runtime.version().feature() >= 25;

    @Test
    void areAsWrittenDown() throws Exception {
        check("costs.txt");
        if (HAS_COMPACT_HEADERS) {
            check("costs-compact.txt", "-XX:+UseCompactObjectHeaders");
        }
    }

    private static void check(String name, String... options) throws Exception {
        Path actual = Path.of("target", name);
        run(actual, options);
        List<String> lines = Files.readAllLines(actual);
        List<String> expected = Files.readAllLines(Path.of("src/test/resources", name));
        assertThat(lines.stream().map(CostsTest::nameOf)).containsExactlyElementsOf(namesOf(expected));
        for (int i = 0; i < lines.size(); i++) {
            if (!isAbout(lines.get(i), expected.get(i))) {
                assertThat(lines.get(i))
                        .as("costs; if the change is meant, copy tests/suite/target/%s to src/test/resources", name)
                        .isEqualTo(expected.get(i));
            }
        }
    }

    private static void run(Path output, String... options) throws Exception {
        List<String> flags = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
        flags.addAll(List.of(options));
        Files.createDirectories(output.toAbsolutePath().getParent());
        Process process = new ProcessBuilder(Weaving.command(CostsProgram.class, flags))
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("did not end: " + Files.readString(output));
        }
        assertThat(process.exitValue()).isZero();
    }

    private static List<String> namesOf(List<String> lines) {
        return lines.stream().map(CostsTest::nameOf).toList();
    }

    private static String nameOf(String line) {
        return parsed(line).group(1);
    }

    /** With a tilde: collections and exceptions of the JDK differ a little from release to release. */
    private static boolean isAbout(String line, String expected) {
        Matcher actual = parsed(line);
        Matcher wanted = parsed(expected);
        double ratio = Double.parseDouble(actual.group(2)) / Double.parseDouble(wanted.group(2));
        return line.startsWith("~") && actual.group(3).equals(wanted.group(3)) && Math.abs(ratio - 1) < 0.05;
    }

    private static Matcher parsed(String line) {
        Matcher matcher = LINE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        return matcher;
    }
}
