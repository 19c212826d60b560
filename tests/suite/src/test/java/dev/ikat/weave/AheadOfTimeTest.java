package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar ikat-agent.jar weave <folder>} in JVMs of their own, and programs there with and without the agent. */
@Timeout(120)
class AheadOfTimeTest {
    private static final String AGENT = System.getProperty("ikat.agent.jar");
    private static final String RUNTIME = System.getProperty("ikat.runtime.jar");

    private static final String PROGRAM = """
            public class Case {
                @Async static Coroutine<String> greet(String name) { await(yieldNow()); return done("Hello, " + name); }
                static class Nested { @Async Coroutine<String> twice() { return done(await(greet("a")) + await(greet("b"))); } }
                static class Untouched { int n; }
                static void plain() {
                    await(yieldNow());                                        // HERE
                }
                public static void main(String[] arguments) {
                    try {
                        plain();
                    } catch (IllegalStateException e) {
                        System.out.println(e.getMessage());
                    }
                    System.out.println(Ikat.run(new Nested().twice()));
                }
            }
            """;

    @TempDir
    Path directory;

    private Sources sources;

    private record Ended(int status, String output, String errors) {}

    @BeforeEach
    void compile() throws IOException {
        sources = Sources.of(PROGRAM);
        write(sources.plain);
    }

    private void write(Map<String, byte[]> classes) throws IOException {
        for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
            Files.write(directory.resolve(entry.getKey() + ".class"), entry.getValue());
        }
    }

    private Ended java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xverify:all"));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output.txt");
        Path errors = directory.resolve("errors.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(50, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("did not end: " + command);
        }
        return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    private String classPath() {
        return RUNTIME + File.pathSeparator + directory;
    }

    @Test
    void weavesADirectoryThatThenNeedsNoAgent() throws Exception {
        assertThat(java("-jar", AGENT, "weave", directory.toString()).status()).isZero();
        for (String name : sources.plain.keySet()) {
            assertThat(Files.readAllBytes(directory.resolve(name + ".class")))
                    .as(name)
                    .isEqualTo(sources.woven.get(name));
        }
        assertThat(java("-jar", AGENT, "weave", directory.toString()).status())
                .as("again")
                .isZero();
        assertThat(Files.readAllBytes(directory.resolve("Case.class"))).isEqualTo(sources.woven.get("Case"));
        Ended ended = java("-cp", classPath(), "Case");
        assertThat(ended.errors()).doesNotContain("Exception");
        assertThat(ended.output())
                .contains("await in Case.plain (Case.java:" + sources.lineOf("HERE") + ")")
                .contains("Hello, aHello, b");
    }

    @Test
    void withoutAgentAndWeavingAnAwaitSaysSo() throws Exception {
        Ended ended = java("-cp", classPath(), "Case");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output())
                .contains("await in Case.plain (Case.java:" + sources.lineOf("HERE") + ")")
                .contains("no agent is attached");
        assertThat(ended.errors()).contains("IllegalStateException").contains("await in Case.greet (Case.java:");
    }

    @Test
    void withTheAgentAPlainMethodIsToldToBeAsync() throws Exception {
        Ended ended = java("-javaagent:" + AGENT, "-cp", classPath(), "Case");
        assertThat(ended.output())
                .contains("await in Case.plain (Case.java:" + sources.lineOf("HERE") + ")")
                .contains("Add @Async")
                .contains("Hello, aHello, b");
    }

    @Test
    void refusalsArePrintedAndFailTheCommand() throws Exception {
        Sources bad = Sources.ofMembers(
                "@Async static void bad() {}\n@Async static Coroutine<Void> good() { return done(); }");
        write(bad.plain);
        Ended ended = java("-jar", AGENT, "weave", directory.toString());
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.errors()).contains(bad.refusals);
        assertThat(Files.readAllBytes(directory.resolve("Case.class"))).isEqualTo(bad.woven.get("Case"));
    }

    @Test
    void theAgentAndTheCommandGiveTheSameProgram() throws Exception {
        Ended agent = java("-javaagent:" + AGENT, "-cp", classPath(), "Case");
        java("-jar", AGENT, "weave", directory.toString());
        Ended both = java("-javaagent:" + AGENT, "-cp", classPath(), "Case");
        assertThat(both).isEqualTo(agent);
    }
}
