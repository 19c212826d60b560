package dev.ikat.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A debugger sees plain Java: a line is hit once each time it runs, and variables keep their values across awaits. */
class DebuggerTest {
    private static final List<String> SOURCE =
            App.source("Stepped.java").lines().toList();

    @TempDir
    Path directory;

    private Path classes;

    @BeforeEach
    void compile() throws IOException {
        classes = App.of("Stepped.java").into(directory);
    }

    private static int line(String mark) {
        for (int i = 0; i < SOURCE.size(); i++) {
            if (SOURCE.get(i).endsWith("// " + mark)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("no line is marked " + mark);
    }

    private static String at(String mark) {
        return "line=" + line(mark) + " ";
    }

    private Jdb jdb(String... marks) throws IOException {
        Jdb jdb = new Jdb(classes, "Stepped");
        for (String mark : marks) {
            jdb.stopAt("Stepped:" + line(mark));
        }
        return jdb;
    }

    @Test
    void eachLineIsHitOnceEachTimeItRuns() throws IOException {
        try (Jdb jdb = jdb("first", "waits", "in the loop", "behind", "last")) {
            assertThat(jdb.stopping("run")).contains(at("first"));
            assertThat(jdb.stopping("cont")).contains(at("waits"));
            for (int i = 0; i < 3; i++) {
                assertThat(jdb.stopping("cont")).contains(at("in the loop"));
                assertThat(jdb.stopping("locals")).contains("i = " + i).contains("v = " + (2 + i));
            }
            assertThat(jdb.stopping("cont")).contains(at("behind"));
            assertThat(jdb.stopping("cont")).contains(at("last"));
            assertThat(jdb.ending("cont")).contains("result 47");
        }
    }

    @Test
    void afterAResumeAllVariablesInScopeShow() throws IOException {
        try (Jdb jdb = jdb("last")) {
            assertThat(jdb.stopping("run")).contains(at("last"));
            assertThat(jdb.stopping("locals")).contains("a = 4", "b = 2", "before = 40", "sum = 45", "after = 47");
            assertThat(jdb.stopping("where")).contains("Stepped.add (Stepped.java:" + line("last") + ")");
            jdb.ending("cont");
        }
    }

    @Test
    void aStepOverAnAwaitComesToTheNextLine() throws IOException {
        try (Jdb jdb = jdb("does not wait")) {
            assertThat(jdb.stopping("run")).contains(at("does not wait"));
            assertThat(jdb.stopping("next")).contains("Step completed").contains(at("behind"));
            assertThat(jdb.stopping("next")).contains(at("last"));
            jdb.ending("cont");
        }
    }
}
