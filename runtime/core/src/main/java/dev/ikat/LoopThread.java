package dev.ikat;

import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.EventLoop;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One loop of a {@link LoopGroup} and its thread. It knows the futures that are not done, so that none stays undone when the
 * loop ends: what is left in a closed loop's inbox never runs.
 *
 * <pre>
 * STARTING --loop made--> RUNNING --stop--> CLOSING (tasks are cancelled and awaited) --> ENDED
 *    | factory threw         '-- an error left the loop: reported ---> CLOSING
 *    '----------------------------------------------------------------------------------> ENDED
 * </pre>
 *
 * <p>A submission adds its future and then looks whether the loop has ended; the end marks it and then takes the futures: so
 * one of the two sees the other.
 */
final class LoopThread implements Runnable {
    private final Thread thread;
    private final Supplier<? extends EventLoop> factory;
    private final CompletableFuture<EventLoop> started = new CompletableFuture<>();
    private final Set<CompletableFuture<?>> undone = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;

    LoopThread(String name, Supplier<? extends EventLoop> factory) {
        this.factory = factory;
        thread = new Thread(this, name);
        thread.setDaemon(true);
        thread.start();
    }

    void awaitStart() {
        started.join();
    }

    EventLoop loop() {
        return started.join();
    }

    @Override
    public void run() {
        try (Runner runner =
                Runner.builder().handleInterrupts(false).loopFactory(factory).build()) {
            started.complete(runner.loop());
            runUntilStopped(runner.loop());
        } catch (Throwable error) {
            if (!started.completeExceptionally(error)) {
                report(error);
            }
        } finally {
            end();
        }
    }

    /** A task may have stopped the loop; then it goes on. */
    private void runUntilStopped(EventLoop loop) {
        try {
            while (!stopping) {
                loop.runForever();
            }
        } catch (Throwable error) {
            failure = error;
            report(error);
            end();
        }
    }

    private void report(Throwable error) {
        thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
    }

    /** Nothing runs here any more, or never will. */
    private void end() {
        ended = true;
        undone.forEach(this::giveUp);
    }

    private void giveUp(CompletableFuture<?> future) {
        Throwable error = failure;
        if (error == null) {
            future.cancel(false);
        } else {
            future.completeExceptionally(new IllegalStateException(this + " has failed, and its tasks with it", error));
        }
    }

    <T> CompletableFuture<T> submit(Coroutine<T> coroutine) {
        Objects.requireNonNull(coroutine, Strand.NOTHING_TO_START);
        CompletableFuture<T> future = new CompletableFuture<>();
        undone.add(future); // before the coroutine can begin, and the loop fail by it
        future.whenComplete((value, error) -> undone.remove(future));
        startOn(loop(), coroutine, future);
        if (ended) {
            giveUp(future);
        }
        return future;
    }

    private static <T> void startOn(EventLoop loop, Coroutine<T> coroutine, CompletableFuture<T> future) {
        try {
            Stages.start(coroutine, loop, future);
        } catch (IllegalStateException closed) {
            future.completeExceptionally(new CancellationException("the loop was closed before this could run"));
        }
    }

    boolean hasEnded() {
        return ended;
    }

    int load() {
        return undone.size();
    }

    void stop() {
        stopping = true;
        started.thenAccept(LoopThread::stop);
    }

    private static void stop(EventLoop loop) {
        try {
            loop.callSoonThreadsafe(loop::stop);
        } catch (IllegalStateException closed) {
            // it has ended already
        }
    }

    /** Waits for the thread's end; reports when it lives on. */
    void join(long nanos) throws InterruptedException {
        try {
            if (nanos > 0) {
                TimeUnit.NANOSECONDS.timedJoin(thread, nanos);
            }
        } finally {
            if (thread.isAlive() && started.isDone() && !started.isCompletedExceptionally()) {
                reportLivingOn();
            }
        }
    }

    private void reportLivingOn() {
        IllegalStateException where = new IllegalStateException("this is what it does");
        where.setStackTrace(thread.getStackTrace());
        loop().callExceptionHandler(new ErrorContext(
                "a loop of a group that is closed has not ended within the limit and is left behind", where, this));
        end();
    }

    @Override
    public String toString() {
        return "the loop " + thread.getName();
    }
}
