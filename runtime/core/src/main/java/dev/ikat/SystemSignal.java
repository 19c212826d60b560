package dev.ikat;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A signal of the system, by {@code sun.misc.Signal}, which has no other name in the JDK. Reached by method handles, because
 * the module jdk.unsupported may be missing, and its handlers made as lambdas are, which is quicker than a proxy at the start
 * of a program. Any thread may use it; handlers run on threads that the JVM makes for each signal.
 */
final class SystemSignal {
    private final Class<?> signalType = Class.forName("sun.misc.Signal");
    private final Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    private final MethodHandles.Lookup lookup = MethodHandles.lookup();
    private final Object signal;

    /** The one of that name, without "SIG"; throws when this JVM knows neither signals nor that one. */
    SystemSignal(String name) throws Throwable {
        signal = lookup.findConstructor(signalType, MethodType.methodType(void.class, String.class))
                .invoke(name);
    }

    /** What can be given to {@link #handle}. */
    Object handler(Runnable action) throws Throwable {
        MethodHandle run = lookup.findStatic(
                SystemSignal.class, "run", MethodType.methodType(void.class, Runnable.class, Object.class));
        MethodType shape = MethodType.methodType(void.class, signalType);
        return LambdaMetafactory.metafactory(
                        lookup, "handle", MethodType.methodType(handlerType, Runnable.class), shape, run, shape)
                .getTarget()
                .invoke(action);
    }

    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // found by its name; the shape of a handler
    private static void run(Runnable action, Object signal) {
        action.run();
    }

    /**
     * Makes it the handler of the signal.
     *
     * @return the one before
     * @throws IllegalArgumentException when the JVM or the system keeps the signal to itself, as with -Xrs
     */
    Object handle(Object handler) throws Throwable {
        return lookup.findStatic(signalType, "handle", MethodType.methodType(handlerType, signalType, handlerType))
                .invoke(signal, handler);
    }

    /** Calls a handler as if the signal had come; the system's own ones by setting them and sending it. */
    void passTo(Object handler) throws Throwable {
        try {
            lookup.findVirtual(handlerType, "handle", MethodType.methodType(void.class, signalType))
                    .invoke(handler, signal);
        } catch (UnsupportedOperationException systems) {
            handle(handler);
            lookup.findStatic(signalType, "raise", MethodType.methodType(void.class, signalType))
                    .invoke(signal);
        }
    }
}
