package dev.ikat.neighbours;

import dev.ikat.agent.IkatAgent;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Proxy;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The agent of Ikat, with the time of each transformation taken; or what weaves alone, for who calls it himself. CPU
 * time of the thread: on a machine that does other work as well, time by the clock would count that too. Reading that
 * clock costs as much as a transformation that does nothing, so the reading is timed too, where it can be subtracted.
 */
final class TimedTransformer implements ClassFileTransformer {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** All that was spent in transformers, of all threads, the reading of the clock with it; one thread loads here. */
    static long nanos;

    /** What as many readings of the clock cost. */
    static long readingNanos;

    private final ClassFileTransformer timed;

    private TimedTransformer(ClassFileTransformer timed) {
        this.timed = timed;
    }

    /** Called by the JVM. */
    public static void premain(String options, Instrumentation instrumentation) {
        IkatAgent.premain(
                null,
                taking(arguments -> instrumentation.addTransformer(
                        new TimedTransformer((ClassFileTransformer) arguments[0]), (Boolean) arguments[1])));
    }

    /** The transformer that weaves, the first that the agent adds; it is added nowhere. */
    static ClassFileTransformer ikat() {
        List<ClassFileTransformer> added = new ArrayList<>();
        IkatAgent.premain(null, taking(arguments -> added.add((ClassFileTransformer) arguments[0])));
        return added.get(0);
    }

    /** For an agent that does nothing but add transformers. */
    private static Instrumentation taking(Consumer<Object[]> added) {
        return (Instrumentation) Proxy.newProxyInstance(
                TimedTransformer.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("addTransformer")) {
                        added.accept(arguments);
                    }
                    return method.getReturnType() == boolean.class ? true : null;
                });
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile)
            throws IllegalClassFormatException {
        long before = THREADS.getCurrentThreadCpuTime();
        long start = THREADS.getCurrentThreadCpuTime();
        try {
            return timed.transform(loader, name, redefined, domain, classFile);
        } finally {
            nanos += THREADS.getCurrentThreadCpuTime() - start;
            readingNanos += start - before;
        }
    }
}
