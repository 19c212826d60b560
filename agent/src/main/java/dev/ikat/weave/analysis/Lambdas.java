package dev.ikat.weave.analysis;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** The methods that compilers make of lambdas: {@code lambda$main$0} by javac, {@code lambda$0} by ecj. */
public final class Lambdas {
    private static final String MARK = "lambda$";

    private Lambdas() {}

    public static boolean isBody(MethodNode method) {
        return (method.access & Opcodes.ACC_SYNTHETIC) != 0 && method.name.contains(MARK);
    }

    /** A method's name for a message: {@code a lambda in main} where that is what the source has. */
    public static String readable(String name) {
        if (!name.startsWith(MARK)) {
            return name;
        }
        int last = name.lastIndexOf('$');
        return last > MARK.length() ? name.substring(MARK.length(), last) + " (in a lambda)" : "(in a lambda)";
    }
}
