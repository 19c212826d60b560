package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What processes do, however their bytes move. */
abstract class SubprocessContract extends ProcessFixture {
    private static final int LARGE = 1_000_000;

    abstract Subprocess.Builder builder(String... command);

    final Coroutine<Subprocess> sh(String script) throws IOException {
        return builder("sh", "-c", script).start();
    }

    @Test
    void theOutputsAndTheExitCode() {
        withProcesses(() -> {
            try (var process = await(sh("echo out; echo err >&2; exit 3"))) {
                assertThat(await(process.stdout().readLine())).isEqualTo("out");
                assertThat(await(process.stderr().readLine())).isEqualTo("err");
                assertThat(await(process.waitFor())).isEqualTo(3);
                assertThat(process.returnCode()).hasValue(3);
                assertThat(await(process.waitFor())).as("again").isEqualTo(3);
            }
            return done();
        });
    }

    @Test
    void whatIsWrittenIsRead() {
        withProcesses(() -> {
            try (var cat = await(builder("cat").start())) {
                assertThat(cat.returnCode()).isEmpty();
                await(cat.stdin().write("größe\n"));
                assertThat(await(line(cat))).isEqualTo("größe");
                await(cat.stdin().write("last"));
                await(cat.stdin().shutdownOutput());
                assertThat(text(await(cat.stdout().readAll()))).isEqualTo("last");
                assertThat(await(cat.waitFor())).isZero();
            }
            return done();
        });
    }

    @Test
    void closingTheInputEndsIt() {
        withProcesses(() -> {
            try (var cat = await(builder("cat").start())) {
                await(cat.stdin().write("x"));
                await(cat.stdin().closeAsync());
                assertThat(await(cat.waitFor())).isZero();
                assertThat(text(await(cat.stdout().readAll()))).isEqualTo("x");
            }
            return done();
        });
    }

    @Test
    void communicateMovesMoreThanThePipesHold() {
        byte[] input = randomBytes(LARGE, 1);
        withProcesses(() -> {
            try (var cat = await(sh("tee /dev/stderr"))) {
                var result = await(cat.communicate(input));
                assertThat(result.stdout()).isEqualTo(input);
                assertThat(result.stderr()).isEqualTo(input);
                assertThat(cat.returnCode()).hasValue(0);
            }
            return done();
        });
    }

    @ParameterizedTest
    @CsvSource({"true,''", "'head -c 10','0123456789'", "'exec <&-; exit 0',''"})
    void communicateIgnoresInputThatNobodyReads(String script, String output) {
        byte[] input = bytes("0123456789".repeat(LARGE / 10));
        withProcesses(() -> {
            try (var process = await(sh(script))) {
                var result = await(process.communicate(input));
                assertThat(result.stdoutText()).isEqualTo(output);
                assertThat(result.stderrText()).isEmpty();
                assertThat(process.returnCode()).hasValue(0);
            }
            return done();
        });
    }

    @Test
    void communicateWithoutInputEndsIt() {
        withProcesses(() -> {
            try (var cat = await(builder("cat").start())) {
                assertThat(await(cat.communicate()).stdout()).isEmpty();
                assertThat(await(cat.communicate()).stdout()).as("again").isEmpty();
            }
            return done();
        });
    }

    @Test
    void signalsAreExitCodesAbove128() {
        withProcesses(() -> {
            try (var killed = await(builder("sleep", "1000").start());
                    var terminated = await(builder("sleep", "1000").start())) {
                assertThat(killed.kill()).isTrue();
                assertThat(await(killed.waitFor())).isEqualTo(128 + 9);
                assertThat(killed.kill()).as("too late").isFalse();
                assertThat(terminated.terminate()).isTrue();
                assertThat(await(terminated.waitFor())).isEqualTo(128 + 15);
                assertThat(terminated.terminate()).as("too late").isFalse();
            }
            return done();
        });
    }

