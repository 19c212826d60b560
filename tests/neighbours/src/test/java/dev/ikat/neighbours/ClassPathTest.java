package dev.ikat.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs on the class path: woven as they load, woven ahead of time, from source, from a class data archive. */
class ClassPathTest {
    @TempDir
    Path directory;

    @Test
    void weavesClassesOfADirectory() throws Exception {
        Voyage.APP.into(directory);
        ChildJvm.weaving()
                .with("-Xverify:all")
                .classPath(directory)
                .run(Voyage.MAIN)
                .printed(Voyage.PRINTED);
    }

    @Test
    void weavesClassesOfAnExecutableJar() throws Exception {
        Path jar = Voyage.APP.jar(
                directory.resolve("app.jar"),
                "Main-Class",
                Voyage.MAIN,
                "Class-Path",
                Jars.RUNTIME.toUri().toString());
        ChildJvm.weaving().run("-jar", jar.toString()).printed(Voyage.PRINTED);
    }

    /** The manifest's Launcher-Agent-Class is looked up in the executable jar itself, so the agent is merged into it. */
    @Test
    void aJarCanBringTheAgentAlong() throws Exception {
        Path jar = directory.resolve("all.jar");
        String main = "Main-Class";
        FatJar.write(jar, App.manifest(main, Voyage.MAIN, "Launcher-Agent-Class", "dev.ikat.agent.IkatAgent"))
                .unpack(Jars.AGENT)
                .unpack(Jars.RUNTIME)
                .classes("", Voyage.APP)
                .close();
        ChildJvm.plain().run("-jar", jar.toString()).printed(Voyage.PRINTED);
    }

    @Test
    void weavesWhatTheSourceLauncherCompiles() throws Exception {
        Path source = Files.createDirectory(directory.resolve("voyage")).resolve(Voyage.SOURCE);
        // the launcher runs the first class of the file
        String text = App.source(Voyage.SOURCE);
        int port = text.indexOf("interface Port");
        int main = text.indexOf("/** A bit of everything");
        Files.writeString(source, text.substring(0, port) + text.substring(main) + text.substring(port, main));
        ChildJvm.weaving().classPath().run(source.toString()).printed(Voyage.PRINTED);
    }

    @Test
    void classesWovenAheadOfTimeNeedNoAgent() throws Exception {
        weaveAheadOfTime();
        ChildJvm.plain()
                .with("-Xverify:all")
                .classPath(directory)
                .run(Voyage.MAIN)
                .printed(Voyage.PRINTED);
    }

    @Test
    void theAgentLeavesClassesWovenAheadOfTimeAlone() throws Exception {
        weaveAheadOfTime();
        ChildJvm.weaving()
                .with("-Xverify:all")
                .classPath(directory)
                .run(Voyage.MAIN)
                .printed(Voyage.PRINTED);
        Map<String, byte[]> once = files();
        weaveAheadOfTime(directory);
        assertThat(files()).usingRecursiveComparison().isEqualTo(once);
    }

    @Test
    void wovenClassesAndTheirLambdasGoIntoAnArchive() throws Exception {
        weaveAheadOfTime();
        Path archive = directory.resolve("app.jsa");
        Path jar = pack();
        ChildJvm.Ended dumping = ChildJvm.plain()
                .with("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable", "-Xlog:all=error")
                .classPath(jar)
                .run(Voyage.MAIN);
        dumping.printed(Voyage.PRINTED);

        Path log = directory.resolve("loaded.log");
        ChildJvm.plain()
                .with("-XX:SharedArchiveFile=" + archive, "-Xshare:on", "-Xlog:class+load:file=" + log)
                .classPath(jar)
                .run(Voyage.MAIN)
                .printed(Voyage.PRINTED);
        assertThat(Files.readString(log))
                .contains("voyage.Voyage source: shared objects file (top)")
                .contains("voyage.Voyage$Watch source: shared objects file (top)")
                .contains("dev.ikat.Strand source: shared objects file (top)")
                .containsPattern("voyage\\.Voyage\\$\\$Lambda\\S* source: shared objects file \\(top\\)");

        ChildJvm.weaving()
                .with(
                        "-XX:SharedArchiveFile=" + archive,
                        "-Xlog:disable") // the JVM logs that it was dumped without an agent
                .classPath(jar)
                .run(Voyage.MAIN)
                .printed(Voyage.PRINTED);
    }

    private void weaveAheadOfTime() throws Exception {
        weaveAheadOfTime(Voyage.APP.into(directory));
        assertThat(Files.readAllBytes(directory.resolve(App.fileName(Voyage.MAIN))))
                .isNotEqualTo(Voyage.APP.classes.get(Voyage.MAIN));
    }

    private static void weaveAheadOfTime(Path classes) throws Exception {
        ChildJvm.plain()
                .run("-jar", Jars.AGENT.toString(), "weave", classes.toString())
                .printed("");
    }

    private Path pack() throws IOException {
        Path jar = directory.resolve("app.jar");
        try (FatJar packed = FatJar.write(jar, App.manifest())) {
            for (Map.Entry<String, byte[]> each : files().entrySet()) {
                packed.file(App.fileName(each.getKey()), each.getValue());
            }
        }
        return jar;
    }

    private Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (String name : Voyage.APP.classes.keySet()) {
            files.put(name, Files.readAllBytes(directory.resolve(App.fileName(name))));
        }
        return files;
    }
}
