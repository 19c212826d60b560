package dev.ikat.comparisons;

import dev.ikat.benchmarks.Report.Other;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;

/**
 * Other weavers of byte code, each by a program of its own in a JVM with its agent. They read no class files of today, so
 * the programs are compiled for Java 8; where one does not run on this JDK, its row says what it said. Their jars are in
 * {@code tests/comparisons/target/peers}, or where the property {@code peers} says.
 */
final class Weavers {
    private static final Path JARS = Path.of(System.getProperty("peers", "tests/comparisons/target/peers"));

    private Weavers() {}

    static List<Other> all() throws IOException, InterruptedException {
        List<Other> all = new ArrayList<>();
        all.addAll(rows("eaAsync", "EaAsyncPeer", "ea-async.jar"));
        all.addAll(rows("quasar", "QuasarPeer", "quasar-core.jar"));
        return all;
    }

    private static List<Other> rows(String name, String program, String jarName)
            throws IOException, InterruptedException {
        Path jar = JARS.resolve(jarName).toAbsolutePath();
        Path folder = Files.createTempDirectory("ikat-peer");
        Path source = folder.resolve(program + ".java");
        try (InputStream text = Objects.requireNonNull(Weavers.class.getResourceAsStream(program + ".java"))) {
            Files.write(source, text.readAllBytes());
        }
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-nowarn",
                        "-proc:none",
                        "-Xlint:-options",
                        "--release",
                        "8",
                        "-cp",
                        jar.toString(),
                        "-d",
                        folder.toString(),
                        source.toString());
        if (compiled != 0) {
            return Comparison.failed(name, "its program does not compile");
        }
        return Comparison.lines(
                name,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + jar,
                "-cp",
                folder + File.pathSeparator + jar,
                program);
    }
}
