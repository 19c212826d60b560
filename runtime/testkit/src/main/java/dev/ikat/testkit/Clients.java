package dev.ikat.testkit;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.currentTask;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.start;
import static dev.ikat.Ikat.taskGroup;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.AsyncFunction;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What several clients ask of one object, each one thing after the other: a value that a property test generates, and shrinks
 * to the few operations that show an error.
 *
 * <pre>{@code
 * @Async @Property @Simulated
 * Coroutine<Void> isAQueue(@ForAll Clients<@From("operations") Operation> clients, @ForAll Schedule schedule) {
 *     Queue<Integer> queue = new Queue<>();
 *     return clients.check(List.of(), Operation::onList, operation -> operation.on(queue));
 * }
 * }</pre>
 *
 * <p>Clients are tasks of their own, so the schedule says whose operations overlap. Some are given up: cancelled, which the schedule
 * may put off until the very turn in which they would have ended. An operation must end at some time, or a run is a
 * deadlock: one that may wait for ever needs a time limit, and answers what the model answers where it would wait.
 *
 * @param <O> operations, which are told by their {@code toString}
 * @param requests of each client
 */
public record Clients<O>(List<List<Request<O>>> requests) {
    /**
     * One operation of a client.
     *
     * @param givenUp whether the client cancels it; it may have ended by then
     */
    public record Request<O>(O operation, boolean givenUp) {
        @Override
        public String toString() {
            return operation + (givenUp ? " (given up)" : "");
        }
    }

    public Clients {
        requests = requests.stream().map(List::copyOf).toList();
    }

    /** Calls, and writes down. */
    @FunctionalInterface
    private interface Recording<O, R> {
        Coroutine<R> call(String client, O operation) throws Exception;
    }

    /**
     * Runs them, and checks that one client after the other could have got these answers of the model ({@link History#check}). An
     * operation that is given up may have had its effect, or not.
     *
     * @param object runs an operation on the object under test; what it throws fails the run
     */
    public <S, R> Coroutine<Void> check(S initial, History.Model<S, O, R> model, AsyncFunction<? super O, R> object) {
        History<O, R> history = new History<>();
        return checked(
                history,
                initial,
                model,
                (client, operation) -> history.record(client, operation, () -> object.apply(operation)));
    }

    /** As {@link #check}, of an object that promises that what is given up has had no effect. */
    public <S, R> Coroutine<Void> checkAllOrNothing(
            S initial, History.Model<S, O, R> model, AsyncFunction<? super O, R> object) {
        History<O, R> history = new History<>();
        return checked(
                history,
                initial,
                model,
                (client, operation) -> history.recordAllOrNothing(client, operation, () -> object.apply(operation)));
    }

    @Async
    private <S, R> Coroutine<Void> checked(
            History<O, R> history, S initial, History.Model<S, O, R> model, Recording<O, R> recording) {
        await(taskGroup(group -> {
            for (int i = 0; i < requests.size(); i++) {
                String name = "client " + (i + 1);
                group.start(client(name, requests.get(i), recording), name);
            }
            return done();
        }));
        history.check(initial, model);
        return done();
    }

    @Async
    private static <O, R> Coroutine<Void> client(String name, List<Request<O>> requests, Recording<O, R> recording)
            throws Exception {
        for (Request<O> each : requests) {
            await(yieldNow()); // others may come in between, also where operations do not wait
            Coroutine<R> call = recording.call(name, each.operation);
            if (each.givenUp) {
                await(givenUp(start(call, name + ": " + each.operation)));
            } else {
                await(call);
            }
        }
        return done();
    }

    /** Another task cancels it, so that a schedule may choose when. */
    @Async
    private static Coroutine<Void> givenUp(Task<?> call) {
        Task<Void> impatience = start(cancel(call), call.name() + " is given up");
        try {
            await(call);
        } catch (CancelledError cancelled) {
            if (Objects.requireNonNull(currentTask()).cancelling() > 0) {
                throw cancelled;
            }
        }
        await(impatience);
        return done();
    }

    @Async
    private static Coroutine<Void> cancel(Task<?> call) {
        await(yieldNow());
        call.cancel();
        return done();
    }

    @Override
    public String toString() {
        return IntStream.range(0, requests.size())
                .mapToObj(i -> "client " + (i + 1) + ": " + requests.get(i))
                .collect(Collectors.joining(" "));
    }
}
