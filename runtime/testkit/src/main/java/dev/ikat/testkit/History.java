package dev.ikat.testkit;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;

import dev.ikat.Async;
import dev.ikat.AsyncCallable;
import dev.ikat.Coroutine;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What clients asked of one object, what it answered, and which calls overlapped. It is linearizable when all calls can be put in one order
 * that is possible for a sequential model: each at some moment between its beginning and its end. A call that failed or
 * has not ended may have had its effect at any moment since it began, or none.
 *
 * <p>Source: Wing and Gong, "Testing and Verifying Concurrent Objects", 1993, with the memory of states seen of Lowe, "Testing for Linearizability",
 * 2017. The time grows with the calls that overlap, not with the length of the history.
 *
 * @param <O> operations, which are told by their {@code toString}
 * @param <R> results, which are compared by {@code equals}
 */
public final class History<O, R> {
    private static final int NEVER = Integer.MAX_VALUE;

    private final List<Call<O, R>> calls = new ArrayList<>();
    private int moment;

    /** An operation and its result, with the moments when it began and ended. */
    private static final class Call<O, R> {
        final String client;
        final O operation;
        final int begun;
        int ended = NEVER;

        @Nullable
        R result;

        Call(String client, O operation, int begun) {
            this.client = client;
            this.operation = operation;
            this.begun = begun;
        }

        @Override
        public String toString() {
            return client + ": " + operation + (ended == NEVER ? " never answered" : " answered " + result);
        }
    }

    /** What an operation does to an object that is used by one client at a time. */
    @FunctionalInterface
    public interface Model<S, O, R> {
        /** The state after it, and what it answers; the state before must stay as it is. */
        Step<S, R> apply(S state, O operation);
    }

    /** What came of an operation. */
    public record Step<S, R>(S state, @Nullable R result) {}

    /** Calls, and writes down what is called, by whom, and what comes of it. */
    @Async
    public Coroutine<R> record(String client, O operation, AsyncCallable<R> call) throws Exception {
        Call<O, R> written = new Call<>(client, operation, moment++);
        calls.add(written);
        return done(await(answered(written, call)));
    }

    /** As {@link #record}, where what throws must have had no effect, as a take that is cancelled: it is not written down. */
    @Async
    public Coroutine<R> recordAllOrNothing(String client, O operation, AsyncCallable<R> call) throws Exception {
        Call<O, R> written = new Call<>(client, operation, moment++);
        calls.add(written);
        try {
            return done(await(answered(written, call)));
        } finally {
            if (written.ended == NEVER) {
                calls.remove(written);
            }
        }
    }

    @Async
    private Coroutine<R> answered(Call<O, R> written, AsyncCallable<R> call) throws Exception {
        R result = await(call.call());
        written.result = result;
        written.ended = moment++;
        return done(result);
    }

    /**
     * Checks what was written down.
     *
     * @param initial the model's state before the first call; states are compared by {@code equals}
     * @throws AssertionError when it is not linearizable, with the calls
     */
    public <S> void check(S initial, Model<S, O, R> model) {
        if (!isPossible(initial, model, new BitSet(), new HashSet<>())) {
            StringBuilder told = new StringBuilder("no order of these calls gives these answers:");
            for (Call<O, R> call : calls) {
                told.append("\n  ")
                        .append(call.begun)
                        .append(call.ended == NEVER ? "…" : "–" + call.ended)
                        .append("  ")
                        .append(call);
            }
            throw new AssertionError(told.toString());
        }
    }

    /** Whether the calls that are not placed yet can follow, from this state. */
    private <S> boolean isPossible(S state, Model<S, O, R> model, BitSet placed, Set<Object> seen) {
        int firstEnd = firstEnd(placed);
        if (firstEnd == NEVER) {
            return true; // those left were never answered
        }
        if (!seen.add(List.of(placed.clone(), state))) {
            return false;
        }
        for (int i = 0; i < calls.size(); i++) {
            Call<O, R> call = calls.get(i);
            if (!placed.get(i) && call.begun < firstEnd) {
                Step<S, R> step = model.apply(state, call.operation);
                if (call.ended == NEVER || Objects.equals(step.result, call.result)) {
                    placed.set(i);
                    if (isPossible(step.state, model, placed, seen)) {
                        return true;
                    }
                    placed.clear(i);
                }
            }
        }
        return false;
    }

    /** Of those that are not placed: what begins after it cannot be the next. */
    private int firstEnd(BitSet placed) {
        int first = NEVER;
        for (int i = 0; i < calls.size(); i++) {
            if (!placed.get(i)) {
                first = Math.min(first, calls.get(i).ended);
            }
        }
        return first;
    }
}
