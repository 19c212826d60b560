package dev.ikat.testkit;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.sync.Queue;
import dev.ikat.testkit.jqwik.Simulated;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Generated clients find what is wrong with an object, and are shrunk to the few operations that show it. */
class ClientsProperties {
    private static final String TAKE = "take";
    private static final String NOTHING = "nothing";

    /** Put or take; a take of an empty queue waits for a time, and then answers that there is nothing. */
    private static History.Step<List<String>, String> onList(List<String> items, String operation) {
        if (!operation.equals(TAKE)) {
            return new History.Step<>(
                    Stream.concat(items.stream(), Stream.of(operation)).toList(), NOTHING);
        }
        return items.isEmpty()
                ? new History.Step<>(items, NOTHING)
                : new History.Step<>(items.subList(1, items.size()), items.get(0));
    }

    @Async
    private static Coroutine<String> inTime(Coroutine<String> take) {
        try {
            return done(await(timeout(Duration.ofMillis(1), take)));
        } catch (DeadlineExceededException empty) {
            return done(NOTHING);
        }
    }

    @Provide
    Arbitrary<String> operations() {
        return Arbitraries.of("a", "b", TAKE);
    }

    @Async
    @Property(tries = 300)
    @Simulated
    Coroutine<Void> aQueueIsOne(@ForAll Clients<@From("operations") String> clients, @ForAll Schedule schedule) {
        Queue<String> queue = new Queue<>();
        return clients.checkAllOrNothing(List.of(), ClientsProperties::onList, operation -> {
            if (operation.equals(TAKE)) {
                return done(await(inTime(queue.take())));
            }
            await(queue.put(operation));
            return done(NOTHING);
        });
    }

    @Example
    void whatIsWrongIsShrunkToFewOperations() {
        Map<String, Throwable> failed = Failures.of(Wrong.class);
        assertThat(failed).containsOnlyKeys("counter", "queue");
        assertThat(calls(failed.get("counter")))
                .containsExactly("0–2  client 1: increment answered 1", "1–3  client 2: increment answered 1");
        assertThat(calls(failed.get("queue"))).hasSizeLessThanOrEqualTo(4);
    }

    /** Of the history in the message. */
    private static List<String> calls(Throwable failure) {
        return failure.getMessage()
                .lines()
                .map(String::strip)
                .filter(line -> line.contains(" answered "))
                .toList();
    }

    /** Each fails; run by the example above only. */
    static class Wrong {
        @Provide
        Arbitrary<String> increments() {
            return Arbitraries.of("increment", "read");
        }

        /** Reads, and writes what it read and one more after an await. */
        @Async
        @Property(tries = 1000, seed = "3")
        @Simulated
        Coroutine<Void> counter(@ForAll Clients<@From("increments") String> clients, @ForAll Schedule schedule) {
            int[] counter = {0};
            return clients.check(
                    0,
                    (count, operation) -> operation.equals("read")
                            ? new History.Step<>(count, count)
                            : new History.Step<>(count + 1, count + 1),
                    operation -> {
                        int count = counter[0];
                        if (operation.equals("read")) {
                            return done(count);
                        }
                        await(yieldNow());
                        counter[0] = count + 1;
                        return done(count + 1);
                    });
        }

        @Provide
        Arbitrary<String> operations() {
            return Arbitraries.of("a", "b", TAKE);
        }

        /** Loses an item whose getter is cancelled. */
        @Async
        @Property(tries = 1000, seed = "3")
        @Simulated
        Coroutine<Void> queue(@ForAll Clients<@From("operations") String> clients, @ForAll Schedule schedule) {
            Gallery.QueueThatLoses queue = new Gallery.QueueThatLoses();
            return clients.checkAllOrNothing(List.of(), ClientsProperties::onList, operation -> {
                if (operation.equals(TAKE)) {
                    return done(await(inTime(queue.get())));
                }
                queue.put(operation);
                return done(NOTHING);
            });
        }
    }
}
