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

/**
 * The agent of Ikat, with the time of each transformation taken; or what weaves alone, for who calls it himself. CPU
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
        added().forEach(each -> instrumentation.addTransformer(new TimedTransformer(each)));
    }

    /** The transformer that weaves, the first that the agent adds; it is added nowhere. */
    static ClassFileTransformer ikat() {
        return added().get(0);
    }

    private static List<ClassFileTransformer> added() {
        List<ClassFileTransformer> added = new ArrayList<>();
        Instrumentation recording = (Instrumentation) Proxy.newProxyInstance(
                TimedTransformer.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("addTransformer")) {
                        added.add((ClassFileTransformer) arguments[0]);
                    }
                    return method.getReturnType() == boolean.class ? true : null;
                });
        IkatAgent.premain(null, recording);
        return added;
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
