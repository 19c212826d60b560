package dev.ikat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program in a process of its own, of the JDK that runs the tests, in a folder. */
final class Child {
    static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    private static final long LIMIT_SECONDS = 240;
    /** What the JVM, its launcher or Maven would read beside the command line. */
    private static final List<String> VARIABLES = List.of(
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            "CLASSPATH",
            "JDK_JAVAC_OPTIONS",
            "MAVEN_OPTS",
            "MAVEN_ARGS",
            "MAVEN_CONFIG",
            "MAVEN_PROJECTBASEDIR");

    private final Path folder;
    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    /** How it ended, and what it printed; the errors of a compiler are among the output. */
    record Ended(int exitCode, String output) {
        Ended well() {
            assertThat(exitCode).as("exit code%n%s", output).isZero();
            return this;
        }

        Ended badly() {
            assertThat(exitCode).as("exit code%n%s", output).isNotZero();
            return this;
        }

        /** Ended well, and printed this and nothing else. */
        void printed(String expected) {
            well();
            assertThat(output.strip()).isEqualTo(expected.strip());
        }
    }

    private Child(Path folder, String... command) {
        this.folder = folder;
        Collections.addAll(this.command, command);
    }

    static Child of(Path folder, String... command) {
        return new Child(folder, command);
    }

    private static Child tool(Path folder, String name) {
        return new Child(folder, JAVA_HOME.resolve("bin").resolve(name).toString());
    }

    /** The java command, for something short. */
    static Child java(Path folder) {
        return plainJava(folder).with("-ea", "-Xverify:all");
    }

    /** One that can start from an archive of classes. */
    static Child plainJava(Path folder) {
        return tool(folder, "java").with("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    static Child javac(Path folder) {
        return tool(folder, "javac").with("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-J-Duser.language=en");
    }

    /** {@code weave} of the agent's jar. */
    static Child weave(Path folder) {
        return java(folder).with("-jar", Javac.AGENT.toString(), "weave");
    }

    Child with(String... more) {
        Collections.addAll(command, more);
        return this;
    }

    Child with(Path... more) {
        for (Path each : more) {
            command.add(each.toString());
        }
        return this;
    }

    Child variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    static String path(Path... entries) {
        return Stream.of(entries).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    Ended run() throws IOException, InterruptedException {
        Path output = Files.createTempFile("ikat-child", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            VARIABLES.forEach(builder.environment()::remove);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
            String printed = Files.readString(output);
            assertThat(ended).as("ends: %s%n%s", command, printed).isTrue();
            return new Ended(process.exitValue(), printed);
        } finally {
            Files.delete(output);
        }
    }
}
