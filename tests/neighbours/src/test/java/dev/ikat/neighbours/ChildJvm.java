package dev.ikat.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A JVM of its own, of the same JDK as this one: options are collected, then it runs to its end or to the limit. */
final class ChildJvm {
    private static final long LIMIT_SECONDS = 60;
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    /** What the JVM or its launcher would read beside the command line. */
    private static final List<String> VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

    private final List<String> options =
            new ArrayList<>(List.of("-ea", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));

    /** What a program left behind. */
    record Ended(int exitCode, String output, String errors) {
        /** Fails, with all that is known, unless the program ended well and complained about nothing. */
        Ended well() {
            assertThat(exitCode).as("exit code; %s%n%s", output, errors).isZero();
            assertThat(errors).as("standard error").isEmpty();
            return this;
        }

        /** Fails as {@link #well}, except that the weaver may have complained of methods that are large. */
        Ended warningOfSlowMethods() {
            String rest = errors.lines()
                    .filter(line -> !line.startsWith("[ikat] slow: "))
                    .collect(Collectors.joining("\n"));
            new Ended(exitCode, output, rest).well();
            return this;
        }

        /** Fails unless this is all that the program printed, and it ended well. */
        void printed(String expected) {
            assertThat(well().output.lines().collect(Collectors.joining("\n"))).isEqualTo(expected.strip());
        }
    }

    /** Without any agent. */
    static ChildJvm plain() {
        return new ChildJvm();
    }

    /** With the agent of Ikat. */
    static ChildJvm weaving() {
        return new ChildJvm().agent(Jars.AGENT);
    }

    /** With the agent of Ikat and another, given as on the command line, first or second. */
    static ChildJvm beside(String other, boolean otherFirst) {
        ChildJvm jvm = new ChildJvm();
        return otherFirst
                ? jvm.with("-javaagent:" + other).agent(Jars.AGENT)
                : jvm.agent(Jars.AGENT).with("-javaagent:" + other);
    }

    ChildJvm agent(Path jar) {
        return with("-javaagent:" + jar);
    }

    ChildJvm with(String... more) {
        Collections.addAll(options, more);
        return this;
    }

    /** An option that JDKs before the release do not know. */
    ChildJvm since(int release, String option) {
        return Runtime.version().feature() >= release ? with(option) : this;
    }

    /** A class path of the runtime and these. */
    ChildJvm classPath(Path... entries) {
        return with("-cp", Jars.path(Jars.RUNTIME, List.of(entries)));
    }

    /** Runs what is given: a main class, -jar with its file, or -m with its module, and arguments. */
    Ended run(String... program) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(options);
        Collections.addAll(command, program);
        Path output = Files.createTempFile("ikat-neighbours", ".out");
        Path errors = Files.createTempFile("ikat-neighbours", ".err");
        try {
            Process process = start(command, output, errors);
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
            Ended left = new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
            assertThat(ended)
                    .as("ends within %d s: %s%n%s", LIMIT_SECONDS, command, left)
                    .isTrue();
            return left;
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static Process start(List<String> command, Path output, Path errors) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        Map<String, String> environment = builder.environment();
        VARIABLES.forEach(environment::remove);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }
}
