package dev.ikat.testkit.primitives;

import static dev.ikat.Ikat.*;
import static dev.ikat.testkit.primitives.Explored.*;

import dev.ikat.Async;
import dev.ikat.AsyncGenerator;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.stream.AsyncStream;
import dev.ikat.testkit.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Operators with tasks of their own: elements are all there, in their order, and sources are closed, however an iteration ends. */
class StreamsTest {
    private static final int CLIENTS = 2;
    private static final int TIMES = 2;
    private static final int COUNT = 4;

    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** One iteration of a stream of sources, of which each has numbers of its own: 0 to 3, 10 to 13, … */
    private static final class Iteration {
        final Random random;
        final List<Integer> got = new ArrayList<>();
        final int[] emitted = new int[100];
        int open;
        int calls;
        int mostCalls = 100;
        int failedSource = -1;
        boolean callFailed;
        boolean wentAway;
        boolean complete;

        Iteration(Random random) {
            this.random = random;
        }

        AsyncStream<Integer> source(int number) {
            Random own = new Random(random.nextLong());
            return AsyncStream.of(() -> numbers(number, own));
        }

        @Async
        private AsyncGenerator<Integer> numbers(int number, Random own) {
            open++;
            try {
                for (int i = 0; i < COUNT; i++) {
                    await(pause(own));
                    if (Simulation.fault("a source fails")) {
                        failedSource = failedSource < 0 ? number : failedSource;
                        throw new Failed();
                    }
                    emitted[number]++;
                    emit(number * 10 + i);
                }
            } finally {
                try {
                    await(pause(own));
                } finally {
                    open--;
                }
            }
            return end();
        }

        @Async
        private Coroutine<Integer> call(int x, Random own) {
            check(++calls <= mostCalls, calls + " calls at a time, no more than " + mostCalls + " are wanted");
            try {
                await(pause(own));
                await(pause(own));
                if (Simulation.fault("a function fails")) {
                    callFailed = true;
                    throw new Failed();
                }
            } finally {
                calls--;
            }
            return done(x);
        }

        @Async
        Coroutine<Void> iterate(AsyncStream<Integer> stream) {
            int wanted = random.nextInt(12);
            for (Integer each : each(stream)) {
                got.add(each);
                await(pause(random));
                if (got.size() == wanted) {
                    wentAway = true;
                    break;
                }
            }
            complete = !wentAway;
            return done();
        }

        AsyncStream<Integer> mapped(AsyncStream<Integer> stream, int concurrency) {
            mostCalls = concurrency;
            Random own = new Random(random.nextLong());
            return stream.mapAsync(x -> call(x, own), concurrency);
        }

        void checkOrdered(int source) {
            List<Integer> own = got.stream().filter(x -> x / 10 == source).toList();
            List<Integer> all =
                    IntStream.range(0, COUNT).mapToObj(i -> source * 10 + i).toList();
            check(own.equals(all.subList(0, own.size())), "lost, doubled or in another order: " + got);
            check(!complete || own.equals(all), "lost: " + got);
            check(
                    failedSource != source || callFailed || !failureArrived || own.size() == emitted[source],
                    "a failure came before " + got);
        }

        boolean failureArrived;
    }

    /** A stream, and the sources that it is made of. */
    private record Made(AsyncStream<Integer> stream, int sources) {}

    private static Made make(Iteration iteration, Random random) {
        AsyncStream<Integer> first = iteration.source(0);
        return switch (random.nextInt(6)) {
            case 0 -> new Made(first.buffer(1 + random.nextInt(2)), 1);
            case 1 -> new Made(AsyncStream.merge(first, iteration.source(1), iteration.source(2)), 3);
            case 2 -> new Made(iteration.mapped(first, 1 + random.nextInt(3)), 1);
            case 3 -> new Made(AsyncStream.of(0, 1, 2).flatMap(iteration::source, 1 + random.nextInt(3)), 3);
            case 4 -> new Made(iteration.mapped(first.buffer(1), 2).buffer(2), 1);
            default ->
                new Made(
                        iteration
                                .mapped(AsyncStream.merge(first, iteration.source(1)), 2)
                                .flatMap(AsyncStream::of, 1),
                        2);
        };
    }

    @Async
    private static Coroutine<Void> client(Random random) {
        for (int i = 0; i < TIMES; i++) {
            Iteration iteration = new Iteration(random);
            Made made = make(iteration, random);
            try {
                await(perhapsInTime(random, iteration.iterate(made.stream)));
                check(
                        (iteration.failedSource < 0 && !iteration.callFailed) || iteration.wentAway,
                        "a failure was lost");
            } catch (Failed failed) {
                check(iteration.failedSource >= 0 || iteration.callFailed, "failed by nobody");
                iteration.failureArrived = !iteration.wentAway;
                if (iteration.callFailed && leaves(Objects.requireNonNull(currentTask()))) {
                    survive(); // handed on to the function's task, which failed in that step: as in asyncio, that is
                    // what arrives
                }
            } catch (CancelledError cancelled) {
                survive();
            } catch (DeadlineExceededException late) {
                check(!leaves(currentTask()), "the deadline is over");
            }
            check(iteration.open == 0, iteration.open + " sources are open still");
            check(iteration.calls == 0, iteration.calls + " calls run still");
            for (int each = 0; each < made.sources; each++) {
                iteration.checkOrdered(each);
            }
            try {
                await(yieldNow()); // throws what could not be thrown beside a failure of closing
            } catch (CancelledError cancelled) {
                survive();
            }
        }
        return done();
    }

    @Test
    void streamsLoseNothingAndLeaveNothing() {
        inManyOrders(() -> {
            await(ended(clients(CLIENTS, StreamsTest::client)));
            check(allTasks().size() == 1, "left: " + allTasks());
            return done();
        });
    }

    /** Of what comes the last is what is there when it is quiet. */
    @Test
    void debouncedStreamsKeepTheLast() {
        inManyOrders(() -> {
            await(ended(clients(CLIENTS, random -> {
                Iteration iteration = new Iteration(random);
                try {
                    await(iteration.iterate(iteration.source(0).debounce(Duration.ofNanos(1 + random.nextInt(2)))));
                    List<Integer> got = iteration.got;
                    check(got.stream().sorted().distinct().toList().equals(got), "in another order: " + got);
                    check(!iteration.complete || got.get(got.size() - 1) == COUNT - 1, "the last is lost: " + got);
                } catch (Failed failed) {
                    check(iteration.failedSource >= 0, "failed by nobody");
                } catch (CancelledError cancelled) {
                    survive();
                }
                check(iteration.open == 0, "the source is open still");
                return done();
            })));
            check(allTasks().size() == 1, "left: " + allTasks());
            return done();
        });
    }
}
