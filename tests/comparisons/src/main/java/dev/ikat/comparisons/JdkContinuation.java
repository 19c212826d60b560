package dev.ikat.comparisons;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * What virtual threads are made of, {@code jdk.internal.vm.Continuation}, on a ring: for code that is compiled for JDK 17. The
 * JVM has to be started with {@value #EXPORTS}.
 */
final class JdkContinuation implements Runnable {
    static final String EXPORTS = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED";

    private static final Object SCOPE;
    private static final MethodHandle MAKE;
    private static final MethodHandle RUN;
    private static final MethodHandle YIELD;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> scope = Class.forName("jdk.internal.vm.ContinuationScope");
            Class<?> type = Class.forName("jdk.internal.vm.Continuation");
            SCOPE = lookup.findConstructor(scope, methodType(void.class, String.class))
                    .invoke("ring");
            MAKE = lookup.findConstructor(type, methodType(void.class, scope, Runnable.class))
                    .asType(methodType(Object.class, Object.class, Runnable.class));
            RUN = lookup.findVirtual(type, "run", methodType(void.class)).asType(methodType(void.class, Object.class));
            YIELD = lookup.findStatic(type, "yield", methodType(boolean.class, scope))
                    .asType(methodType(boolean.class, Object.class));
        } catch (Throwable error) {
            throw new ExceptionInInitializerError(error);
        }
    }

    private final Object continuation;

    JdkContinuation(Runnable body) {
        try {
            continuation = MAKE.invokeExact(SCOPE, body);
        } catch (Throwable error) {
            throw new IllegalStateException(error);
        }
    }

    /** Goes on with it until it yields or ends. */
    @Override
    public void run() {
        try {
            RUN.invokeExact(continuation);
        } catch (Throwable error) {
            throw new IllegalStateException(error);
        }
    }

    /** Suspends the one that runs. */
    static void suspend() {
        try {
            boolean yielded = (boolean) YIELD.invokeExact(SCOPE);
            assert yielded;
        } catch (Throwable error) {
            throw new IllegalStateException(error);
        }
    }

    /** A body that goes to the end of the ring that many times. */
    static JdkContinuation spinning(Ring ring, int depth, int rounds) {
        JdkContinuation[] self = new JdkContinuation[1];
        self[0] = new JdkContinuation(() -> descend(ring, self, depth, rounds));
        return self[0];
    }

    private static int descend(Ring ring, JdkContinuation[] self, int depth, int rounds) {
        if (depth > 1) {
            return descend(ring, self, depth - 1, rounds) + 1;
        }
        for (int i = 0; i < rounds; i++) {
            ring.execute(self[0]);
            suspend();
        }
        return 1;
    }
}
