package dev.ikat.benchmarks.start;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;

/** An agent that does nothing: what it costs is the JVM's own price. With an argument it is shown each class that is loaded. */
public final class IdleAgent implements ClassFileTransformer {
    private IdleAgent() {}

    public static void premain(String argument, Instrumentation instrumentation) {
        if (argument != null) {
            instrumentation.addTransformer(new IdleAgent());
        }
    }
}
