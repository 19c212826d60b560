package dev.ikat.weave.random;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.currentTask;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.loop;
import static dev.ikat.Ikat.promise;
import static dev.ikat.Ikat.start;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.AsyncCloseable;
import dev.ikat.AsyncGenerator;
import dev.ikat.AsyncIterable;
import dev.ikat.AsyncIterator;
import dev.ikat.Awaitable;
import dev.ikat.Coroutine;
import dev.ikat.Generator;
import dev.ikat.PlainAwait;
import dev.ikat.Promise;
import dev.ikat.Task;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** What generated programs call: a log that is compared, and awaited things that behave as the scenario says. */
public final class Probe {

    private static final int TURNS = 40;
    private static final int MOST_EVENTS = 20_000;
    private static final int MOST_ASKED = 12;

    static final List<String> LOG = new ArrayList<>();
    private static Scenario scenario = Scenario.PLAIN;
    private static int occurrence;
    private static int fuel;
    private static int step;

    private Probe() {}

    /** Notes how it ends, while it is still a part of its task. */
    @Async
    static Coroutine<Void> noted(Coroutine<?> made) {
        try {
            log("returned " + Texts.of(await(made)));
        } catch (Throwable error) {
            log("threw " + Texts.of(error));
        }
        return done();
    }

    static void begin(Scenario next) {
        LOG.clear();
        scenario = next;
        occurrence = 0;
        fuel = TURNS;
        step = 0;
        Base.reset();
        PlainAwait.owesNothing();
    }

    /** How many awaits were asked for since the scenario began. */
    static int occurrences() {
        return occurrence;
    }

