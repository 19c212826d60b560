package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.ContextVar;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import dev.ikat.Weaving;
import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.EventLoop;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signals sent by {@code kill}: USR1 and WINCH to this process, and those that may end one to JVMs of their own, which run
 * a {@link SignalsProgram} that says when it is ready.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill")
@Timeout(120)
class SignalsTest extends TcpFixture {
    /** Then a program that hangs is ended, and with it the reading of what it says. */
    private static final int LIMIT_SECONDS = 50;

    private final List<String> log = new ArrayList<>();

    @AfterEach
    void nothingIsWatched() {
        assertThat(SignalWatch.count()).as("signals watched").isZero();
    }

    private static void kill(String signal, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start();
        assertThat(kill.waitFor()).isZero();
    }

    @Async
    private static Coroutine<Void> send(String signal) {
        await(toThread(() -> {
            kill(signal, ProcessHandle.current().pid());
            return null;
        }));
        return done();
    }

    // In this process.

    @Test
    void aHandlerRunsOnTheLoopsThreadEachTime() {
        inLoop(() -> {
            Thread thread = Thread.currentThread();
            try (var registration = Signals.on("USR1", () -> log.add("" + (Thread.currentThread() == thread)))) {
                await(send("USR1"));
                await(until(() -> log.size() == 1));
                await(send("USR1"));
                await(until(() -> log.size() == 2));
                assertThat(registration).asString().startsWith("handler of SIGUSR1");
            }
            assertThat(log).containsExactly("true", "true");
            return done();
        });
    }

    @Test
    void allWhoListenGetIt() {
        inLoop(() -> {
            try (var one = Signals.on("USR1", () -> log.add("one"));
                    var two = Signals.on("SIGUSR1", () -> log.add("two"))) {
                Task<Void> next = start(Signals.next("USR1"));
                var elsewhere = toThread(() -> {
                    run(Signals.next("USR1"));
                    return "elsewhere";
                });
                await(until(() -> SignalWatch.listeners("USR1") == 4));
                await(send("USR1"));
                await(next);
                String other = await(elsewhere);
                assertThat(other).isEqualTo("elsewhere");
                assertThat(log).containsExactly("one", "two");
                one.close();
                one.close();
                await(send("USR1"));
                await(until(() -> log.size() == 3));
                assertThat(log).containsExactly("one", "two", "two");
            }
            return done();
        });
    }

    @Test
    void nextWaitsForTheNextOne() {
        inLoop(() -> {
            try (var keeping = Signals.on("USR1", () -> log.add("came"))) {
                for (int i = 1; i <= 3; i++) {
                    Task<Void> next = start(Signals.next("USR1"));
                    await(turns(10));
                    assertThat(next.isDone()).isFalse();
                    await(send("USR1"));
                    await(next);
                    assertThat(log).hasSize(i);
                }
            }
            return done();
        });
    }

    @Test
    void aNextThatIsNotAwaitedOrCancelledListensNoMore() {
        inLoop(() -> {
            Signals.next("USR1").close();
            assertThat(SignalWatch.count()).isZero();
            Task<Void> next = start(Signals.next("USR1"));
            await(yieldNow());
            assertThat(SignalWatch.count()).isEqualTo(1);
            next.cancel();
            await(until(next::isDone));
            assertThat(SignalWatch.count()).isZero();
            return done();
        });
    }

    @Test
    void theHandlerOfALoopThatHasClosedIsForgotten() {
        inLoop(() -> {
            await(toThread(() -> run(leavingItsHandler())));
            assertThat(SignalWatch.listeners("USR1")).isEqualTo(1);
            try (var own = Signals.on("USR1", () -> {})) {
                assertThat(SignalWatch.listeners("USR1")).isEqualTo(1);
                await(yieldNow());
            }
            return done();
        });
    }

    @Async
    private static Coroutine<Void> leavingItsHandler() {
        Signals.on("USR1", () -> {});
        return done();
    }

