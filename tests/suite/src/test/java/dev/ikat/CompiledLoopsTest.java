package dev.ikat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Where C2 compiles a loop with the generator that it is over, neither the generator nor its frame is made. That hangs on
 * how the runtime is written, so it is counted, in a JVM with C2.
 */
@Timeout(120)
class CompiledLoopsTest {
    @Test
    void generatorsAreNotMade() throws Exception {
        Process process = new ProcessBuilder(Weaving.command(CompiledLoops.class, List.of()))
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).strip())
                .isEqualTo("[0, 0, 0]");
        assertThat(process.waitFor()).isZero();
    }
}
