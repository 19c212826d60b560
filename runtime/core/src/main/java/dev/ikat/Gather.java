package dev.ikat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All results in the order given; cancelling it cancels all of them. The same awaitable given twice runs once. Two kinds:
 * the plain one fails with the first failure while the siblings go on; the settled one waits for all and has their outcomes.
 */
final class Gather<T, R> extends Promise<List<R>> {
    private final List<Promise<T>> children = new ArrayList<>();
    private final boolean failsFast;
    private final Function<Promise<T>, R> result;
    private int pending;
    private boolean cancelRequested;
    private @Nullable String cancelMessage;

    private Gather(Kernel kernel, boolean failsFast, Function<Promise<T>, R> result) {
        super(kernel);
        this.failsFast = failsFast;
        this.result = result;
    }

    /** The values, or the first failure. */
    static <T> Promise<List<T>> values(Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Gate gate) {
        Gather<T, T> gather = new Gather<>(Kernel.current(), true, Promise::result);
        gather.start(awaitables, gate);
        return gather;
    }

    /** How each ended. */
    static <T> Promise<List<Outcome<T>>> outcomes(
            Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Gate gate) {
        Gather<T, Outcome<T>> gather = new Gather<>(Kernel.current(), false, Outcome::of);
        gather.start(awaitables, gate);
        return gather;
    }

    private void start(Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Gate gate) {
        Map<Object, Promise<T>> started = new IdentityHashMap<>();
        List<Promise<T>> distinct = new ArrayList<>();
        for (Awaitable<? extends T> each : awaitables) {
            Promise<T> child = started.get(each);
            if (child == null) {
                child = startChild(kernel, each, gate);
                started.put(each, child);
                distinct.add(child);
            }
            children.add(child);
        }
        pending = distinct.size();
        if (pending == 0) {
            tryComplete(List.of());
        }
        distinct.forEach(this::watch);
    }

    /** A promise itself; for anything else a task that runs it. */
    @SuppressWarnings("unchecked")
    static <T> Promise<T> startChild(Kernel kernel, Awaitable<? extends T> awaitable, @Nullable Gate gate) {
        if (!(awaitable instanceof Promise<?> promise)) {
            Coroutine<T> coroutine = (Coroutine<T>) awaitable.coroutine();
            return new Strand<>(kernel, gate == null ? coroutine : gate.admit(coroutine), null);
        }
        if (promise.kernel != kernel) {
            throw new IllegalStateException(promise + " belongs to another loop than the one that runs here");
        }
        return (Promise<T>) promise;
    }

    /** Children that are done count at once: a gather of only such ones is done itself, and awaiting it does not yield. */
    private void watch(Promise<T> child) {
        if (child.isDone()) {
            childDone(child);
        } else {
            child.onDone(this::childDone);
        }
    }

    @Override
    public boolean cancel(@Nullable String message) {
        kernel.checkThread();
        if (isDone()) {
            return false;
        }
        boolean asked = false;
        for (Promise<T> child : children) {
            asked |= child.cancel(message);
        }
        cancelRequested |= asked;
        cancelMessage = message;
        return asked;
    }

    private void childDone(Promise<T> child) {
        pending--;
        child.markSeen();
        if (isDone()) {
            return;
        }
        if (failsFast && child.isCancelled()) {
            tryFail(child.cancellation());
        } else if (failsFast && child.failure() != null) {
            tryFail(child.failure());
        } else if (pending == 0 && cancelRequested) {
            tryFail(new CancelledError(cancelMessage));
        } else if (pending == 0) {
            complete(results());
        }
    }

    @Override
    Collection<? extends Promise<?>> waitsFor() {
        return children;
    }

    @Override
    String label() {
        return "gather";
    }

    private List<R> results() {
        List<R> results = new ArrayList<>(children.size());
        children.forEach(child -> results.add(result.apply(child)));
        return results;
    }
}
