package dev.ikat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.loop.SystemSignal;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * SIGINT to programs in JVMs of their own: the sentence "The first SIGINT cancels main, the second interrupts". The programs
 * are in {@link InterruptedProgram}; each says when it is ready for a signal.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGINT to send to another process")
@Timeout(120)
class InterruptsTest {
    /** A shell may have started the tests with SIGINT ignored, which children and their JVMs keep. */
    private static final String WITH_SIGINT = "import os, signal, sys\n"
            + "signal.signal(signal.SIGINT, signal.SIG_DFL)\n"
            + "signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})\n"
            + "os.execv(sys.argv[1], sys.argv[1:])\n";

    /** Then a program that hangs is ended, and with it the reading of what it says. */
    private static final int LIMIT_SECONDS = 50;

    private final List<String> options =
            new ArrayList<>(List.of("-ea", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));

    private static final class Program implements AutoCloseable {
        private final Process process;
        private final BufferedReader output;

        Program(List<String> command) throws IOException {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            output = process.inputReader(StandardCharsets.UTF_8);
            CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        }

        /** The lines up to that one, which comes last. */
        List<String> until(String last) throws IOException {
            List<String> lines = new ArrayList<>();
            String line;
            do {
                line = output.readLine();
                assertThat(line).as("after %s", lines).isNotNull();
                lines.add(line);
            } while (!line.equals(last));
            return lines;
        }

        void interrupt() throws Exception {
            Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
        }

        List<String> rest() {
            return output.lines().toList();
        }

        int exitCode() throws InterruptedException {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private Program start(String name) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path tests = Path.of(InterruptedProgram.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> command = new ArrayList<>(List.of("python3", "-c", WITH_SIGINT, java.toString()));
        command.addAll(options);
        command.addAll(Weaving.options());
        command.addAll(List.of("-cp", System.getProperty("ikat.runtime.jar") + File.pathSeparator + tests));
        command.addAll(List.of(InterruptedProgram.class.getName(), name));
        return new Program(command);
    }

    @Test
    void theFirstCancelsTheMainAndTheProgramEndsInOrderWithExitCode130() throws Exception {
        try (Program program = start("orderly")) {
            program.until("ready");
            program.interrupt();
            assertThat(program.rest())
                    .containsExactly("main cancelled: interrupted by SIGINT", "task cleaned up", "shutdown hook");
            assertThat(program.exitCode()).isEqualTo(130);
        }
    }

    @Test
    void aMainThatGoesOnIsEndedByTheSecond() throws Exception {
        try (Program program = start("stubborn")) {
            program.until("ready");
            program.interrupt();
            program.until("main goes on");
            program.interrupt();
            assertThat(program.rest()).containsExactly("shutdown hook");
            assertThat(program.exitCode()).isEqualTo(130);
        }
    }

    @Test
    void aMainThatReturnsInSpiteOfItEndsTheProgramAsUsual() throws Exception {
        try (Program program = start("returns")) {
            program.until("ready");
            program.interrupt();
            assertThat(program.rest()).containsExactly("result: value", "shutdown hook");
            assertThat(program.exitCode()).isZero();
        }
    }

    @Test
    void duringTheCloseItIsAsBefore() throws Exception {
        try (Program program = start("closing")) {
            program.until("closing");
            program.interrupt();
            assertThat(program.rest()).containsExactly("shutdown hook");
            assertThat(program.exitCode()).isEqualTo(130);
        }
    }

    @Test
    void aRunnerThatDoesNotHandleInterruptsLeavesItToTheJvm() throws Exception {
        try (Program program = start("optedOut")) {
            program.until("ready");
            program.interrupt();
            assertThat(program.rest()).containsExactly("shutdown hook");
            assertThat(program.exitCode()).isEqualTo(130);
        }
    }

    @Test
    void aHandlerThatWasThereBeforeGetsItAfterTheClose() throws Exception {
        try (Program program = start("handler")) {
            program.until("ready");
            program.interrupt();
            assertThat(program.until("own handler"))
                    .containsExactly("main cancelled: interrupted by SIGINT", "task cleaned up", "own handler");
            assertThat(program.until("caught")).containsExactly("caught");
            program.interrupt();
            assertThat(program.until("own handler")).containsExactly("own handler");
        }
    }

    @Test
    void oneRunnerHasItAndTheNextOneAfterIt() throws Exception {
        try (Program program = start("several")) {
            assertThat(program.until("ready")).containsExactly("inner runner ended", "ready");
            program.interrupt();
            assertThat(program.rest()).contains("main cancelled: interrupted by SIGINT", "shutdown hook");
            assertThat(program.exitCode()).isEqualTo(130);
        }
    }

    @Test
    void aHookThatJoinsTheMainThreadDoesNotHang() throws Exception {
        try (Program program = start("joining")) {
            program.until("ready");
            program.interrupt();
            assertThat(program.rest()).contains("main thread ended");
            assertThat(program.exitCode()).isEqualTo(130);
        }
    }

    @Test
    void whereTheJvmKeepsTheSignalProgramsRunWithout() throws Exception {
        options.add("-Xrs");
        try (Program program = start("result")) {
            assertThat(program.rest()).containsExactly("result: value");
            assertThat(program.exitCode()).isZero();
        }
    }

    @Test
    void withoutTheModuleProgramsRunWithout() throws Exception {
        options.addAll(List.of("--limit-modules", "java.base,java.instrument"));
        try (Program program = start("result")) {
            assertThat(program.rest()).containsExactly("result: value");
            assertThat(program.exitCode()).isZero();
        }
    }

    // In this JVM.

    @Test
    void afterARunTheHandlerIsTheOneBefore() throws Throwable {
        SystemSignal signal = new SystemSignal("INT");
        Object mine = SystemSignal.handler(() -> {});
        Object before = signal.handle(mine);
        Ikat.run(Ikat.yieldNow());
        assertThat(signal.handle(before)).isSameAs(mine);
    }

    @Test
    void aHandlerThatWasSetDuringTheRunStays() throws Throwable {
        SystemSignal signal = new SystemSignal("INT");
        Object mine = SystemSignal.handler(() -> {});
        Object before = signal.handle(mine);
        Object set = SystemSignal.handler(() -> {});
        Ikat.run(VirtualLoop.inside(() -> {
            try {
                signal.handle(set);
            } catch (Throwable error) {
                throw new AssertionError(error);
            }
            return Ikat.done();
        }));
        assertThat(signal.handle(before)).isSameAs(set);
    }

    @Test
    void onlyOneHasItAtATime() {
        Interrupts first = Interrupts.own(Runnable::run, () -> true);
        assertThat(first).isNotNull();
        assertThat(Interrupts.own(Runnable::run, () -> true)).isNull();
        first.end();
        Interrupts next = Interrupts.own(Runnable::run, () -> true);
        assertThat(next).isNotNull();
        next.end();
    }
}
