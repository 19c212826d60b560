package dev.ikat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that the plugin wove, in JVMs without an agent. */
class NoAgentTest {
    /** Gets a signal through each of the two ways to one: the loop's own and the program's. */
    private static final String SIGNALLED = """
            import static dev.ikat.Ikat.*;

            import dev.ikat.*;
            import dev.ikat.io.Signals;

            class Signalled {
                @Async
                static Coroutine<String> wait(Promise<String> came) {
                    return done(await(came));
                }

                @Async
                static Coroutine<Void> all() {
                    Promise<String> came = promise();
                    try (var handler = Signals.on("HUP", () -> came.complete("came"))) {
                        sun.misc.Signal.raise(new sun.misc.Signal("HUP"));
                        System.out.println(await(wait(came)));
                    }
                    return done();
                }

                public static void main(String[] arguments) {
                    Ikat.run(all());
                }
            }
            """;

    @TempDir
    Path folder;

    private Path classes;
    private Path jar;

    @BeforeEach
    void compile() throws IOException {
        classes = folder.resolve("classes");
        jar = folder.resolve("app.jar");
        assertThat(new Javac(classes)
                        .plugin("")
                        .compile(List.of(Program.greet(folder)))
                        .said())
                .isEmpty();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, byte[]> each : Program.files(classes).entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
                zip.closeEntry();
            }
        }
    }

    /** The options by which the running JDK records what it loads, and starts from that; the cache of JDK 25, the archive before. */
    private static String[] cache(Path file) {
        return Runtime.version().feature() >= 25
                ? new String[] {"-XX:AOTCacheOutput=" + file, "-XX:AOTCache=" + file, "-XX:AOTMode=on"}
                : new String[] {"-XX:ArchiveClassesAtExit=" + file, "-XX:SharedArchiveFile=" + file, "-Xshare:on"};
    }

    private Child program(String... options) {
        return Child.plainJava(folder).with("-Xlog:disable").with(options).with("-cp", Child.path(jar, Javac.RUNTIME));
    }

    @Test
    void fromTheCacheThatTheJdkMakesAheadOfTime() throws Exception {
        String[] cache = cache(folder.resolve("app.cache"));
        // the JVM that makes a cache says what it does, too
        assertThat(program(cache[0]).with("greet.Greet").run().well().output()).startsWith(Program.PRINTS);
        Path log = folder.resolve("loaded.log");
        program(cache[1], cache[2], "-Xlog:class+load:file=" + log)
                .with("greet.Greet")
                .run()
                .printed(Program.PRINTS);
        String loaded = Files.readString(log);
        for (String each : List.of("greet.Greet", "greet.Greet$Nested", "dev.ikat.Strand", "dev.ikat.Ikat")) {
            assertThat(loaded).contains(" " + each + " source: shared objects file");
        }
        assertThat(loaded).containsPattern("greet\\.Greet\\$\\$Lambda\\S* source: shared objects file");
    }

    @Test
    void theAgentLeavesWovenClassesAlone() throws Exception {
        program("-javaagent:" + Javac.AGENT).with("greet.Greet").run().printed(Program.PRINTS);
    }

    /** Nothing of the plugin or of the agent is needed, and no module but java.base. */
    @Test
    void withTheSmallestJdk() throws Exception {
        program("--limit-modules", "java.base").with("greet.Greet").run().printed(Program.PRINTS);
    }

    /** An image has no way to define the class of a handler: what it does instead works here, too. */
    @Test
    void signalsAsInANativeImage() throws Exception {
        Path source = Program.write(folder, "Signalled.java", SIGNALLED);
        Path program = folder.resolve("signalled");
        assertThat(Child.javac(folder)
                        .with("-cp", Javac.RUNTIME.toString(), "-processorpath", Javac.PLUGIN.toString())
                        .with("-Xplugin:Ikat", "-d", program.toString())
                        .with(source)
                        .run()
                        .well()
                        .output())
                .doesNotContain("[ikat");
        for (String option : List.of("-Dimage=no", "-Dorg.graalvm.nativeimage.imagecode=runtime")) {
            Child.java(folder)
                    .with(option, "-cp", Child.path(program, Javac.RUNTIME), "Signalled")
                    .run()
                    .printed("came");
        }
    }
}
