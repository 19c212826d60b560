package dev.ikat.testkit;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a program asks of the world around it. For generated code only: with {@code -javaagent:ikat-agent.jar=simulate=redirect} or {@code
 * =simulate=report} the agent sends such calls of the classes that it loads here. In a simulation the answers are its time and its random numbers, or an
 * error that says where; threads are an error in both. On other threads they are the JDK's.
 *
 * <p>Objects decide as they are used and not as they are made: a clock or a source of random numbers in a static field is of no simulation.
 */
public final class Ambient {
    /** Set by the agent. */
    private static final boolean REPORTS = "report".equals(System.getProperty("dev.ikat.agent.simulate"));

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final String CLOCK = "a real clock is read";
    private static final String CHANCE = "random numbers of the machine are drawn";

    private Ambient() {}

    /** Instead of the JDK's. */
    public static long nanoTime() {
        Simulation simulation = timed();
        return simulation == null ? System.nanoTime() : simulation.nanoTime();
    }

    /** Instead of the JDK's. */
    public static long currentTimeMillis() {
        Simulation simulation = timed();
        return simulation == null
                ? System.currentTimeMillis()
                : AmbientClock.BEGIN.toEpochMilli() + simulation.nanoTime() / NANOS_PER_MILLI;
    }

    /** In the system's zone. */
    public static Clock clock() {
        return new AmbientClock(ZoneId.systemDefault());
    }

    /** In a zone. */
    public static Clock clock(ZoneId zone) {
        return new AmbientClock(zone);
    }

    /** Instead of the JDK's. */
    public static Clock utc() {
        return new AmbientClock(ZoneOffset.UTC);
    }

    /** Instead of the JDK's. */
    public static InstantSource instants() {
        return utc();
    }

    /** Instead of the JDK's. */
    public static Clock tickMillis(ZoneId zone) {
        return Clock.tick(clock(zone), Duration.ofMillis(1));
    }

    /** Instead of the JDK's. */
    public static Clock tickSeconds(ZoneId zone) {
        return Clock.tick(clock(zone), Duration.ofSeconds(1));
    }

    /** Instead of the JDK's. */
    public static Clock tickMinutes(ZoneId zone) {
        return Clock.tick(clock(zone), Duration.ofMinutes(1));
    }

    /** Instead of the JDK's. */
    public static double random() {
        Simulation simulation = chancy();
        return simulation == null ? Math.random() : simulation.random().nextDouble();
    }

    /** For a source that was to have one of its own. */
    public static long seed() {
        Simulation simulation = chancy();
        return simulation == null
                ? ThreadLocalRandom.current().nextLong()
                : simulation.random().nextLong();
    }

    /** For a method that was to have one of its own. */
    public static Random source() {
        Simulation simulation = chancy();
        return simulation == null ? ThreadLocalRandom.current() : simulation.random();
    }

    /** Instead of the JDK's. */
    public static RandomGenerator generator() {
        Simulation simulation = chancy();
        return simulation == null ? RandomGenerator.getDefault() : simulation.random();
    }

    /** Instead of the JDK's. */
    public static RandomGenerator generator(String algorithm) {
        Simulation simulation = chancy();
        return simulation == null ? RandomGenerator.of(algorithm) : simulation.random();
    }

    /** Instead of the JDK's; what it answers is simulated as it is used. */
    public static ThreadLocalRandom threadLocalRandom() {
        chancy();
        return ThreadLocalRandom.current();
    }

    /** Instead of the JDK's. */
    public static UUID randomUUID() {
        Simulation simulation = chancy();
        if (simulation == null) {
            return UUID.randomUUID();
        }
        long version4 = (simulation.random().nextLong() & ~0xF000L) | 0x4000L;
        long variant2 = (simulation.random().nextLong() & ~(3L << 62)) | (2L << 62);
        return new UUID(version4, variant2);
    }

    /** Links a call of a source of random numbers, of the same signature: a thread's own one is the simulation's in a simulation. */
    public static CallSite generating(MethodHandles.Lookup lookup, String name, MethodType type)
            throws ReflectiveOperationException {
        MethodHandles.Lookup here = MethodHandles.lookup();
        MethodHandle method = lookup.findVirtual(RandomGenerator.class, name, type.dropParameterTypes(0, 1));
        MethodHandle chosen = here.findStatic(
                Ambient.class, "chosen", MethodType.methodType(RandomGenerator.class, RandomGenerator.class));
        return new ConstantCallSite(
                MethodHandles.filterArguments(method, 0, chosen).asType(type));
    }

    /** By {@link #generating}. */
    static RandomGenerator chosen(RandomGenerator given) {
        Simulation simulation = given instanceof ThreadLocalRandom ? chancy() : null;
        return simulation == null ? given : simulation.random();
    }

    /** Before the start of what may be a thread. */
    public static void starting(Object candidate) {
        if (candidate instanceof Thread) {
            starting();
        }
    }

    /** Before the start of a thread, or of what has some. */
    public static void starting() {
        Simulation simulation = Simulation.currentOrNull();
        if (simulation != null) {
            throw error(
                    simulation,
                    "a thread is started",
                    "two threads have an order that nobody chose. Start a task, call Ikat.toThread, or run this part of the program outside"
                            + " of the simulation");
        }
    }

    /** The simulation that answers for the clock; null on other threads. */
    static @Nullable Simulation timed() {
        return asked(CLOCK, "Take the time from Ikat.loop().nanoTime()");
    }

    /** The simulation that answers for random numbers; null on other threads. */
    static @Nullable Simulation chancy() {
        return asked(CHANCE, "Take them from a Random that the program is given");
    }

    private static @Nullable Simulation asked(String what, String instead) {
        Simulation simulation = Simulation.currentOrNull();
        if (simulation != null && REPORTS) {
            throw error(simulation, what, "another run has others. " + instead + ", or run with simulate=redirect");
        }
        return simulation;
    }

    private static NotSimulatedError error(Simulation simulation, String what, String why) {
        NotSimulatedError error =
                new NotSimulatedError(what + " in a simulation, at " + NotSimulated.caller() + ": " + why);
        simulation.failAtEnd(error);
        return error;
    }
}