    /** What generated programs throw. */
    public static final class Boom extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Boom(String message) {
            super(message);
        }
    }

    /** The superclass of each program, with fields that live through a run. */
    public static class Base {
        public static long wide;
        public static String text;
        public static int count;
        public int number;

        public Base(int number) {
            this.number = number;
        }

        static void reset() {
            wide = 5L;
            text = "t";
            count = 2;
        }

        @Override
        public String toString() {
            return getClass().getSimpleName() + number;
        }
    }

    /** An async lambda. */
    public interface Step {
        Coroutine<Integer> apply(int x);
    }

    /** A lambda that makes a generator. */
    public interface Source {
        Generator<Object> from(int x);
    }

    /** A lambda that makes an asynchronous generator. */
    public interface AsyncSource {
        AsyncGenerator<Object> from(int x);
    }

    /** An object that tells when it is made. */
    public record Pair(int first, long second, Object third) {
        public Pair {
            log("pair of " + first + " " + second);
        }

        public int sum() {
            return first + (int) second;
        }
    }

    /** Notes that the program came here. */
    public static void log(Object event) {
        if (LOG.size() > MOST_EVENTS) {
            throw new AssertionError("the program does not end");
        }
        LOG.add(Texts.of(event));
    }

    public static int[] same(int[] array) {
        return array;
    }

    public static int risky(int value) {
        log("risky " + value);
        if (value % 4 == 3) {
            throw new Boom("risky " + value);
        }
        return value + 1;
    }

    public static String textOf(Object value) {
        return Texts.of(value);
    }

    public static boolean yes() {
        return true;
    }

    /** False when the program has gone round often enough. */
    public static boolean fuel() {
        return fuel-- > 0;
    }

    public static Object object() {
        return "o";
    }

    public static int[] ints() {
        return new int[] {1, 2};
    }

    public static List<Integer> list() {
        return list(1, 2);
    }

    public static List<Integer> list(int first, int second) {
        return new ArrayList<>(List.of(first, second));
    }

    /** Something to await that has the value, unless the scenario has it fail. */
    static <T> Awaitable<T> tick(T value) {
        int number = ++occurrence;
        log("await " + number + " " + Texts.of(value));
        if (PlainAwait.owesCancellation()) {
            return owedCancellation();
        }
        return switch (scenario.fate(number)) {
            case VALUE -> scenario.suspends(number) ? late(number, value) : atOnce(number, value);
            case FAILURE -> scenario.suspends(number) ? lateFailure(number) : failure(number);
            case CANCELLATION -> cancelled(number);
        };
    }

    private static <T> Awaitable<T> atOnce(int number, T value) {
        return switch (scenario.form(number, 3)) {
            case 0 -> {
                Promise<T> promise = promise();
                promise.complete(value);
                yield promise;
            }
            case 1 -> Coroutine.defer(() -> Coroutine.of(value));
            default -> Coroutine.of(value);
        };
    }

    private static <T> Awaitable<T> late(int number, T value) {
        return switch (scenario.form(number, 3)) {
            case 0 -> {
                Promise<T> promise = promise();
                loop().callSoon(() -> promise.complete(value));
                yield promise;
            }
            case 1 -> start(Coroutine.of(value));
            default -> afterTurn(value);
        };
    }

    @Async
    private static <T> Coroutine<T> afterTurn(T value) {
        await(yieldNow());
        return done(value);
    }

    private static <T> Awaitable<T> failure(int number) {
        Boom boom = new Boom("await " + number);
        if (scenario.form(number, 2) == 1) {
            throw boom;
        }
        Promise<T> promise = promise();
        promise.fail(boom);
        return promise;
    }

    private static <T> Awaitable<T> lateFailure(int number) {
        Boom boom = new Boom("await " + number);
        if (scenario.form(number, 2) == 0) {
            Promise<T> promise = promise();
            loop().callSoon(() -> promise.fail(boom));
            return promise;
        }
        return afterTurnThrows(boom);
    }

    @Async
    private static <T> Coroutine<T> afterTurnThrows(Boom boom) {
        await(yieldNow());
        throw boom;
    }

    /** In the plain run there is no task: what its await would throw is thrown. */
    private static <T> Awaitable<T> cancelled(int number) {
        String message = "await " + number;
        if (scenario.plain()) {
            throw PlainAwait.cancelled(message);
        }
        Task<?> task = currentTask();
        if (scenario.form(number, 2) == 0) {
            task.cancel(message);
        } else {
            loop().callSoon(() -> task.cancel(message));
        }
        return promise();
    }

    /** One that is owed since a closing is thrown by the next await that waits: this does. */
    private static <T> Awaitable<T> owedCancellation() {
        if (scenario.plain()) {
            throw PlainAwait.takeOwed();
        }
        return promise();
    }

    /** One that is owed waits for the end of a closing. */
    private static Awaitable<Void> closingTick() {
        if (!scenario.plain()) {
            return tick(null);
        }
        PlainAwait.sheltering(() -> tick(null));
        return Coroutine.of(null);
    }

    /** Marks what a generator returns: see {@code PlainAwait.returned}, which the plain run has in its place. */
    public static <T> Generator<T> returned(Generator<T> other) {
        return other;
    }

    /** As {@link #returned(Generator)}. */
    public static <T> AsyncGenerator<T> returned(AsyncGenerator<T> other) {
        return other;
    }

    /** How the next element is asked for. */
    private enum Asking {
        NEXT,
        NEXT_AGAIN,
        SEND_NUMBER,
        SEND_TEXT,
        RAISE,
        CLOSE,
        LEAVE
    }

    private static Asking asking() {
        int roll = scenario.step(++step, 20);
        return roll < 9
                ? Asking.NEXT
                : roll < 13 ? Asking.SEND_NUMBER : roll < 16 ? Asking.SEND_TEXT : Asking.values()[roll - 13];
    }

    /** Iterates a generator, sends, raises and closes, as the scenario says, and notes what comes of it. */
    public static void ask(Generator<?> generator) {
        for (int asked = 0; asked < MOST_ASKED; asked++) {
            Asking how = asking();
            log("ask " + how);
            try {
                switch (how) {
                    case NEXT, NEXT_AGAIN -> log("took " + Texts.of(generator.next()));
                    case SEND_NUMBER -> log("took " + Texts.of(generator.send(asked == 0 ? null : asked)));
                    case SEND_TEXT -> log("took " + Texts.of(generator.send(asked == 0 ? null : "s")));
                    case RAISE -> log("took " + Texts.of(generator.raise(new Boom("await raised"))));
                    case CLOSE -> generator.close();
                    default -> {
                        return;
                    }
                }
            } catch (NoSuchElementException end) {
                log("ended with " + Texts.of(generator.endValue()));
                return;
            } catch (Throwable error) {
                log(error);
            }
        }
    }

    /** As {@link #ask}. */
    @Async
    public static Coroutine<Void> askAsync(AsyncGenerator<?> generator) {
        for (int asked = 0; asked < MOST_ASKED; asked++) {
            Asking how = asking();
            log("ask " + how);
            try {
                Coroutine<?> answer = switch (how) {
                    case NEXT, NEXT_AGAIN -> generator.hasNext();
                    case SEND_NUMBER -> generator.send(asked == 0 ? null : asked);
                    case SEND_TEXT -> generator.send(asked == 0 ? null : "s");
                    case RAISE -> generator.raise(new Boom("await raised"));
                    case CLOSE -> generator.closeAsync();
                    case LEAVE -> null;
                };
                if (answer == null) {
                    return done();
                }
                Object present = await(answer);
                log(Boolean.TRUE.equals(present) ? "took " + Texts.of(generator.next()) : "answered " + present);
                if (Boolean.FALSE.equals(present)) {
                    return done();
                }
            } catch (Throwable error) {
                log(error);
            }
        }
        return done();
    }

    /** A source whose elements are awaited, and its closing. */
    public static AsyncIterable<Object> ticks(List<Integer> elements) {
        return () -> {
            log("iterate");
            return new Ticks(elements.iterator());
        };
    }

    private record Ticks(Iterator<Integer> elements) implements AsyncIterator<Object>, AsyncCloseable {
        @Override
        public Coroutine<Boolean> hasNext() {
            return Coroutine.upcast(Coroutine.defer(() -> tick(elements.hasNext())));
        }

        @Override
        public Object next() {
            return elements.next();
        }

        @Override
        public Coroutine<Void> closeAsync() {
            return Coroutine.upcast(Coroutine.defer(() -> {
                log("close ticks");
                return closingTick();
            }));
        }
    }

    /** A resource that waits for its closing, which fails for some numbers. */
    public static final class AsyncResource implements AsyncCloseable {
        private final int number;

        public AsyncResource(int number) {
            log("open async " + number);
            this.number = number;
        }

        @Override
        @Async
        public Coroutine<Void> closeAsync() {
            await(tick("close async " + number));
            failSome(number);
            return done();
        }

        @Override
        public String toString() {
            return "async " + number;
        }

        /** What the plain run calls. */
        @Override
        public void close() {
            PlainAwait.sheltering(() -> {
                tick("close async " + number);
                failSome(number);
            });
        }
    }

    public static Awaitable<AsyncResource> open(int number) {
        return tick(new AsyncResource(number));
    }

    /** A resource of the usual kind. */
    public static final class Resource implements AutoCloseable {
        private final int number;

        public Resource(int number) {
            log("open " + number);
            this.number = number;
        }

        @Override
        public void close() {
            log("close " + number);
            failSome(number);
        }
    }

    private static void failSome(int number) {
        if (number % 4 == 2) {
            throw new Boom("close " + number);
        }
    }
}
