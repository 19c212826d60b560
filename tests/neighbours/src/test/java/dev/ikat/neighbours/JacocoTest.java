package dev.ikat.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ISourceFileCoverage;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Coverage of woven code. Where JaCoCo comes first on the command line, its probes are in the code that is woven, and the
 * report on the compiler's class files is that of plain code. Where it comes second it knows woven classes only: their
 * ids are others, so a report on the compiler's files has no match for them; the program is right all the same.
 */
class JacocoTest {
    private static final String SOURCE = "Covered.java";
    private static final App APP = App.of(SOURCE);
    private static final String PRINTED = "low0 caught low012 7 bye";
    private static final String MARKS = "not covered|covered|partly";

    @TempDir
    Path directory;

    private CoverageBuilder coverage(App app, boolean jacocoFirst) throws Exception {
        Path execution = directory.resolve("jacoco.exec");
        app.into(directory);
        ChildJvm.beside(Jars.JACOCO + "=destfile=" + execution, jacocoFirst)
                .with("-Xverify:all")
                .classPath(directory)
                .run("covered.Covered")
                .printed(PRINTED);
        ExecFileLoader data = new ExecFileLoader();
        data.load(execution.toFile());
        CoverageBuilder coverage = new CoverageBuilder();
        Analyzer analyzer = new Analyzer(data.getExecutionDataStore(), coverage);
        for (Map.Entry<String, byte[]> each : app.classes.entrySet()) {
            analyzer.analyzeClass(each.getValue(), each.getKey());
        }
        return coverage;
    }

    private static String status(int status) {
        return switch (status) {
            case ICounter.EMPTY -> "no code";
            case ICounter.NOT_COVERED -> "not covered";
            case ICounter.FULLY_COVERED -> "covered";
            default -> "partly";
        };
    }

    @Test
    void reportsWovenCodeLineByLineAsPlainCode() throws Exception {
        CoverageBuilder coverage = coverage(APP, true);
        assertThat(coverage.getNoMatchClasses()).isEmpty();
        ISourceFileCoverage file = coverage.getSourceFiles().iterator().next();
        List<String> lines = App.source(SOURCE).lines().toList();
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (int i = 1; i <= lines.size(); i++) {
            String line = lines.get(i - 1);
            String mark = line.substring(line.lastIndexOf("//") + 1).replaceFirst("^/ ", "");
            if (mark.matches(MARKS)) {
                expected.add(i + " " + mark);
                found.add(i + " " + status(file.getLine(i).getStatus()));
            }
        }
        assertThat(expected).hasSizeGreaterThan(30);
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void behindTheWeaverItKnowsWovenClassesOnly() throws Exception {
        assertThat(coverage(APP, false).getNoMatchClasses())
                .extracting(IClassCoverage::getName)
                .containsExactlyInAnyOrder("covered/Quay", "covered/Covered");
    }

    @Test
    void behindTheWeaverEntriesAreCoveredInAReportOnWovenFiles() throws Exception {
        CoverageBuilder coverage = new CoverageBuilder();
        Path execution = directory.resolve("jacoco.exec");
        coverage(APP, false);
        weaveAheadOfTime();
        ExecFileLoader data = new ExecFileLoader();
        data.load(execution.toFile());
        new Analyzer(data.getExecutionDataStore(), coverage)
                .analyzeAll(directory.resolve("covered").toFile());
        assertThat(coverage.getNoMatchClasses()).isEmpty();
        assertThat(coverage.getClasses())
                .filteredOn(each -> each.getName().equals("covered/Quay"))
                .flatExtracting(IClassCoverage::getMethods)
                .extracting(method -> method.getName() + " "
                        + status(method.getInstructionCounter().getStatus()))
                .containsExactlyInAnyOrder("moor covered", "leave not covered");
    }

    @Test
    void instrumentsClassesWovenAheadOfTime() throws Exception {
        APP.into(directory);
        weaveAheadOfTime();
        ChildJvm.plain()
                .with("-javaagent:" + Jars.JACOCO + "=destfile=" + directory.resolve("jacoco.exec"), "-Xverify:all")
                .classPath(directory)
                .run("covered.Covered")
                .printed(PRINTED);
    }

    private void weaveAheadOfTime() throws IOException, InterruptedException {
        ChildJvm.plain()
                .run("-jar", Jars.AGENT.toString(), "weave", directory.toString())
                .printed("");
        assertThat(Files.readAllBytes(directory.resolve("covered/Covered.class")))
                .isNotEqualTo(APP.classes.get("covered.Covered"));
    }
}
