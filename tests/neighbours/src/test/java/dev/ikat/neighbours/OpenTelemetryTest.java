package dev.ikat.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tracing of a program whose methods are both woven and instrumented; its agent comes first, or second. */
class OpenTelemetryTest {
    private static final Map<Boolean, ChildJvm.Ended> TRACED = new HashMap<>();
    private static final Pattern SPAN = Pattern.compile("LoggingSpanExporter - '([^']*)'");
    private static final String EXPECTED_LOG = ".* INFO io\\.opentelemetry\\.(javaagent\\.tooling\\.VersionLogger"
            + "|exporter\\.logging\\.LoggingSpanExporter) - .*";

    @BeforeAll
    static void trace(@TempDir Path directory) throws Exception {
        App.of(Jars.OPENTELEMETRY_LIBRARIES, "Traced.java").into(directory);
        TRACED.put(true, traced(directory, true));
        TRACED.put(false, traced(directory, false));
    }

    private static ChildJvm.Ended traced(Path directory, boolean first) throws Exception {
        List<Path> entries = new ArrayList<>(Jars.OPENTELEMETRY_LIBRARIES);
        entries.add(directory);
        return ChildJvm.beside(Jars.OPENTELEMETRY.toString(), first)
                .since(23, "--sun-misc-unsafe-memory-access=allow")
                .with("-XX:-PrintWarnings") // that class data sharing ends where an agent adds to the boot class path
                .with("-Dotel.traces.exporter=logging", "-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none")
                .classPath(entries.toArray(new Path[0]))
                .run("traced.Traced");
    }

    private static List<String> spans(boolean first) {
        return SPAN.matcher(TRACED.get(first).errors())
                .results()
                .map((MatchResult span) -> span.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theProgramRunsAndNothingIsLoggedButSpans(boolean first) {
        ChildJvm.Ended ended = TRACED.get(first);
        assertThat(ended.output()).as(ended.errors()).isEqualToIgnoringNewLines("14 200 high");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.errors().lines()).allMatch(line -> line.matches(EXPECTED_LOG));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void methodsBesideAwaitsAndWovenOnesAndClientsOfTheJdkMakeSpans(boolean first) {
        assertThat(spans(first)).contains("measure", "woven", "measure", "GET");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCallWithinTheClassMakesASpan(boolean first) {
        assertThat(spans(first)).contains("own call");
    }
}
