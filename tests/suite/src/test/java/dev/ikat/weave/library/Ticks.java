package dev.ikat.weave.library;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.promise;
import static dev.ikat.Ikat.start;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Promise;
import java.io.IOException;
import java.util.BitSet;
import java.util.Random;

/** What stands at the random places of copied methods: a note that the program came by, a suspension, a failure. */
public final class Ticks {
    /** When an awaited tick suspends. */
    enum Suspending {
        NEVER,
        ALWAYS,
        AT_RANDOM
    }

    /** A run that comes by more often goes on without suspending, to end in time. */
    private static final int MOST_SUSPENSIONS = 300;

    /** A run that comes by more often is not worth its time: each further tick fails. */
    static final int MOST_TICKS = 20_000;

    private static Suspending suspending = Suspending.NEVER;
    private static Random random = new Random(0);
    private static int failAt;
    private static int count;
    private static int suspensions;
    private static long trace;

    /** The sites that were passed while awaiting, in all runs. */
    static final BitSet AWAITED = new BitSet();

    /** The sites that suspended, in all runs. */
    static final BitSet SUSPENDED = new BitSet();

    private Ticks() {}

    /**
     * Begins a run.
     *
     * @param failAt the number of the tick that fails, from one; zero for none
     */
    static void reset(Suspending suspending, Random random, int failAt) {
        Ticks.suspending = suspending;
        Ticks.random = random;
        Ticks.failAt = failAt;
        count = 0;
        suspensions = 0;
        trace = 0;
    }

    /** How many ticks the run had. */
    static int count() {
        return count;
    }

    /** Which ticks the run had, in order, as a hash. */
    static long trace() {
        return trace;
    }

    /** In a method that does not await. */
    public static void plain(int site) {
        if (fails(site)) {
            throw Ticks.<RuntimeException>raise(failure());
        }
    }

    /** Awaited in a method that does. */
    public static Coroutine<?> tick(int site) {
        boolean fails = fails(site);
        AWAITED.set(site);
        boolean suspends = suspends();
        if (suspends) {
            suspensions++;
            SUSPENDED.set(site);
        }
        return fails ? failing(suspends) : suspends ? late(site) : Coroutine.of(site);
    }

    private static boolean fails(int site) {
        count++;
        trace = trace * 31 + site;
        return count == failAt || count >= MOST_TICKS;
    }

    private static boolean suspends() {
        return switch (suspending) {
            case NEVER -> false;
            case ALWAYS -> suspensions < MOST_SUSPENSIONS;
            case AT_RANDOM -> suspensions < MOST_SUSPENSIONS && random.nextInt(4) == 0;
        };
    }

    private static Coroutine<?> late(int site) {
        return switch (random.nextInt(4)) {
            case 0 -> Ticks.<Object>value(site);
            case 1 -> Coroutine.defer(() -> completedSoon(site));
            default -> yieldNow();
        };
    }

    private static Promise<Object> completedSoon(Object value) {
        Promise<Object> promise = promise();
        Ikat.loop().callSoon(() -> promise.complete(value));
        return promise;
    }

    @Async
    private static <T> Coroutine<T> value(T value) {
        await(yieldNow());
        return done(value);
    }

    private static Coroutine<?> failing(boolean suspends) {
        Throwable failure = failure();
        return suspends
                ? lateFailure(failure)
                : Coroutine.defer(() -> {
                    throw Ticks.<RuntimeException>raise(failure);
                });
    }

    @Async
    private static Coroutine<Void> lateFailure(Throwable failure) {
        await(yieldNow());
        throw Ticks.<RuntimeException>raise(failure);
    }

    /** One that libraries catch, or not, or that they may not throw there. */
    private static Throwable failure() {
        String message = "injected at tick " + count;
        return switch (count % 6) {
            case 0 -> new NumberFormatException(message);
            case 1 -> new IOException(message);
            case 2 -> new IllegalArgumentException(message);
            case 3 -> new IndexOutOfBoundsException(message);
            case 4 -> new AssertionError(message);
            default -> new UnsupportedOperationException(message);
        };
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E raise(Throwable failure) throws E {
        throw (E) failure;
    }

    /** A coroutine on its way to its await: itself, or as a task, or behind another one. */
    public static Coroutine<?> pass(Coroutine<?> coroutine) {
        if (suspending != Suspending.AT_RANDOM) {
            return coroutine;
        }
        return switch (random.nextInt(4)) {
            case 0 -> start(coroutine).coroutine();
            case 1 -> Coroutine.defer(() -> coroutine);
            default -> coroutine;
        };
    }
}
