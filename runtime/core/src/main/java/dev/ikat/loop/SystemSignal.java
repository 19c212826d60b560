package dev.ikat.loop;

import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;

/**
 * A signal of the system, for what is built on it; a program uses {@code dev.ikat.io.Signals}. It is {@code
 * sun.misc.Signal}, which has no other name in the JDK, reached by method handles, because the module jdk.unsupported may be
 * missing, and its handlers are made as lambdas are, which is quicker than a proxy at the start of a program.
 *
 * <p>Any thread may use it; handlers run on threads that the JVM makes for each signal.
 */
public final class SystemSignal {
    private final Object signal;

    /**
     * The one of that name.
     *
     * @param name without "SIG"
     * @throws IllegalArgumentException when this JVM does not know it
     * @throws LinkageError where the module jdk.unsupported is missing
     */
    public SystemSignal(String name) throws Throwable {
        signal = Jdk.MAKE.invoke(name);
    }

    /** What can be given to {@link #handle}. */
    public static Object handler(Runnable action) throws Throwable {
        return Jdk.HANDLER.invoke(action);
    }

    /**
     * Makes it the handler of the signal.
     *
     * @return the one before
     * @throws IllegalArgumentException when the JVM or the system keeps the signal to itself, as with -Xrs
     */
    public Object handle(Object handler) throws Throwable {
        return Jdk.HANDLE.invoke(signal, handler);
    }

    /** Makes the one before the handler again, unless somebody has set another in place of ours meanwhile. */
    public void restore(Object before, Object ours) throws Throwable {
        Object last = handle(before);
        if (last != ours) {
            handle(last);
        }
    }

    /** Calls a handler as if the signal had come; the system's own ones by setting them and sending it. */
    public void passTo(Object handler) throws Throwable {
        try {
            Jdk.CALL.invoke(handler, signal);
        } catch (UnsupportedOperationException systems) {
            handle(handler);
            Jdk.RAISE.invoke(signal);
        }
    }

    /** Fails to initialise where the module is missing. */
    private static final class Jdk {
        /** Set in a native image of GraalVM, which defines no class at run time, but has the proxies it was told of. */
        private static final String IMAGE = "org.graalvm.nativeimage.imagecode";

        static final MethodHandle MAKE;
        static final MethodHandle HANDLE;
        static final MethodHandle RAISE;
        static final MethodHandle CALL;

        /** (Runnable) to a SignalHandler. */
        static final MethodHandle HANDLER;

        static {
            try {
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                Class<?> signal = Class.forName("sun.misc.Signal");
                Class<?> handler = Class.forName("sun.misc.SignalHandler");
                MethodType ofSignal = MethodType.methodType(void.class, signal);
                MAKE = lookup.findConstructor(signal, MethodType.methodType(void.class, String.class));
                HANDLE = lookup.findStatic(signal, "handle", MethodType.methodType(handler, signal, handler));
                RAISE = lookup.findStatic(signal, "raise", ofSignal);
                CALL = lookup.findVirtual(handler, "handle", ofSignal);
                HANDLER = System.getProperty(IMAGE) == null
                        ? lambdas(lookup, MethodType.methodType(handler, Runnable.class), ofSignal)
                        : lookup.findStatic(Jdk.class, "proxy", MethodType.methodType(Object.class, Runnable.class));
            } catch (ReflectiveOperationException | LambdaConversionException missing) {
                throw new ExceptionInInitializerError(missing);
            }
        }

        private static MethodHandle lambdas(MethodHandles.Lookup lookup, MethodType factory, MethodType ofSignal)
                throws ReflectiveOperationException, LambdaConversionException {
            MethodHandle run = lookup.findStatic(
                    Jdk.class, "run", MethodType.methodType(void.class, Runnable.class, Object.class));
            return LambdaMetafactory.metafactory(lookup, "handle", factory, ofSignal, run, ofSignal)
                    .getTarget();
        }

        @SuppressWarnings("UnusedMethod") // found by its name
        private static Object proxy(Runnable action) {
            return Proxy.newProxyInstance(
                    Jdk.class.getClassLoader(),
                    new Class<?>[] {CALL.type().parameterType(0)},
                    (self, method, arguments) -> switch (method.getName()) {
                        case "equals" -> self == arguments[0];
                        case "hashCode" -> System.identityHashCode(self);
                        case "toString" -> "handler of " + action;
                        default -> {
                            action.run();
                            yield null;
                        }
                    });
        }

        @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // found by its name; the shape of a handler
        private static void run(Runnable action, Object signal) {
            action.run();
        }
    }
}
