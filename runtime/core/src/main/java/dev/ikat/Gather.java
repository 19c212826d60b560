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
        for (Awaitable<? extends T> each : awaitables) {
            children.add(started.computeIfAbsent(each, key -> startChild(each)));
        }
        pending = started.size();
        if (pending == 0) {
            tryComplete(List.of());
        }
        started.values().forEach(child -> child.onDone(this::childDone));
    }

    @SuppressWarnings("unchecked")
    private Promise<T> startChild(Awaitable<? extends T> awaitable) {
        return awaitable instanceof Promise<?> promise
                ? (Promise<T>) promise
                : new Strand<>(kernel, (Coroutine<T>) awaitable.coroutine(), null);
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
