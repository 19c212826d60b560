package dev.ikat.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class loaders of applications, and classes that cannot be loaded at all: weaving asks for no class. */
class ClassLoadersTest {
    private static final App LOADERS = App.of("Loaders.java");

    @TempDir
    Path host;

    @TempDir
    Path application;

    private ChildJvm.Ended load(App app, boolean runtimeOnClassPath, String how, String... arguments) throws Exception {
        LOADERS.into(host);
        app.into(application);
        String[] program = new String[arguments.length + 3];
        program[0] = "Loaders";
        program[1] = how;
        program[2] = application + "/";
        System.arraycopy(arguments, 0, program, 3, arguments.length);
        ChildJvm jvm = ChildJvm.weaving();
        return (runtimeOnClassPath ? jvm.classPath(host) : jvm.with("-cp", host.toString())).run(program);
    }

    @Test
    void weavesForAChildFirstLoader() throws Exception {
        load(Voyage.APP, true, "application").printed(Voyage.PRINTED + "true");
    }

    @Test
    void applicationAndRuntimeAreTwiceInOneJvm() throws Exception {
        String output = load(Voyage.APP, false, "isolated", Jars.RUNTIME.toString())
                .well()
                .output();
        assertThat(output.lines().filter(line -> !line.equals("true")))
                .containsExactlyInAnyOrderElementsOf(
                        (Voyage.PRINTED + Voyage.PRINTED).lines().toList());
        assertThat(output).endsWith("true" + System.lineSeparator());
    }

    @Test
    void weavesForAParallelCapableLoader() throws Exception {
        load(Voyage.APP, true, "parallel").printed(Voyage.PRINTED);
    }

    @Test
    void missingClassesAreMissedWhereTheyAreUsedAndNotBefore() throws Exception {
        App partly =
                App.of("Missing.java").only(name -> !name.equals("missing.Engine") && !name.equals("missing.Radio"));
        load(partly, true, "asked", "missing.Missing", "missing.Refit").printed("""
                sailing null
                [missing.Missing]
                no motorboat
                """);
    }

    @Test
    void cyclesOfClassesLoadAsWithoutTheAgent() throws Exception {
        App.of("Cycles.java").into(application);
        App.of("Right0.java").only("cycles.Right0"::equals).into(application);
        ChildJvm.weaving().classPath(application).run("cycles.Cycles").printed("""
                        grandchild parent child end
                        parent parent child parent child end
                        none of cycles.Nowhere
                        circular cycles/Left
                        """);
    }
}
