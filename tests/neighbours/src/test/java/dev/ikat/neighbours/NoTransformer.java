package dev.ikat.neighbours;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;

/** An agent whose transformer does nothing: what it costs, each agent that transforms costs. */
final class NoTransformer implements ClassFileTransformer {
    private static final ClassFileTransformer NOTHING = new NoTransformer();

    private static Instrumentation instrumentation;

    private NoTransformer() {}

    /** Called by the JVM. */
    public static void premain(String options, Instrumentation given) {
        instrumentation = given;
    }

    /** To be retransform-capable, since the JVM calls such ones only while there are any. */
    static void add() {
        instrumentation.addTransformer(NOTHING, true);
    }

    static void remove() {
        instrumentation.removeTransformer(NOTHING);
    }
}
