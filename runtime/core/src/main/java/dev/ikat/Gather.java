package dev.ikat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All results in the order given. The first failure surfaces at once while the siblings go on; cancelling it cancels
 * all of them. The same awaitable given twice runs once.
 */
final class Gather<T> extends Promise<List<T>> {
    private final List<Promise<T>> children = new ArrayList<>();
    private int pending;
    private boolean cancelRequested;
    private @Nullable String cancelMessage;

    Gather(Kernel kernel, Collection<? extends Awaitable<? extends T>> awaitables) {
        super(kernel);
        Map<Object, Promise<T>> started = new IdentityHashMap<>();
        List<Promise<T>> distinct = new ArrayList<>();
        for (Awaitable<? extends T> each : awaitables) {
            Promise<T> child = started.get(each);
            if (child == null) {
                child = startChild(each);
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

    @SuppressWarnings("unchecked")
    private Promise<T> startChild(Awaitable<? extends T> awaitable) {
        if (!(awaitable instanceof Promise<?> promise)) {
            return new Strand<>(kernel, (Coroutine<T>) awaitable.coroutine(), null);
        }
        if (promise.kernel != kernel) {
            throw new IllegalStateException(promise + " belongs to another loop than the gather");
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
        if (isDone()) {
            return;
        }
        if (child.isCancelled()) {
            tryFail(cancellationOf(child));
        } else if (child.exception() != null) {
            tryFail(child.exception());
        } else if (pending == 0 && cancelRequested) {
            tryFail(new CancelledError(cancelMessage));
        } else if (pending == 0) {
            complete(results());
        }
    }

    @Override
    String label() {
        return "gather";
    }

    private static CancelledError cancellationOf(Promise<?> child) {
        try {
            child.result();
            throw new AssertionError("a cancelled child has no result");
        } catch (CancelledError cancelled) {
            return cancelled;
        }
    }

    private List<T> results() {
        List<T> results = new ArrayList<>(children.size());
        children.forEach(child -> results.add(child.result()));
        return results;
    }
}
