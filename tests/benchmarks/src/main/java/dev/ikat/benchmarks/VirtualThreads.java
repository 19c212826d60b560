package dev.ikat.benchmarks;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Virtual threads, for code that is compiled for JDK 17. */
public final class VirtualThreads {
    /** Whether this JDK has them. */
    public static final boolean AVAILABLE = Runtime.version().feature() >= 21;

    /** A pattern for the rows that need them. */
    static final String ROWS = "\\.(virtualThread|jdkContinuation)";

    /** Options for a fork: one carrier, so that they take turns as tasks on one loop do. */
    static final String ONE_CARRIER = "-Djdk.virtualThreadScheduler.parallelism=1";

    static final String ONE_CARRIER_AT_MOST = "-Djdk.virtualThreadScheduler.maxPoolSize=1";

    private static final MethodHandle START = AVAILABLE ? find() : null;

    private VirtualThreads() {}

    public static Thread start(Runnable body) {
        try {
            return (Thread) START.invokeExact(body);
        } catch (Throwable error) {
            throw new IllegalStateException("a virtual thread could not be started", error);
        }
    }

    /** Starts one and waits for its end. */
    static void run(Runnable body) {
        join(start(body));
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException error) {
            throw new IllegalStateException(error);
        }
    }

    private static MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(Thread.class, "startVirtualThread", methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException error) {
            throw new ExceptionInInitializerError(error);
        }
    }
}