    @ParameterizedTest
    @CsvSource({"USR1", "SIGUSR1", "TERM", "INT"})
    void anySignalByItsName(String name) {
        String bare = name.replace("SIG", "");
        withProcesses(() -> {
            try (var process =
                    await(sh("trap 'echo got; exit 7' " + bare + "; echo ready; while :; do sleep 0.01; done"))) {
                await(line(process));
                await(process.signal(name));
                assertThat(await(line(process))).isEqualTo("got");
                assertThat(await(process.waitFor())).isEqualTo(7);
                assertThat(await(errorOf(() -> process.signal(name))))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(bare + " came too late")
                        .hasMessageContaining(Long.toString(process.pid()));
            }
            return done();
        });
    }

    @Test
    void aSignalThatThereIsNot() {
        withProcesses(() -> {
            try (var process = await(builder("sleep", "1000").grace(ZERO).start())) {
                assertThat(await(errorOf(() -> process.signal("NONSENSE"))))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("NONSENSE could not be sent");
                assertThatThrownBy(() -> process.signal("x; rm")).isInstanceOf(IllegalArgumentException.class);
            }
            return done();
        });
    }

    @Test
    void noSuchProgram(@TempDir Path directory) {
        withProcesses(() -> {
            assertThat(await(
                            errorOf(() -> builder("no-such-program", "argument").start())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("could not start [no-such-program, argument]")
                    .hasMessageContaining("No such file");
            Path missing = directory.resolve("missing");
            assertThat(await(errorOf(() -> builder("true").directory(missing).start())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("could not start [true] in " + missing);
            assertThatThrownBy(Subprocess::builder).isInstanceOf(IllegalArgumentException.class);
            return done();
        });
    }

    @Test
    void directoryAndEnvironment(@TempDir Path directory) {
        withProcesses(() -> {
            var set = builder("sh", "-c", "pwd; echo $A; echo ${HOME-none}")
                    .directory(directory)
                    .environment("A", "ä b")
                    .environment("HOME", null);
            assertThat(await(set.run()).stdoutText()).isEqualTo(directory.toRealPath() + "\nä b\nnone\n");
            var replaced = builder("/usr/bin/env").environment(Map.of("ONLY", "this"));
            assertThat(await(replaced.run()).stdoutText()).isEqualTo("ONLY=this\n");
            return done();
        });
    }

    @Test
    void streamsThatAreNoPipes(@TempDir Path directory) throws IOException {
        Path in = Files.writeString(directory.resolve("in"), "from a file");
        Path out = directory.resolve("out");
        withProcesses(() -> {
            var files = builder("sh", "-c", "cat; echo no >&2")
                    .stdin(Redirect.from(in.toFile()))
                    .stdout(Redirect.to(out.toFile()))
                    .stderr(Redirect.DISCARD);
            try (var process = await(files.start())) {
                var result = await(process.communicate());
                assertThat(result.stdout()).isEmpty();
                assertThat(result.stderr()).isEmpty();
                assertThatThrownBy(process::stdin)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("stdin of process " + process.pid())
                        .hasMessageContaining("is not a pipe");
                assertThatThrownBy(process::stdout).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(process::stderr).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> process.communicate(bytes("x"))).isInstanceOf(IllegalStateException.class);
            }
            assertThat(out).hasContent("from a file");
            var nothing = builder("cat").stdin(Redirect.DISCARD);
            assertThat(await(nothing.run()).stdout()).isEmpty();
            return done();
        });
    }

    @Test
    void errorsMayGoWithTheOutput() {
        withProcesses(() -> {
            var merged = builder("sh", "-c", "echo a; echo b >&2; echo c").redirectErrorStream(true);
            try (var process = await(merged.start())) {
                assertThat(await(process.communicate()).stdoutText()).isEqualTo("a\nb\nc\n");
                assertThatThrownBy(process::stderr).isInstanceOf(IllegalStateException.class);
            }
            return done();
        });
    }

    @Test
    void aBuilderMakesAnyNumberOfProcesses() {
        withProcesses(() -> {
            var builder = builder("sh", "-c", "echo $A").environment("A", "1");
            Coroutine<Subprocess> first = builder.start();
            builder.environment("A", "2").stdout(Redirect.DISCARD);
            try (var one = await(first);
                    var two = await(builder.start())) {
                assertThat(await(line(one))).isEqualTo("1");
                assertThat(await(two.communicate()).stdout()).isEmpty();
            }
            return done();
        });
    }

    @Test
    void writingToAProcessThatHasExited() {
        withProcesses(() -> {
            try (var process = await(builder("true").start())) {
                await(process.waitFor());
                assertThat(await(errorOf(() -> writeForEver(process.stdin()))))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("standard input of process " + process.pid() + " [true]");
            }
            return done();
        });
    }

    @Async
    private static Coroutine<Void> writeForEver(ByteWriter writer) throws IOException {
        while (true) {
            await(writer.write(new byte[10_000]));
            await(yieldNow());
        }
    }

    @Test
    void whatIsLeftIsReadAfterTheExit() {
        withProcesses(() -> {
            try (var process = await(sh("echo left; echo behind"))) {
                await(process.waitFor());
                assertThat(await(process.stdout().readLine())).isEqualTo("left");
                assertThat(text(await(process.stdout().readAll()))).isEqualTo("behind\n");
            }
            return done();
        });
    }

    @Test
    void aReaderThatIsNotAskedHoldsTheProcessUp() {
        withProcesses(() -> {
            try (var yes = await(builder("yes").grace(ZERO).start())) {
                await(turns(1000));
                assertThat(yes.stdout.inbound.bufferedBytes()).as("never asked").isZero();
                await(line(yes));
                // more than reads take without waiting; once one has waited, what comes is read ahead
                await(yes.stdout().readExactly(2 * Inbound.MAX_DIRECT * 64 * 1024));
                await(until(() -> yes.stdout.inbound.bufferedBytes() > 2 * 64 * 1024));
                await(turns(10_000));
                assertThat(yes.stdout.inbound.bufferedBytes()).isLessThanOrEqualTo(3 * 64 * 1024);
                for (int i = 0; i < 100_000; i++) {
                    assertThat(await(line(yes))).isIn("y", "");
                }
            }
            return done();
        });
    }

    @Test
    void runChecksTheExitCode() {
        withProcesses(() -> {
            assertThat(await(builder("cat").run(bytes("in"))).stdoutText()).isEqualTo("in");
            assertThat(await(errorOf(
                            () -> builder("sh", "-c", "echo why >&2; exit 4").run())))
                    .isInstanceOfSatisfying(ProcessFailedException.class, failed -> {
                        assertThat(failed.exitCode()).isEqualTo(4);
                        assertThat(failed.command()).containsExactly("sh", "-c", "echo why >&2; exit 4");
                        assertThat(failed.errorTail()).isEqualTo("why\n");
                        assertThat(failed).hasMessageContaining("ended with exit code 4: why");
                    });
            assertThat(await(errorOf(() -> builder("sh", "-c", "kill -9 $$").run())))
                    .hasMessageContaining("exit code 137 (as by signal 9)");
            assertThat(await(
                            errorOf(() -> builder("cat").stdin(Redirect.DISCARD).run(bytes("x")))))
                    .isInstanceOf(IllegalStateException.class);
            return done();
        });
    }

    @Test
    void theTailOfALongComplaint() {
        withProcesses(() -> {
            assertThat(await(errorOf(() -> builder("sh", "-c", "yes no | head -n 30000 >&2; echo end >&2; exit 1")
                            .run())))
                    .isInstanceOfSatisfying(
                            ProcessFailedException.class,
                            failed ->
                                    assertThat(failed.errorTail()).hasSize(2000).endsWith("\nend\n"));
            return done();
        });
    }

    @Test
    void manyAtOnce() {
        withProcesses(() -> {
            List<Coroutine<Communicated>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(builder("cat").run(bytes("number " + i)));
            }
            List<Communicated> results = await(gather(all));
            for (int i = 0; i < 20; i++) {
                assertThat(results.get(i).stdoutText()).isEqualTo("number " + i);
            }
            return done();
        });
    }
}
