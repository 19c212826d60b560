package dev.ikat.weave.random;

import dev.ikat.CancelledError;
import java.util.Arrays;

/** What a trace shows of a value: the same for two runs that did the same. */
final class Texts {
    private Texts() {}

    static String of(Object value) {
        if (value instanceof int[] array) {
            return Arrays.toString(array);
        }
        return value instanceof Throwable error ? of(error) : String.valueOf(value);
    }

    /** Without the messages of the JDK, which may name locals, and with the line of the program that threw it, unless it may come from where the program is not on the stack. */
    private static String of(Throwable error) {
        StringBuilder text = new StringBuilder(error.getClass().getSimpleName());
        boolean own = error instanceof Probe.Boom || error instanceof CancelledError;
        if (own) {
            text.append(' ').append(error.getMessage());
        } else if (error instanceof AssertionError
                || error instanceof LinkageError
                || error instanceof IllegalStateException) {
            text.append(' ').append(error.getMessage().replaceAll("generator random[^)]*[)]", "generator"));
        }
        if (isOfRuntime(error)) {
            return text.toString();
        }
        if (!own || !error.getMessage().matches("(await|close).*")) {
            text.append(line(error));
        }
        for (Throwable suppressed : error.getSuppressed()) {
            text.append(", suppressed ").append(of(suppressed));
        }
        return text.toString();
    }

    /** No program makes these. Their traces may be completed from the frames of generators, of which the plain run has none. */
    private static boolean isOfRuntime(Throwable error) {
        return error instanceof IllegalStateException
                || error.getClass().getSimpleName().equals("GeneratorExit");
    }

    private static String line(Throwable error) {
        for (StackTraceElement element : error.getStackTrace()) {
            if (element.getClassName().startsWith(Trial.PACKAGE)) {
                return " in line " + element.getLineNumber();
            }
        }
        return "";
    }
}
