package dev.ikat.loop;

import java.util.List;

/**
 * Where something stood or was made: a stack in the place of an error, for a report whose subject threw nothing. Never
 * thrown.
 */
public final class StackSnapshot extends Throwable {
    private static final long serialVersionUID = 1L;

    public StackSnapshot(String message, List<StackTraceElement> stack) {
        super(message);
        setStackTrace(stack.toArray(new StackTraceElement[0]));
    }
}
