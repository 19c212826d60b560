package dev.ikat.neighbours;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The JDK's command line debugger, running a program under the agent; it is spoken to as by a person. */
final class Jdb implements AutoCloseable {
    private static final long LIMIT_SECONDS = 90;
    private static final String STOPPED = "main[1] ";

    private static final Set<String> LETTING_GO = Set.of("run", "cont", "next");

    private static final String LISTENING = "at address: ";

    private final Process program;
    private final Process debugger;
    private final Reader output;
    private final Writer input;
    private final StringBuilder transcript = new StringBuilder();

    /** The program is loaded and waits for {@code run}. */
    Jdb(Path classes, String main) throws IOException {
        program = new ProcessBuilder(
                        tool("java"),
                        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0",
                        "-javaagent:" + Jars.AGENT,
                        "-cp",
                        Jars.path(Jars.RUNTIME, List.of(classes)),
                        main)
                .redirectErrorStream(true)
                .start();
        String listening = program.inputReader(StandardCharsets.UTF_8).readLine();
        String port = listening.substring(listening.indexOf(LISTENING) + LISTENING.length());
        debugger = new ProcessBuilder(tool("jdb"), "-attach", "127.0.0.1:" + port)
                .redirectErrorStream(true)
                .start();
        output = debugger.inputReader(StandardCharsets.UTF_8);
        input = debugger.outputWriter(StandardCharsets.UTF_8);
        CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS).execute(this::close);
        until(STOPPED);
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** Asks for a breakpoint before the program runs. */
    void stopAt(String place) throws IOException {
        send("stop at " + place);
        until("Deferring breakpoint " + place, STOPPED);
    }

    /** What is said until the program has stopped again. */
    String stopping(String command) throws IOException {
        send(command);
        return LETTING_GO.contains(command) ? until("line=", STOPPED) : until(STOPPED);
    }

    /** What the program prints until it has ended. */
    String ending(String command) throws IOException {
        send(command);
        until("The application exited");
        return program.inputReader(StandardCharsets.UTF_8).readLine();
    }

    private void send(String command) throws IOException {
        input.write(command + "\n");
        input.flush();
    }

    /** What is said up to the last of the marks, which come one after the other: a prompt alone may be one of before. */
    private String until(String... marks) throws IOException {
        int from = transcript.length();
        for (String mark : marks) {
            int since = transcript.length();
            while (transcript.indexOf(mark, since) < 0) {
                int next = output.read();
                if (next < 0) {
                    throw new AssertionError(
                            "jdb ended, or was ended, before it said \"" + mark + "\":\n" + transcript);
                }
                transcript.append((char) next);
            }
        }
        return transcript.substring(from);
    }

    @Override
    public void close() {
        debugger.destroyForcibly();
        program.destroyForcibly();
    }
}
