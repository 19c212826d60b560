package dev.ikat.neighbours;

import dev.ikat.agent.IkatAgent;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Proxy;
import java.security.ProtectionDomain;

/**
 * The agent of Ikat, with the time of each transformation taken; or its transformer alone, for who calls it himself. CPU
 * time of the thread: on a machine that does other work as well, time by the clock would count that too.
 */
final class TimedTransformer implements ClassFileTransformer {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** All that was spent in transformers, of all threads; one loads here. */
    static long nanos;

    private final ClassFileTransformer timed;

    private TimedTransformer(ClassFileTransformer timed) {
        this.timed = timed;
    }

    /** Called by the JVM. */
    public static void premain(String options, Instrumentation instrumentation) {
        instrumentation.addTransformer(new TimedTransformer(ikat()));
    }

    /** The transformer that the agent adds; it is added nowhere. */
    static ClassFileTransformer ikat() {
        ClassFileTransformer[] added = new ClassFileTransformer[1];
        Instrumentation recording = (Instrumentation) Proxy.newProxyInstance(
                TimedTransformer.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("addTransformer") && added[0] == null) {
                        added[0] = (ClassFileTransformer) arguments[0];
                    }
                    return null;
                });
        IkatAgent.premain(null, recording);
        return added[0];
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile)
            throws IllegalClassFormatException {
        long start = THREADS.getCurrentThreadCpuTime();
        try {
            return timed.transform(loader, name, redefined, domain, classFile);
        } finally {
            nanos += THREADS.getCurrentThreadCpuTime() - start;
        }
    }
}