    /** The handler from before gets it then, at each turn but the last ones, when the task has seen it. */
    @Test
    void aSignalThatACancelledTaskDidNotSeeGoesToWhoWasThereBefore() throws Throwable {
        SystemSignal signal = new SystemSignal("USR1");
        var before = new AtomicInteger();
        Object previous = signal.handle(SystemSignal.handler(before::incrementAndGet));
        try {
            inLoop(() -> {
                int seen = 0;
                for (int i = 0; i < 60; i++) {
                    boolean[] arrived = new boolean[1];
                    SignalWatch.Listener witness = witness(arrived);
                    boolean first = i % 2 == 0; // told before the task, which then has hardly ever seen it
                    if (first) {
                        SignalWatch.add("USR1", witness);
                    }
                    Task<Void> next = start(Signals.next("USR1"));
                    await(yieldNow());
                    if (!first) {
                        SignalWatch.add("USR1", witness);
                    }
                    await(send("USR1"));
                    await(until(() -> arrived[0]));
                    SignalWatch.remove("USR1", witness);
                    await(turns(i % 6));
                    next.cancel();
                    await(until(next::isDone));
                    seen += next.isCancelled() ? 0 : 1;
                    int expected = i + 1 - seen;
                    await(until(() -> before.get() >= expected));
                    assertThat(before.get()).isEqualTo(expected);
                }
                assertThat(seen).isBetween(1, 59);
                return done();
            });
        } finally {
            signal.handle(previous);
        }
    }

    /** Tells when a signal has come to this loop, and leaves it to others. */
    private static SignalWatch.Listener witness(boolean[] arrived) {
        var loop = loop();
        return new SignalWatch.Listener() {
            @Override
            public EventLoop loop() {
                return loop;
            }

            @Override
            public void take(SignalWatch.Arrival arrival) {
                arrived[0] = true;
                arrival.missed();
            }
        };
    }

    @Test
    void aHandlerRunsInTheContextOfItsRegistration() {
        ContextVar<String> variable = new ContextVar<>("variable", "default");
        inLoop(() -> {
            variable.set("at the registration");
            try (var registration = Signals.on("WINCH", () -> log.add(variable.get()))) {
                variable.set("later");
                await(send("WINCH"));
                await(until(() -> !log.isEmpty()));
            }
            assertThat(log).containsExactly("at the registration");
            return done();
        });
    }

    @Test
    void whatAHandlerThrowsGoesToTheExceptionHandler() {
        IllegalStateException broken = new IllegalStateException("broken");
        inLoop(() -> {
            try (var registration = Signals.on("USR1", () -> {
                throw broken;
            })) {
                await(send("USR1"));
                await(until(() -> !errors.isEmpty()));
            }
            assertThat(errors).extracting(ErrorContext::error).containsExactly(broken);
            errors.clear();
            return done();
        });
    }

    @Test
    void theHandlerFromBeforeIsSetAgainUnlessAnotherTookItsPlace() throws Throwable {
        SystemSignal signal = new SystemSignal("USR1");
        Object mine = SystemSignal.handler(() -> {});
        Object previous = signal.handle(mine);
        inLoop(() -> {
            Signals.on("USR1", () -> {}).close();
            return done();
        });
        assertThat(signal.handle(previous)).isSameAs(mine);
        inLoop(() -> {
            try (var registration = Signals.on("USR1", () -> {})) {
                set(signal, mine);
                await(yieldNow());
            }
            return done();
        });
        assertThat(signal.handle(previous)).isSameAs(mine);
    }

