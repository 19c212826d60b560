package dev.ikat;

import dev.ikat.loop.EventLoop;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** CompletionStage and CompletableFuture, to and from ours. Their threads come in through the loop's inbox. */
final class Stages {
    private Stages() {}

    static @Nullable Object await(CompletionStage<?> stage, Strand<?> task) throws Throwable {
        return new Waiting<>(stage).await(task);
    }

    static <T> CompletableFuture<T> toFuture(Promise<T> promise) {
        CompletableFuture<T> future = new CompletableFuture<>();
        connect(promise, future);
        return future;
    }

    /** The future of a coroutine that is started on another thread's loop. */
    static <T> CompletableFuture<T> start(Coroutine<T> coroutine, EventLoop loop) {
        CompletableFuture<T> future = new CompletableFuture<>();
        start(coroutine, loop, future);
        return future;
    }

    /** As {@link #start(Coroutine, EventLoop)}, for a future that somebody has already. */
    static <T> void start(Coroutine<T> coroutine, EventLoop loop, CompletableFuture<T> future) {
        Objects.requireNonNull(coroutine, "startThreadsafe(null): there is nothing to start");
        loop.callSoonThreadsafe(() -> {
            if (future.isDone()) {
                coroutine.close();
            } else {
                connect(Ikat.start(coroutine), future);
            }
        });
    }

    private static <T> void connect(Promise<T> promise, CompletableFuture<T> future) {
        promise.onDone(done -> transfer(done, future));
        future.whenComplete((value, error) -> {
            if (future.isCancelled()) {
                promise.kernel.loop.callSoonThreadsafe(() -> promise.cancel(null));
            }
        });
    }

    private static <T> void transfer(Promise<T> done, CompletableFuture<T> future) {
        if (done.isCancelled()) {
            future.cancel(false);
        } else if (done.exception() != null) {
            future.completeExceptionally(done.exception());
        } else {
            future.complete(done.result());
        }
    }

    /** Waits for a stage that completes on any thread; cancelling the wait cancels the stage. */
    private static final class Waiting<T> extends Suspension<T> {
        private final CompletionStage<T> stage;
        private final Thread thread = Thread.currentThread();

        /** Read and written by the loop's thread only. */
        private boolean registered;

        Waiting(CompletionStage<T> stage) {
            this.stage = stage;
            stage.whenComplete(this::arrive);
            registered = true;
        }

        /** At once for a stage that is done already; a stage need not say whether it is. */
        private void arrive(T value, @Nullable Throwable error) {
            if (Thread.currentThread() == thread && !registered) {
                take(value, error);
            } else {
                kernel.loop.callSoonThreadsafe(() -> take(value, error));
            }
        }

        private void take(T value, @Nullable Throwable error) {
            Throwable cause =
                    error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            if (cause instanceof CancellationException) {
                settleCancelled(cause.getMessage(), null);
            } else if (cause != null) {
                tryFail(cause);
            } else {
                tryComplete(value);
            }
        }

        @Override
        String label() {
            return stage.getClass().getSimpleName();
        }

        @Override
        protected void abort() {
            try {
                stage.toCompletableFuture().cancel(false);
            } catch (UnsupportedOperationException notCancellable) {
                // the stage goes on; nobody waits for it any more
            }
        }
    }
}
