package dev.ikat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees: a program with every mistake that debug mode knows, in a JVM of its own, with and without it. */
@Timeout(120)
class DebugProgramTest {
    private static final String PROGRAM = """
            import static dev.ikat.Ikat.*;
            import static java.time.Duration.*;
            import dev.ikat.*;
            import java.io.IOException;
            import java.util.concurrent.CountDownLatch;
            import java.util.logging.*;

            class Careless {
                static final CountDownLatch REPORTED = new CountDownLatch(Boolean.getBoolean("ikat.debug") ? 1 : 0);
                static final Logger LOG = Logger.getLogger("dev.ikat.loop");

                @Async static Coroutine<Void> greet(String name) {
                    await(sleep(ofMillis(1)));
                    System.out.println("Hello, " + name);
                    return done();
                }
                @Async static Coroutine<Void> upload() throws IOException {
                    await(yieldNow());
                    throw new IOException("disk full");
                }
                @Async static Coroutine<Void> poll() {
                    await(promise());                      // WAITS
                    return done();
                }
                @Async static Coroutine<Void> compute() throws InterruptedException {
                    REPORTED.await();                      // BLOCKS
                    return done();
                }
                @Async static Coroutine<Void> program() throws Exception {
                    greet("nobody");                       // FORGOTTEN
                    sleep(ofSeconds(1));                   // NO SLEEP
                    start(upload(), "upload");
                    start(poll(), "poll");                 // STARTED
                    await(start(compute(), "compute"));
                    await(greet("Alice"));
                    return done();
                }
                public static void main(String[] arguments) throws Exception {
                    LOG.addHandler(new Handler() {
                        @Override public void publish(LogRecord record) {
                            String message = record.getMessage();
                            // on a busy machine others are slow too
                            if (message.contains("blocking the loop") && message.contains("task compute")) {
                                REPORTED.countDown();
                            }
                        }
                        @Override public void flush() {}
                        @Override public void close() {}
                    });
                    Ikat.run(program());
                }
            }
            """;

    @TempDir
    Path directory;

    private int lineOf(String mark) {
        List<String> lines = PROGRAM.lines().toList();
        return 1
                + lines.indexOf(lines.stream()
                        .filter(line -> line.contains("// " + mark))
                        .findFirst()
                        .orElseThrow());
    }

    private String errorsOf(String... options) throws IOException, InterruptedException {
        Path source = Files.writeString(directory.resolve("Careless.java"), PROGRAM);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-javaagent:" + System.getProperty("ikat.agent.jar"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("ikat.runtime.jar"), source.toString()));
        Path errors = directory.resolve("errors.txt");
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("did not end: " + Files.readString(errors));
        }
        assertThat(Files.readString(output)).isEqualToIgnoringNewLines("Hello, Alice");
        assertThat(process.exitValue()).isZero();
        return Files.readString(errors);
    }

    @Test
    void withDebugModeEveryMistakeIsToldWithItsPlace() throws Exception {
        String errors = errorsOf("-Dikat.debug=true");
        assertThat(errors.lines())
                .as(errors)
                .anyMatch(line -> line.contains("coroutine Careless.greet (Careless.java:")
                        && line.endsWith("it was made at Careless.program(Careless.java:" + lineOf("FORGOTTEN") + ")"))
                .anyMatch(line -> line.contains("coroutine Ikat.sleep was never awaited")
                        && line.endsWith("(Careless.java:" + lineOf("NO SLEEP") + ")"))
                .anyMatch(line -> line.contains("the error of task upload was never retrieved"))
                .anyMatch(line -> line.equals("java.io.IOException: disk full"))
                .anyMatch(
                        line -> line.contains("a callback has been blocking the loop") && line.contains("task compute"))
                .anyMatch(line -> line.endsWith("at Careless.compute(Careless.java:" + lineOf("BLOCKS") + ")"))
                .anyMatch(line -> line.contains("a callback blocked the loop for") && line.contains("task compute"))
                .anyMatch(line -> line.contains("task poll was still running when its runner closed"))
                .anyMatch(line -> line.endsWith("at Careless.poll(Careless.java:" + lineOf("WAITS") + ")"))
                .anyMatch(line -> line.endsWith("at Careless.program(Careless.java:" + lineOf("STARTED") + ")"));
    }

    @Test
    void withoutItOnlyTheErrorThatNobodySawIsTold() throws Exception {
        String errors = errorsOf();
        assertThat(errors)
                .contains("the error of task upload was never retrieved")
                .contains("java.io.IOException: disk full");
        assertThat(errors).doesNotContain("never awaited", "blocking", "still running");
    }
}
