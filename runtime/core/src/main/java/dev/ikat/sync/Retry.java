package dev.ikat.sync;

import dev.ikat.AsyncCallable;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How to try again what failed: how often, with which pauses, after which failures. Immutable, so that a policy can be
 * kept and shared, among loops too; each method answers a changed copy.
 *
 * <pre>{@code
 * await(Retry.exponential(ofMillis(100)).maxAttempts(5).run(() -> fetch(url)));
 * }</pre>
 *
 * <p>Unless told otherwise: 10 attempts, no pause longer than a minute, no jitter, no overall limit, and any {@link
 * Exception} is retried. Never retried, whatever a predicate says: a {@link CancelledError}, and virtual machine
 * errors except {@link StackOverflowError}. The end is the last attempt's: its result, or what it threw, the same instance.
 */
public final class Retry {
    private static final int ATTEMPTS = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Duration firstPause;
    private final double factor;

    /* Changed in a copy only, before anybody else sees it. */
    private Duration maxDelay = LONGEST_PAUSE;
    private int maxAttempts = ATTEMPTS;
    private double jitter;
    private @Nullable Duration limit;
    private Predicate<? super Throwable> retried = Exception.class::isInstance;
    private BiConsumer<? super Throwable, ? super Duration> observer = (error, pause) -> {};
    private @Nullable RandomGenerator random;

    private Retry(Duration firstPause, double factor) {
        if (firstPause.isNegative()) {
            throw new IllegalArgumentException("a pause cannot be negative: " + firstPause);
        }
        if (!(factor >= 1)) {
            throw new IllegalArgumentException("pauses cannot grow by a factor of " + factor + "; use 1 or more");
        }
        this.firstPause = firstPause;
        this.factor = factor;
    }

    private Retry(Retry from) {
        this(from.firstPause, from.factor);
        maxDelay = from.maxDelay;
        maxAttempts = from.maxAttempts;
        jitter = from.jitter;
        limit = from.limit;
        retried = from.retried;
        observer = from.observer;
        random = from.random;
    }

    /** Each pause is twice the one before. */
    public static Retry exponential(Duration firstPause) {
        return exponential(firstPause, 2);
    }

    /** Each pause is so many times the one before; the factor is 1 or more. */
    public static Retry exponential(Duration firstPause, double factor) {
        return new Retry(firstPause, factor);
    }

    /** All pauses are the same. */
    public static Retry fixed(Duration pause) {
        return new Retry(pause, 1);
    }

    /** At most so many calls, the first one included; {@link Integer#MAX_VALUE} for no limit. */
    public Retry maxAttempts(int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("there is at least one attempt, not " + attempts);
        }
        Retry copy = new Retry(this);
        copy.maxAttempts = attempts;
        return copy;
    }

    /** No pause is longer. */
    public Retry maxDelay(Duration longest) {
        if (longest.isNegative()) {
            throw new IllegalArgumentException("a pause cannot be negative: " + longest);
        }
        Retry copy = new Retry(this);
        copy.maxDelay = longest;
        return copy;
    }

    /**
     * Each pause is shortened by a random part of itself, so that many who failed together do not come back together: by up
     * to this share, 0 for none, 1 for anything between nothing and the whole pause.
     */
    public Retry jitter(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("jitter is a share of the pause, from 0 to 1, not " + share);
        }
        Retry copy = new Retry(this);
        copy.jitter = share;
        return copy;
    }

    /**
     * All attempts and pauses together take no longer: then what runs is cancelled, and {@link
     * dev.ikat.DeadlineExceededException} thrown. A pause that would last beyond it is not begun: then the failure before
     * it is thrown at once.
     */
    public Retry within(Duration overall) {
        if (overall.isNegative() || overall.isZero()) {
            throw new IllegalArgumentException("an overall limit is above zero, not " + overall);
        }
        Retry copy = new Retry(this);
        copy.limit = overall;
        return copy;
    }

    /** Only failures for which this holds are retried; it replaces the predicate or type given before. */
    public Retry when(Predicate<? super Throwable> retried) {
        Retry copy = new Retry(this);
        copy.retried = Objects.requireNonNull(retried, "retried");
        return copy;
    }

    /** Only failures of this type are retried; it replaces the predicate or type given before. */
    public Retry on(Class<? extends Throwable> type) {
        return when(type::isInstance);
    }

    /** Is told of each failure that is retried, and the pause that follows. */
    public Retry onRetry(BiConsumer<? super Throwable, ? super Duration> observer) {
        Retry copy = new Retry(this);
        copy.observer = Objects.requireNonNull(observer, "observer");
        return copy;
    }

    /** Where the jitter comes from, for a replay: a seeded one, used by one loop. Else each thread's own. */
    public Retry random(RandomGenerator random) {
        Retry copy = new Retry(this);
        copy.random = Objects.requireNonNull(random, "random");
        return copy;
    }

    /**
     * Calls the body until it ends well, or what it throws is not to be retried, or the limits are reached. Nothing happens
     * before the coroutine is awaited; the attempts run in the task that awaits it.
     */
    public <T> Coroutine<T> run(AsyncCallable<T> body) {
        Coroutine<T> attempts = new Attempts<>(this, Objects.requireNonNull(body, "body"));
        return limit == null ? attempts : Ikat.timeout(limit, attempts);
    }

    @Nullable
    Duration limit() {
        return limit;
    }

    void observe(Throwable failure, Duration pause) {
        observer.accept(failure, pause);
    }

    /** Whether to go on after so many attempts, all failed. */
    boolean retries(Throwable failure, int attempts) {
        return attempts < maxAttempts && !isFinal(failure) && retried.test(failure);
    }

    private static boolean isFinal(Throwable failure) {
        boolean fatal = failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
        return fatal || failure instanceof CancelledError;
    }

    /** The pause after so many attempts. */
    Duration pause(int attempts) {
        double nanos = Math.min(nanos(firstPause) * Math.pow(factor, attempts - 1), nanos(maxDelay));
        RandomGenerator source = random != null ? random : ThreadLocalRandom.current();
        double shortened = jitter == 0 ? nanos : nanos * (1 - jitter * source.nextDouble());
        return Duration.ofNanos((long) shortened);
    }

    private static double nanos(Duration duration) {
        return duration.getSeconds() * NANOS_PER_SECOND + duration.getNano();
    }
}
