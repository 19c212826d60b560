package dev.ikat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where the blocking calls of one loop run: virtual threads where the JDK has them (21 and later), else a pool of daemon
 * threads, at most 32 and at most four more than there are processors, made when they are first needed. It knows the calls
 * that have not ended, so that the closing of the loop can wait for them. Owned by the loop's thread.
 *
 * <p>Trade-off: calls that compute, not wait, belong in an executor of their own, since virtual threads share a few carriers.
 * Source: asyncio's default executor (the bound of the pool), JEP 444.
 */
final class Threads {
    private static final String NAME = "ikat-thread-";
    private static final int MOST_THREADS = Math.min(32, Runtime.getRuntime().availableProcessors() + 4);
    private static final int KEEP_ALIVE_SECONDS = 1;

    private final Kernel kernel;
    private final Set<ThreadJob<?>> jobs = new LinkedHashSet<>();
    private @Nullable Executor given;
    private @Nullable Executor executor;
    private @Nullable ThreadPoolExecutor pool;
    private @Nullable Runnable whenIdle;
    private boolean closed;

    Threads(Kernel kernel) {
        this.kernel = kernel;
    }

    /** The executor to use instead; it is not shut down here. */
    void use(Executor other) {
        given = other;
        executor = other;
    }

    <T> Promise<T> start(Callable<T> call) {
        return start(call, executor());
    }

    /**
     * On a thread of the pool though there are virtual ones, for calls in which the JDK holds on to the carrier: a few that
     * open pipes would keep all carriers, and with them every virtual thread of the process.
     */
    <T> Promise<T> startOnPlatform(Callable<T> call) {
        if (given instanceof CallExecutor files) {
            return start(files.ofFile(call), files::executeOfFile);
        }
        return start(call, given == null ? pool() : given);
    }

    private <T> Promise<T> start(Callable<T> call, Executor where) {
        if (closed) {
            throw new IllegalStateException(
                    "the loop is being closed and waits for the calls on other threads;" + " it takes no more of them");
        }
        ThreadJob<T> job = new ThreadJob<>(kernel, call, this);
        jobs.add(job);
        try {
            where.execute(job);
        } catch (Throwable refused) {
            jobs.remove(job);
            throw refused;
        }
        return job;
    }

    private Executor executor() {
        Executor present = executor;
        if (present == null) {
            present = Virtual.FACTORY == null ? pool() : job -> start(Virtual.FACTORY, job);
            executor = present;
        }
        return present;
    }

    private static void start(ThreadFactory factory, Runnable job) {
        factory.newThread(job).start();
    }

    private Executor pool() {
        if (pool != null) {
            return pool;
        }
        ThreadPoolExecutor made = new ThreadPoolExecutor(
                MOST_THREADS, MOST_THREADS, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), job -> {
                    Thread thread = new Thread(job, NAME + Numbers.NEXT.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        made.allowCoreThreadTimeOut(true);
        pool = made;
        return made;
    }

    /** A call has ended, or was passed over because it was cancelled; those who wait for its result come first. */
    void ended(ThreadJob<?> job) {
        jobs.remove(job);
        Runnable waiting = whenIdle;
        if (jobs.isEmpty() && waiting != null) {
            whenIdle = null;
            kernel.loop.callSoon(waiting);
        }
    }

    /** The calls that have not ended, oldest first. */
    List<ThreadJob<?>> jobs() {
        return new ArrayList<>(jobs);
    }

    /** From now on no call is taken; the callback comes when the last one has ended, at once when there is none. */
    void close(Runnable idle) {
        closed = true;
        if (pool != null) {
            pool.shutdown();
        }
        if (jobs.isEmpty()) {
            idle.run();
        } else {
            whenIdle = idle;
        }
    }

    /** Interrupts what still runs, and waits for it no more. */
    List<ThreadJob<?>> abandon() {
        List<ThreadJob<?>> left = jobs();
        whenIdle = null;
        jobs.clear();
        left.forEach(job -> job.cancel("the loop is being closed"));
        if (pool != null) {
            pool.shutdownNow();
        }
        return left;
    }

    private static final class Numbers {
        static final AtomicInteger NEXT = new AtomicInteger();
    }

    /** {@code Thread.ofVirtual().name(…).factory()}, which the JDK that this is compiled for does not have. */
    private static final class Virtual {
        static final @Nullable ThreadFactory FACTORY = find();

        private static @Nullable ThreadFactory find() {
            try {
                Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
                Class<?> type = Class.forName("java.lang.Thread$Builder");
                Object named = type.getMethod("name", String.class, long.class).invoke(builder, NAME, 1L);
                return (ThreadFactory) type.getMethod("factory").invoke(named);
            } catch (ReflectiveOperationException olderJdk) {
                return null;
            }
        }
    }
}
