package dev.ikat.frame;

import org.jspecify.annotations.Nullable;

/**
 * Where a body stands in the source. A body called with no frame answers {@code Class|method|File.java|l0,l1,…}: the
 * line of the method, then that of each await; so the table costs nothing until somebody asks.
 */
public final class Site {
    /** The part of a label that numbers the await; the rest names the layout of the frame. */
    private static final int AWAIT = 0xFFFF;

    private Site() {}

    /** For generated code: what to throw when the frame was made by another version of its body. */
    public static IllegalStateException redefined(Frame frame) {
        String[] parts = describe(frame.body);
        return new IllegalStateException(parts[0] + "." + parts[1] + " (" + parts[2]
                + ") was redefined while this coroutine waited in it; start it again");
    }

    /** Where a frame stands, as a stack trace would show it; null for bodies that were not woven. */
    public static @Nullable StackTraceElement of(Frame frame) {
        String[] parts = describe(frame.body);
        if (parts.length < 4) {
            return null;
        }
        String[] lines = parts[3].split(",");
        int index = Math.max(0, frame.label) & AWAIT;
        int line = Integer.parseInt(lines[Math.min(index, lines.length - 1)]);
        return new StackTraceElement(parts[0], parts[1], parts[2], line);
    }

    @SuppressWarnings("NullAway") // a body that is only asked runs nothing
    private static String[] describe(Body body) {
        try {
            Object description = body.resume(null, null, null, null);
            return description instanceof String text ? text.split("\\|") : new String[0];
        } catch (Throwable error) {
            throw new AssertionError("a body could not describe itself", error);
        }
    }
}
