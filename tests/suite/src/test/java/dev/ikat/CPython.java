package dev.ikat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs on the asyncio of the {@code python3} on the PATH, in virtual time: {@code log(…)} prints a line with the
 * milliseconds, {@code main()} is the program.
 */
public final class CPython {
    private static final int PATIENCE_SECONDS = 60;

    private static final String PRELUDE = """
            import asyncio, selectors, sys

            class Selector(selectors.DefaultSelector):
                now = 0.0
                def select(self, timeout=None):
                    if timeout is None:
                        raise RuntimeError("deadlock")
                    self.now += max(timeout, 0)
                    return super().select(0)

            class Loop(asyncio.SelectorEventLoop):
                def __init__(self):
                    self.virtual = Selector()
                    super().__init__(self.virtual)
                def time(self):
                    return self.virtual.now

            def log(*words):
                print(round(asyncio.get_running_loop().time() * 1000), *words)

            def name(error):
                return type(error).__name__

            async def ms(n):
                await asyncio.sleep(n / 1000)

            def run(main):
                with asyncio.Runner(loop_factory=Loop) as runner:
                    return runner.run(main)

            """;

    private CPython() {}

    /** The lines that the program prints. */
    public static List<String> run(String program) {
        return execute(PRELUDE + program + "\nrun(main())\n", "");
    }

    /** The lines that a script prints, which reads the input; {@code run(coroutine)} is there for it. */
    public static List<String> interpret(String script, String input) {
        return execute(PRELUDE + script, input);
    }

    private static List<String> execute(String script, String input) {
        try {
            Path directory = Files.createTempDirectory("ikat-asyncio");
            Path file = Files.writeString(directory.resolve("program.py"), script);
            Path in = Files.writeString(directory.resolve("in"), input);
            Path out = directory.resolve("out");
            try {
                return execute(file, in, out);
            } finally {
                for (Path each : List.of(file, in, out)) {
                    Files.deleteIfExists(each);
                }
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> execute(Path file, Path in, Path out) throws IOException {
        Process process = start(new ProcessBuilder("python3", "-B", file.toString())
                .redirectInput(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile()));
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
            assertThat(ended).as("python3 ends; it said %s", lines).isTrue();
            assertThat(process.exitValue()).as("python3 said %s", lines).isZero();
            return lines;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(
                    "python3 was not found on the PATH. These tests compare Ikat with CPython's asyncio: install Python"
                            + " 3.11 or newer as python3",
                    e);
        }
    }
}
