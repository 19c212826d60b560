package acme;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The ways in which programs ask the world around them; the kit's tests load it as the agent would. */
public final class World {
    public static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Random RANDOM = new Random();
    private static final SecureRandom SECURE = new SecureRandom();

    private World() {}

    /** Times that are told in a way of their own: the nanoseconds since the begin. */
    public static Map<String, LongSupplier> counters() {
        Map<String, LongSupplier> counters = new LinkedHashMap<>();
        counters.put("nanoTime", () -> System.nanoTime());
        counters.put("nanoTime, as a reference", System::nanoTime);
        return counters;
    }

    /** The time of day. */
    public static Map<String, Supplier<Instant>> times() {
        Map<String, Supplier<Instant>> times = new LinkedHashMap<>();
        times.put("currentTimeMillis", () -> Instant.ofEpochMilli(System.currentTimeMillis()));
        times.put("Instant", () -> Instant.now());
        times.put("Instant, as a reference", Instant::now);
        times.put("a clock made before", () -> CLOCK.instant());
        times.put("a clock of a zone", () -> Clock.system(ZONE).instant());
        times.put("the zone's clock", () -> Clock.systemDefaultZone().instant());
        times.put("ticks", () -> Clock.tickSeconds(ZONE).instant());
        times.put("InstantSource", () -> InstantSource.system().instant());
        times.put(
                "LocalDateTime",
                () -> LocalDateTime.now().atZone(ZoneId.systemDefault()).toInstant());
        times.put(
                "LocalDateTime of a zone",
                () -> LocalDateTime.now(ZONE).atZone(ZONE).toInstant());
        times.put(
                "LocalDateTime of a clock",
                () -> LocalDateTime.now(Clock.systemUTC())
                        .atZone(ZoneId.of("UTC"))
                        .toInstant());
        times.put("ZonedDateTime", () -> ZonedDateTime.now().toInstant());
        times.put(
                "LocalDate",
                () -> LocalDate.now(ZoneId.of("UTC"))
                        .atStartOfDay(ZoneId.of("UTC"))
                        .toInstant());
        times.put("Date", () -> new Date().toInstant());
        times.put("Date, as a reference", () -> make(Date::new).toInstant());
        return times;
    }

    private static <T> T make(Supplier<T> maker) {
        return maker.get();
    }

    /** Random numbers. */
    public static Map<String, Callable<Object>> chances() {
        Map<String, Callable<Object>> chances = new LinkedHashMap<>();
        chances.put("Math", () -> Math.random());
        chances.put("Math, as a reference", () -> ((DoubleSupplier) Math::random).getAsDouble());
        chances.put("StrictMath", () -> StrictMath.random());
        chances.put("UUID", () -> UUID.randomUUID());
        chances.put("UUID, as a reference", () -> make(UUID::randomUUID));
        chances.put("Random", () -> new Random().nextLong());
        chances.put(
                "Random, as a reference", () -> World.<Random>make(Random::new).nextLong());
        chances.put("Random made before", () -> RANDOM.nextLong());
        chances.put("Gaussian, of two that are made at once", () -> RANDOM.nextGaussian());
        chances.put("Random by another class", () -> shuffled(RANDOM));
        chances.put("shuffle", () -> shuffled(null));
        chances.put("ThreadLocalRandom", () -> ThreadLocalRandom.current().nextLong());
        chances.put(
                "ThreadLocalRandom within", () -> ThreadLocalRandom.current().nextLong(3, Long.MAX_VALUE));
        chances.put(
                "ThreadLocalRandom's stream",
                () -> ThreadLocalRandom.current().longs(3).boxed().toList());
        chances.put("ThreadLocalRandom as a Random", () -> {
            Random random = ThreadLocalRandom.current();
            return random.nextLong();
        });
        chances.put("ThreadLocalRandom as a generator", () -> {
            RandomGenerator generator = ThreadLocalRandom.current();
            return generator.nextDouble();
        });
        chances.put("ThreadLocalRandom, as a reference", () -> {
            LongSupplier next = ThreadLocalRandom.current()::nextLong;
            return next.getAsLong();
        });
        chances.put("SplittableRandom", () -> new SplittableRandom().nextLong());
        chances.put("SecureRandom", () -> new SecureRandom().nextLong());
        chances.put("SecureRandom made before", () -> SECURE.nextGaussian());
        chances.put("the default generator", () -> RandomGenerator.getDefault().nextLong());
        chances.put(
                "a generator by name",
                () -> RandomGenerator.of("L64X128MixRandom").nextLong());
        chances.put("a subclass", () -> new Dice().nextLong());
        return chances;
    }

    private static List<Integer> shuffled(Random random) {
        List<Integer> cards = new ArrayList<>(IntStream.range(0, 52).boxed().toList());
        if (random == null) {
            Collections.shuffle(cards);
        } else {
            Collections.shuffle(cards, random);
        }
        return cards;
    }

    /** In its constructor a call that makes a Random looks as that of the superclass's. */
    private static final class Dice extends Random {
        private static final long serialVersionUID = 1;

        Dice() {
            super(make(() -> new Random().nextLong()));
        }

        @Override
        public int nextInt(int bound) {
            return super.nextInt(bound) + 1;
        }
    }

    /** What has a seed is as it is. */
    public static long seeded(long seed) {
        Random random = new Random(seed);
        return random.nextLong() ^ new SplittableRandom(seed).nextLong();
    }

    /** Threads. */
    public static Map<String, Callable<Object>> threads() {
        Map<String, Callable<Object>> threads = new LinkedHashMap<>();
        threads.put("Thread", () -> {
            new Thread(() -> {}).start();
            return "";
        });
        threads.put("a subclass", () -> {
            new Worker().start();
            return "";
        });
        threads.put("a reference", () -> {
            List.of(new Worker()).forEach(Thread::start);
            return "";
        });
        threads.put("Executors", () -> Executors.newCachedThreadPool());
        threads.put("CompletableFuture", () -> CompletableFuture.supplyAsync(() -> ""));
        threads.put("Timer", () -> new Timer(true));
        threads.put("parallelStream", () -> List.of(1).parallelStream());
        return threads;
    }

    private static final class Worker extends Thread {}

    /** Has such names, and no threads. */
    public static int noThreads() {
        new Motor().start();
        Motor.start(Motor::begin);
        begin();
        return Motor.starts;
    }

    private static void begin() {
        Motor.begin();
    }

    private static final class Motor {
        static int starts;

        void start() {
            starts++;
        }

        static void start(Runnable starter) {
            starter.run();
        }

        static void begin() {
            starts++;
        }
    }

    /** Waits for the time as none should. */
    public static void spin() {
        long end = System.nanoTime() + 1;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
