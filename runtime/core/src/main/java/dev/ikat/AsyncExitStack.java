package dev.ikat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Any number of things to be closed together, where nested try-with-resources statements would need to know how many:
 *
 * <pre>{@code
 * try (var stack = new AsyncExitStack()) {
 *     for (String host : hosts) {
 *         connections.add(stack.enter(await(connect(host))));
 *     }
 *     …
 * }
 * }</pre>
 *
 * <p>Closing it closes them in the reverse order, one after the other, each awaited, and all of them whatever some throw, a
 * cancellation meanwhile too. The first failure is thrown, with the later ones suppressed in it, as by nested statements; as
 * an exception of the try block has the failure suppressed in it, so has that one the later ones; a cancellation among them is
 * not lost, see {@link AsyncCloseable}. For one task at a time.
 * What is entered while it is closing is closed next; after that it takes no more.
 *
 * @see <a href="https://docs.python.org/3/library/contextlib.html#contextlib.AsyncExitStack">contextlib.AsyncExitStack</a>
 */
public final class AsyncExitStack implements AsyncCloseable {
    private Deque<AsyncCallable<Void>> exits = new ArrayDeque<>();
    private boolean closed;

    /** An empty one. */
    public AsyncExitStack() {}

    /**
     * Has the resource closed with the stack: by {@code closeAsync} if it is an {@link AsyncCloseable}, else by {@code
     * close()}. Null is no resource, as in a try statement.
     *
     * @return the resource
     * @throws IllegalStateException when the stack is closed; the resource is still the caller's to close
     */
    public <T extends @Nullable AutoCloseable> T enter(T resource) {
        if (resource instanceof AsyncCloseable asynchronous) {
            push(asynchronous::closeAsync);
        } else if (resource != null) {
            push(closing(resource));
        } else {
            requireOpen();
        }
        return resource;
    }

    /**
     * Has the coroutine that this returns awaited as the stack closes.
     *
     * @throws IllegalStateException when the stack is closed
     */
    public void onClose(AsyncCallable<Void> action) {
        push(Objects.requireNonNull(action, "onClose(null): there is nothing to call"));
    }

    /** As {@link #onClose(AsyncCallable)}, for an action that does not wait. */
    public void onClose(ThrowingRunnable action) {
        Objects.requireNonNull(action, "onClose(null): there is nothing to call");
        push(() -> {
            action.run();
            return Ikat.done();
        });
    }

    /**
     * Moves all that is to be closed to a new stack; this one has nothing to close then. For what outlives the block in which
     * it was opened, once all went well.
     */
    public AsyncExitStack moveAll() {
        AsyncExitStack moved = new AsyncExitStack();
        moved.exits = exits;
        exits = new ArrayDeque<>();
        return moved;
    }

    @Override
    public Coroutine<Void> closeAsync() {
        return new Closing();
    }

    private static AsyncCallable<Void> closing(AutoCloseable resource) {
        return () -> {
            resource.close();
            return Ikat.done();
        };
    }

    private void push(AsyncCallable<Void> exit) {
        requireOpen();
        exits.push(exit);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "this stack of resources is closed, and would not close another; make a new one");
        }
    }

    private final class Closing extends StateMachine<Void> {
        private @Nullable Throwable failure;

        @Override
        @SuppressWarnings("NullAway") // Void has no other value
        protected Void step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
            if (error != null) {
                failed(error);
            }
            while (!exits.isEmpty()) {
                try {
                    return await(Closings.sheltered(exits.pop().call()));
                } catch (Throwable thrown) {
                    failed(thrown);
                }
            }
            closed = true;
            if (failure != null) {
                throw failure;
            }
            return null;
        }

        private void failed(Throwable error) {
            if (failure == null) {
                failure = error;
            } else if (failure != error) {
                Closings.suppress(failure, error);
            }
        }
    }

    @Override
    public String toString() {
        return closed ? "stack of resources (closed)" : "stack of " + exits.size() + " resources";
    }
}
