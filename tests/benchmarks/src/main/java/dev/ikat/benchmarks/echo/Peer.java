package dev.ikat.benchmarks.echo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A process of a measurement, which says what it has to say in lines. Closing kills it. */
final class Peer implements AutoCloseable {
    private static final double TICKS_PER_SECOND = 100;
    private static final String CPYTHON = "cpython-";

    private final Process process;
    private final BufferedReader output;

    private Peer(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader();
    }

    static Peer server(String kind) throws IOException {
        return new Peer(
                kind.startsWith(CPYTHON)
                        ? List.of("python3", script().toString(), kind.substring(CPYTHON.length()))
                        : java(EchoServer.class, kind));
    }

    static Peer client(Class<?> main, String... arguments) throws IOException {
        return new Peer(java(main, arguments));
    }

    private static Path script() throws IOException {
        Path script = Files.createTempFile("echo", ".py");
        script.toFile().deleteOnExit();
        try (InputStream source = Peer.class.getResourceAsStream("echo.py")) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
        return script;
    }

    /** A JVM like this one, with its agent. */
    private static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Decho.keystore=" + System.getProperty("echo.keystore", ""),
                "-Djdk.virtualThreadScheduler.parallelism=1"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(each -> each.startsWith("-javaagent"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    String port() throws IOException {
        return line("PORT")[1];
    }

    /** The words of the next line that begins so. */
    String[] line(String first) throws IOException {
        for (String line; (line = output.readLine()) != null; ) {
            if (line.startsWith(first)) {
                return line.split(" ");
            }
        }
        throw new IOException("the process ended without saying " + first);
    }

    void say(String line) throws IOException {
        process.outputWriter().append(line).append('\n').flush();
    }

    /** What it has used, in user and in system mode. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    @Override
    public void close() throws IOException {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException error) {
            throw new IOException(error);
        }
    }
}
