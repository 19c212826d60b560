package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Weaving;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The standard input and output of a process that is ours at both ends. */
class ProcessStandardStreamsTest extends ProcessFixture {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static Subprocess.Builder program() {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(Weaving.options());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ProcessCat.class.getName()));
        return Subprocess.builder(command.toArray(String[]::new));
    }

    @Test
    void theyAreCopied() {
        byte[] input = randomBytes(1_000_000, 1);
        withProcesses(() -> {
            byte[] output = await(program().run(input)).stdout();
            assertThat(output).startsWith(input).endsWith(bytes("\n1000000 bytes"));
            return done();
        });
    }

    /** The thread that hangs in the read of the standard input keeps no program alive. */
    @Test
    void aProgramThatWaitsForInputEndsWhenItIsAskedTo() {
        withProcesses(() -> {
            try (var process = await(program().start())) {
                await(process.stdin().write("x"));
                assertThat(text(await(process.stdout().read(1)))).isEqualTo("x");
                assertThat(process.terminate()).isTrue();
                assertThat(await(process.waitFor())).isEqualTo(128 + 15);
            }
            return done();
        });
    }
}
