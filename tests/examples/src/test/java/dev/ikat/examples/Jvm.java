package dev.ikat.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A fresh JVM with the agent attached, as a reader starts one. */
final class Jvm {
    private static final long LIMIT_SECONDS = 60;
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private Jvm() {}

    /** What a program left behind. */
    record Ended(int exitCode, String output, String errors) {
        /** Fails, with all that is known, unless the program ended well and complained about nothing. */
        Ended well() {
            assertThat(exitCode).as("exit code; %s%n%s", output, errors).isZero();
            assertThat(errors).as("standard error").isEmpty();
            return this;
        }
    }

    /** Runs a main class to its end; it finds the runtime and what is in the folder. */
    static Ended run(Path classes, String mainClass) throws IOException, InterruptedException {
        return run(classes, mainClass, "");
    }

    /** With options of the agent; empty for none. */
    static Ended run(Path classes, String mainClass, String options) throws IOException, InterruptedException {
        Path output = Files.createTempFile("ikat-examples", ".out");
        Path errors = Files.createTempFile("ikat-examples", ".err");
        try {
            Process process = start(command(classes, mainClass, options), output, errors);
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
            assertThat(ended)
                    .as("%s ends within %d s", mainClass, LIMIT_SECONDS)
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static Process start(List<String> command, Path output, Path errors) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeAll(List.of("NO_COLOR", "FORCE_COLOR", "JAVA_TOOL_OPTIONS"));
        return builder.start();
    }

    private static List<String> command(Path classes, String mainClass, String options) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-ea", "-XX:TieredStopAtLevel=1"));
        Collections.addAll(command, "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8");
        command.add("-javaagent:" + System.getProperty("ikat.agent.jar") + (options.isEmpty() ? "" : "=" + options));
        Collections.addAll(command, "-cp", runtime() + java.io.File.pathSeparator + classes, mainClass);
        return command;
    }

    static String runtime() {
        return System.getProperty("ikat.runtime.jar")
                + java.io.File.pathSeparator
                + System.getProperty("ikat.stream.jar")
                + java.io.File.pathSeparator
                + System.getProperty("ikat.testkit.jar");
    }
}
