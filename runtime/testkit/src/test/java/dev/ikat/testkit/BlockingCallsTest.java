package dev.ikat.testkit;

import static dev.ikat.Ikat.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.AsyncCallable;
import dev.ikat.Coroutine;
import dev.ikat.io.AsyncFiles;
import dev.ikat.io.DirectoryWatch;
import dev.ikat.io.Pipes;
import dev.ikat.io.Signals;
import dev.ikat.io.Subprocess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What runs on other threads in production: in a simulation it takes simulated time, or is refused at once. */
class BlockingCallsTest {
    @TempDir
    Path directory;

    @Async
    private static Coroutine<Void> write(Path file, String text, List<String> order) throws IOException {
        await(AsyncFiles.writeString(file, text));
        order.add(text);
        return done();
    }

    @Async
    private Coroutine<List<String>> writers() throws IOException {
        List<String> order = new ArrayList<>();
        await(gather(
                write(directory.resolve("a"), "a", order),
                write(directory.resolve("b"), "b", order),
                write(directory.resolve("c"), "c", order)));
        return done(order);
    }

    @Test
    void withoutALatencyFilesTakeNoTime() {
        Simulation.run(() -> {
            long before = loop().nanoTime();
            assertThat(await(writers())).containsExactly("a", "b", "c");
            assertThat(await(AsyncFiles.readString(directory.resolve("b")))).isEqualTo("b");
            assertThat(loop().nanoTime()).isEqualTo(before);
            return done();
        });
    }

    private List<String> withLatency(long seed) {
        return Simulation.run(new Scenario(seed, Schedule.FIFO, FaultPlan.NONE), () -> {
            Simulation.current().calls().filesTake(ofMillis(5), ofMillis(50));
            long before = loop().nanoTime();
            List<String> order = await(writers());
            assertThat(Duration.ofNanos(loop().nanoTime() - before)).isBetween(ofMillis(5), ofMillis(50));
            return done(order);
        });
    }

    @Test
    void theLatencyOfFilesDependsOnTheSeed() {
        assertThat(withLatency(1)).isEqualTo(withLatency(1));
        assertThat(Stream.iterate(0L, seed -> seed + 1)
                        .limit(20)
                        .map(this::withLatency)
                        .distinct())
                .hasSizeGreaterThan(1);
    }

    @Test
    void callsHaveTimesOfTheirOwn() {
        Simulation.run(() -> {
            Simulation.current().calls().take(ofMillis(3), ofMillis(3));
            long before = loop().nanoTime();
            assertThat(await(toThread(() -> "there"))).isEqualTo("there");
            await(AsyncFiles.writeString(directory.resolve("d"), "d"));
            assertThat(loop().nanoTime() - before).isEqualTo(ofMillis(3).toNanos());
            return done();
        });
    }

    @Async
    private Coroutine<Void> mayFail() throws IOException {
        Simulation.current().calls().filesMayFail();
        await(start(AsyncFiles.writeString(directory.resolve("e"), "e"), "writer"));
        return done();
    }

    @Test
    void filesFailWhereTheScenarioHasIt() {
        Simulation.run(this::mayFail);
        assertThatThrownBy(() -> Simulation.explore(this::mayFail).faults(0.5).run())
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("question 0: a fault at a file operation of writer")
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the simulated disk failed an operation of writer");
    }

    static Stream<Named<AsyncCallable<?>>> refused() {
        Path here = Path.of(".");
        return Stream.of(
                refused("processes", () -> Subprocess.start("true")),
                refused("signals", () -> Signals.next("TERM")),
                refused("directory watches", () -> DirectoryWatch.open(here)),
                refused("named pipes", () -> Pipes.openReader(here)),
                refused("streams that block", () -> {
                    Pipes.reader(new ByteArrayInputStream(new byte[0]));
                    return done();
                }));
    }

    private static <T> Named<AsyncCallable<?>> refused(String what, AsyncCallable<T> program) {
        return Named.of(what, program);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatOnlyTheSystemDoesIsRefusedAtOnce(AsyncCallable<?> program) {
        assertThatThrownBy(() -> Simulation.run(program))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("a simulation has no ")
                .hasMessageContaining("run this part of the program with Ikat.run");
    }

    @Test
    void aRangeIsCheckedAsItIsGiven() {
        assertThatThrownBy(() -> Simulation.of(Scenario.PLAIN).calls().take(ofMillis(2), ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write the shorter one first");
    }
}
