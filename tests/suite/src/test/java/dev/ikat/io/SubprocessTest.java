package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Processes on pipes of ours, as on Linux. */
class SubprocessTest extends SubprocessContract {
    /** The child of the child, which outlives it, holds the pipes. */
    private static final String GRANDCHILD = "exec 3<&0; { read line <&3; echo \"late $line\"; } & echo early; exit 5";

    @Override
    Subprocess.Builder builder(String... command) {
        return Subprocess.builder(command);
    }

    @Test
    void noThreadMovesTheBytes() {
        withProcesses(() -> {
            try (var cat = await(Subprocess.start("cat"))) {
                await(cat.stdin().write("x\n"));
                await(line(cat));
                assertThat(Thread.getAllStackTraces().keySet())
                        .noneMatch(thread -> thread.getName().startsWith("ikat-std"));
            }
            return done();
        });
    }

    @Test
    void theShell() {
        withProcesses(() -> {
            try (var process = await(Subprocess.shell("echo $((6 * 7)) | cat"))) {
                assertThat(await(process.communicate()).stdoutText()).isEqualTo("42\n");
            }
            assertThat(await(Subprocess.run("echo", "a  b")).stdoutText()).isEqualTo("a  b\n");
            return done();
        });
    }

    @Test
    void theExitIsNotTheEndOfTheOutput() {
        withProcesses(() -> {
            try (var process = await(Subprocess.shell(GRANDCHILD))) {
                assertThat(await(process.waitFor())).isEqualTo(5);
                assertThat(await(line(process))).isEqualTo("early");
                await(process.stdin().write("x\n"));
                assertThat(text(await(process.stdout().readAll()))).isEqualTo("late x\n");
            }
            return done();
        });
    }

    @Test
    void communicateWaitsForTheEndOfTheOutput() {
        withProcesses(() -> {
            try (var process = await(Subprocess.shell(GRANDCHILD))) {
                await(process.waitFor());
                assertThat(await(process.communicate(bytes("y\n"))).stdoutText())
                        .isEqualTo("early\nlate y\n");
            }
            return done();
        });
    }

    @Test
    void closingDoesNotWaitForWhoElseHoldsThePipes() {
        withProcesses(() -> {
            long grandchild;
            try (var process = await(Subprocess.shell("sleep 1000 & echo $!"))) {
                grandchild = Long.parseLong(await(line(process)));
                var reading = start(errorOf(() -> process.stdout().readAll()));
                await(process.waitFor());
                await(process.closeAsync());
                assertThat(await(reading)).isInstanceOf(java.nio.channels.ClosedChannelException.class);
            }
            assertThat(ProcessHandle.of(grandchild).orElseThrow().destroyForcibly())
                    .isTrue();
            return done();
        });
    }
}