    private static void set(SystemSignal signal, Object handler) {
        try {
            signal.handle(handler);
        } catch (Throwable error) {
            throw new AssertionError(error);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "SIGKILL", "STOP"})
    void whatTheSystemKeepsIsRefused(String name) {
        assertRefused(name, "the system lets no process");
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUIT", "SEGV", "SIGBUS", "FPE", "ILL", "PIPE", "XFSZ", "USR2"})
    void whatTheJvmKeepsIsRefused(String name) {
        assertRefused(name, "the JVM needs it for itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NOPE", "SIGNOPE", "term", "15", "SIG"})
    void whatIsNoSignalIsRefused(String name) {
        assertRefused(name, "names are those of kill -l");
    }

    private void assertRefused(String name, String reason) {
        inLoop(() -> {
            assertThatThrownBy(() -> Signals.on(name, () -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(name, reason);
            assertThatThrownBy(() -> Signals.next(name)).isInstanceOf(IllegalArgumentException.class);
            return done();
        });
    }

    @Test
    void outsideALoopThereIsNobodyToHandleIt() {
        assertThatThrownBy(() -> Signals.on("USR1", () -> {})).isInstanceOf(IllegalStateException.class);
    }

    // In JVMs of their own.

    private static final class Program implements AutoCloseable {
        private final Process process;
        private final BufferedReader output;

        Program(List<String> command) throws IOException {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            output = process.inputReader(StandardCharsets.UTF_8);
            CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        }

        void until(String last) throws IOException {
            List<String> lines = new ArrayList<>();
            String line;
            do {
                line = output.readLine();
                assertThat(line).as("after %s", lines).isNotNull();
                lines.add(line);
            } while (!line.equals(last));
        }

        void send(String signal) throws Exception {
            kill(signal, process.pid());
        }

        /** What it still says, and its exit code. */
        List<String> rest() throws InterruptedException {
            List<String> rest = new ArrayList<>(output.lines().toList());
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            rest.add("exit " + process.exitValue());
            return rest;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** Python gives back the signals that the shell of the tests may have ignored. */
    private static Program program(String name, String... options) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path tests = Path.of(SignalsProgram.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> command = new ArrayList<>(List.of(
                "python3",
                "-c",
                "import os, signal, sys\n"
                        + "for s in (signal.SIGINT, signal.SIGTERM): signal.signal(s, signal.SIG_DFL)\n"
                        + "os.execv(sys.argv[1], sys.argv[1:])\n",
                java.toString()));
        command.addAll(List.of("-ea", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        command.addAll(Weaving.options());
        command.addAll(List.of("-cp", System.getProperty("ikat.runtime.jar") + File.pathSeparator + tests));
        command.addAll(List.of(SignalsProgram.class.getName(), name));
        return new Program(command);
    }

    @Test
    void aHandlerKeepsTermFromEndingTheProgram() throws Exception {
        try (Program program = program("handler")) {
            program.until("ready");
            program.send("TERM");
            program.until("TERM on main");
            program.send("TERM");
            assertThat(program.rest()).containsExactly("TERM on main", "shutdown hook", "exit 0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"removed", "loopClosed"})
    void aHandlerThatIsGoneDoesNotSwallowTerm(String name) throws Exception {
        try (Program program = program(name)) {
            program.until("ready");
            assertTermEnds(program);
        }
    }

    private static void assertTermEnds(Program program) throws Exception {
        program.send("TERM");
        assertThat(program.rest()).containsExactly("shutdown hook", "exit 143");
    }

    @ParameterizedTest
    @CsvSource({"next, TERM, TERM came", "missed, USR1, cancelled"})
    void afterANextThatEndedOrWasCancelledTermIsAsItWas(String name, String signal, String answer) throws Exception {
        try (Program program = program(name)) {
            program.until("ready");
            program.send(signal);
            program.until(answer);
            assertTermEnds(program);
        }
    }

    @Test
    void anIntGoesToTheHandlerAndThenToTheRunnerAgain() throws Exception {
        try (Program program = program("interrupt")) {
            program.until("ready");
            program.send("INT");
            program.until("own INT");
            program.send("USR1");
            program.until("given back");
            program.send("INT");
            assertThat(program.rest()).contains("main cancelled: interrupted by SIGINT", "shutdown hook", "exit 130");
        }
    }

    @Test
    void whereTheJvmKeepsTermToItselfItSaysSo() throws Exception {
        try (Program program = program("names", "-Xrs")) {
            List<String> said = program.rest();
            assertThat(said.get(0))
                    .startsWith("IllegalArgumentException: SIGTERM")
                    .contains("-Xrs");
            assertThat(said.get(1)).isEqualTo("USR1 is to be had");
        }
    }

    @Test
    void withoutTheModuleItSaysWhatToAdd() throws Exception {
        try (Program program = program("names", "--limit-modules", "java.base,java.instrument")) {
            assertThat(program.rest().get(0))
                    .startsWith("IllegalStateException: SIGTERM")
                    .contains("jdk.unsupported");
        }
    }
}
