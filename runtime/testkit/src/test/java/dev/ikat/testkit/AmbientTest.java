package dev.ikat.testkit;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import acme.Static;
import acme.World;
import dev.ikat.weave.AmbientCalls;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What classes that the agent has rewritten are answered, in a simulation and outside of one. */
class AmbientTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final ClassLoader REWRITING = new Rewriting();

    /** Loads the programs as the agent would with the option. */
    private static final class Rewriting extends ClassLoader {
        Rewriting() {
            super(AmbientTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("acme.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                byte[] rewritten = AmbientCalls.rewrite(bytes);
                return defineClass(
                        name, rewritten == null ? bytes : rewritten, 0, (rewritten == null ? bytes : rewritten).length);
            } catch (IOException error) {
                throw new ClassNotFoundException(name, error);
            }
        }
    }

    @SuppressWarnings("unchecked") // as declared there
    private static <T> T world(String method, Object... arguments) {
        Class<?>[] types = arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {long.class};
        return (T) call(World.class, method, types, arguments);
    }

    private static Object call(Class<?> type, String method, Class<?>[] types, Object... arguments) {
        try {
            return REWRITING.loadClass(type.getName()).getMethod(method, types).invoke(null, arguments);
        } catch (InvocationTargetException error) {
            throw (Error) error.getCause();
        } catch (ReflectiveOperationException error) {
            throw new AssertionError(error);
        }
    }

    @Test
    void timeIsTheSimulations() {
        Map<String, LongSupplier> counters = world("counters");
        Map<String, Supplier<Instant>> times = world("times");
        assertThat(times).hasSizeGreaterThan(10);
        Simulation.run(() -> {
            await(sleep(DAY));
            counters.forEach(
                    (name, counter) -> assertThat(counter.getAsLong()).as(name).isEqualTo(DAY.toNanos()));
            times.forEach((name, time) -> assertThat(time.get()).as(name).isEqualTo(AmbientClock.BEGIN.plus(DAY)));
            return done();
        });
    }

    private static Map<String, Object> drawn(long seed) {
        Map<String, Callable<Object>> chances = world("chances");
        assertThat(chances).hasSizeGreaterThan(10);
        Map<String, Object> drawn = new LinkedHashMap<>();
        Simulation.run(new Scenario(seed, Schedule.FIFO, FaultPlan.NONE), () -> {
            for (Map.Entry<String, Callable<Object>> each : chances.entrySet()) {
                drawn.put(each.getKey(), each.getValue().call());
            }
            return done();
        });
        return drawn;
    }

    @Test
    void randomNumbersAreOfTheSeed() {
        Map<String, Object> first = drawn(1);
        assertThat(drawn(1)).isEqualTo(first);
        Map<String, Object> other = drawn(2);
        first.forEach((name, number) -> assertThat(other.get(name)).as(name).isNotEqualTo(number));
        assertThat(first.get("UUID").toString()).matches("\\w{8}-\\w{4}-4\\w{3}-[89ab]\\w{3}-\\w{12}");
    }

    @Test
    void whatHasASeedKeepsIt() {
        long expected = new Random(42).nextLong() ^ new SplittableRandom(42).nextLong();
        assertThat(AmbientTest.<Long>world("seeded", 42L)).isEqualTo(expected);
        Simulation.run(() -> {
            assertThat(AmbientTest.<Long>world("seeded", 42L)).isEqualTo(expected);
            return done();
        });
    }

    @Test
    void outsideOfASimulationAllIsTheMachines() throws Exception {
        AmbientTest.<Map<String, Supplier<Instant>>>world("times")
                .forEach((name, time) -> assertThat(time.get())
                        .as(name)
                        .isAfter(AmbientClock.BEGIN.plus(DAY).plus(DAY)));
        long before = System.nanoTime();
        AmbientTest.<Map<String, LongSupplier>>world("counters")
                .forEach((name, counter) ->
                        assertThat(counter.getAsLong() - before).as(name).isNotNegative());
        Map<String, Callable<Object>> chances = world("chances");
        for (Map.Entry<String, Callable<Object>> each : chances.entrySet()) {
            assertThat(each.getValue().call())
                    .as(each.getKey())
                    .isNotEqualTo(each.getValue().call());
        }
        world("spin");
    }

    @Test
    void threadsAreAnErrorThatSaysWhere() {
        Map<String, Callable<Object>> threads = world("threads");
        assertThat(threads).hasSizeGreaterThan(5);
        threads.forEach((name, starts) -> assertThatThrownBy(() -> Simulation.run(() -> done(starts.call())))
                .as(name)
                .isInstanceOf(NotSimulatedError.class)
                .hasMessageMatching(
                        "(?s)a thread is started in a simulation, at .*acme\\.World\\..*\\(World\\.java:\\d+\\): .*"));
    }

    @Test
    void whoCatchesItFailsAtTheEnd() {
        Map<String, Callable<Object>> threads = world("threads");
        assertThatThrownBy(() -> Simulation.run(() -> {
                    assertThat(catchThrowable(threads.get("Thread")::call)).isInstanceOf(NotSimulatedError.class);
                    return done();
                }))
                .isInstanceOf(NotSimulatedError.class);
    }

    @Test
    void whatOnlyHasTheNameOfAThreadsMethodIsNone() {
        Simulation.run(() -> {
            assertThat(AmbientTest.<Integer>world("noThreads")).isEqualTo(3);
            assertThat(call(Static.class, "starts", new Class<?>[0])).isEqualTo(2);
            return done();
        });
    }

    @Test
    void aLoopThatWaitsForTheTimeIsTold() {
        assertThatThrownBy(() -> Simulation.run(() -> {
                    world("spin");
                    return done();
                }))
                .isInstanceOf(NotSimulatedError.class)
                .hasMessageContaining("times in one turn, in which it stands still")
                .hasMessageContaining("World.java:");
    }

    @Test
    void aClassThatAsksForNothingStaysAsItIs() throws IOException {
        try (InputStream file = AmbientTest.class.getResourceAsStream("Flag.class")) {
            assertThat(AmbientCalls.rewrite(file.readAllBytes())).isNull();
        }
    }
}
