package dev.ikat.neighbours;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that is a named module and requires the runtime, which is one by its manifest's name. */
class ModulesTest {
    private static final App MODULE = App.compile(
            List.of("-p", Jars.RUNTIME.toString(), "-Xlint:-requires-automatic"),
            "module-info.java",
            "Voyage.java",
            "Hidden.java",
            "Exporting.java");

    @TempDir
    Path directory;

    private String path() throws Exception {
        return Jars.path(Jars.RUNTIME, List.of(MODULE.jar(directory.resolve("voyage.jar"))));
    }

    @Test
    void weavesClassesOfANamedModule() throws Exception {
        ChildJvm.weaving().with("-p", path()).run("-m", "voyage/voyage.Voyage").printed(Voyage.PRINTED);
    }

    @Test
    void packagesThatAreNotExportedAreWovenToo() throws Exception {
        ChildJvm.weaving()
                .with("-p", path())
                .run("-m", "voyage/voyage.open.Exporting")
                .printed("""
                secret 1 and secret 2
                module voyage module dev.ikat.runtime
                """);
    }

    @Test
    void aModuleWovenAheadOfTimeNeedsNoAgent() throws Exception {
        MODULE.into(directory.resolve("voyage"));
        ChildJvm.plain()
                .run("-jar", Jars.AGENT.toString(), "weave", directory.toString())
                .printed("");
        ChildJvm.plain()
                .with("-p", Jars.path(Jars.RUNTIME, List.of(directory.resolve("voyage"))))
                .run("-m", "voyage/voyage.Voyage")
                .printed(Voyage.PRINTED);
    }
}
