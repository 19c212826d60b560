package dev.ikat.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Woven classes are changed by another agent, or by a debugger, while their coroutines wait; then these go on. */
class RedefinitionTest {
    private static final App REDEFINING = App.of(List.of(Jars.ASM), "Redefining.java", "Work.java");
    private static final String OLD = """
            fixed old 42
            inner old
            lambda old
            face old
            """;

    @TempDir
    Path directory;

    @TempDir
    Path swapped;

    private Path agent;

    @BeforeEach
    void pack() throws IOException {
        agent = REDEFINING.jar(
                directory.resolve("redefining.jar"),
                "Premain-Class",
                "redefine.Redefining",
                "Can-Redefine-Classes",
                "true",
                "Can-Retransform-Classes",
                "true");
    }

    private ChildJvm.Ended change(String how) throws Exception {
        return ChildJvm.beside(agent.toString(), false)
                .with("-Xverify:all")
                .classPath(Jars.ASM, agent)
                .run("redefine.Redefining", how, swapped.toString());
    }

    @Test
    void retransformationThatChangesNothing() throws Exception {
        change("identity")
                .printed(
                        "[redefine/Work, redefine/Work$Face, redefine/Work$Inner]\n" + OLD + OLD.replace("old", "new"));
    }

    @Test
    void retransformationThatAddsProbes() throws Exception {
        assertThat(change("probes").well().output())
                .startsWith(
                        "[redefine/Work, redefine/Work$Face, redefine/Work$Inner]\n" + OLD + OLD.replace("old", "new"))
                .contains("probe face\n", "probe fixed\n", "probe inner\n", "probe lambda\n", "probe waiting body\n");
    }

    @Test
    void probesOfAMethodAreSeenByCallsWithinItsClass() throws Exception {
        assertThat(change("probes").well().output()).contains("probe waiting\n");
    }

    @Test
    void redefinitionFromTheCompilersFilesIsWovenAgain() throws Exception {
        REDEFINING.into(swapped);
        change("redefine").printed(OLD + OLD.replace("old", "new"));
    }

    /** What was swapped runs from the next resume on, as a method that is called again. */
    @Test
    void redefinitionThatKeepsTheFramesAsTheyAre() throws Exception {
        App.of("WorkText.java").into(swapped);
        change("redefine").printed("""
                fixed old 43
                inner old
                LAMBDA old
                FACE old
                FIXED new 43
                INNER new
                LAMBDA new
                FACE new
                """);
    }

    /** What waits cannot go on in code that keeps other things: it ends as it would have, or fails and says why. */
    @Test
    void redefinitionThatNeedsOtherFrames() throws Exception {
        App.of("WorkChanged.java").into(swapped);
        List<String> lines = change("redefine").well().output().lines().toList();
        List<String> old = OLD.lines().toList();
        for (int i = 0; i < old.size(); i++) {
            assertThat(lines.get(i)).matches(Pattern.quote(old.get(i)) + "|.*IllegalStateException: .*redefined.*");
        }
        assertThat(lines.subList(old.size(), lines.size()))
                .containsExactly("dear fixed dear new 43", "inner dear new 1", "lambda dear new", "face dear new");
    }

    /** A direct body more would be a method more, which no JVM takes; nothing is changed then. */
    @Test
    void redefinitionThatNeedsOtherMethodsIsRefusedByTheJvm() throws Exception {
        App.of("WorkCalling.java").into(swapped);
        change("refused")
                .printed("class redefinition failed: attempted to add a method\n" + OLD + OLD.replace("old", "new"));
    }
}
