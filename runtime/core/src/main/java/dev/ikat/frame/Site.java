package dev.ikat.frame;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where a body stands in the source. A body called with no frame answers {@code Class|method|File.java|l0,l1,…}: the
 * line of the method, then that of each await; so the table costs nothing until somebody asks.
 */
public final class Site {
    /** The part of a label that numbers the await; the rest names the layout of the frame. */
    private static final int AWAIT = 0xFFFF;

    /** What bodies answered: a method reference has a class of its own. */
    private static final ClassValue<AtomicReference<@Nullable Description>> KNOWN = new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable Description> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    };

    private Site() {}

    /** For generated code: what to throw when the frame was made by another version of its body. */
    public static IllegalStateException redefined(Frame frame) {
        String[] parts = ask(frame.body);
        return new IllegalStateException(parts[0] + "." + parts[1] + " (" + parts[2]
                + ") was redefined while this coroutine waited in it; start it again");
    }

    /** Where a frame stands, as a stack trace would show it; null for bodies that were not woven. */
    public static @Nullable StackTraceElement of(Frame frame) {
        Description body = describe(frame.body);
        int[] lines = body.lines;
        if (lines.length == 0) {
            return null;
        }
        int index = Math.max(0, frame.label) & AWAIT;
        return new StackTraceElement(body.type, body.method, body.file, lines[Math.min(index, lines.length - 1)]);
    }

    private static Description describe(Body body) {
        if (!body.getClass().isHidden()) {
            return Description.of(ask(body));
        }
        AtomicReference<@Nullable Description> known = KNOWN.get(body.getClass());
        Description description = known.get();
        if (description == null) {
            description = Description.of(ask(body));
            known.set(description);
        }
        return description;
    }

    @SuppressWarnings("NullAway") // a body that is only asked runs nothing
    private static String[] ask(Body body) {
        try {
            Object description = body.resume(null, null, null, null);
            return description instanceof String text ? text.split("\\|") : new String[0];
        } catch (Throwable error) {
            throw new AssertionError("a body could not describe itself", error);
        }
    }

    /** Lines: that of the method, then that of each await; none for a body that was not woven. */
    private record Description(String type, String method, String file, int[] lines) {
        static Description of(String[] parts) {
            return parts.length < 4
                    ? new Description("", "", "", new int[0])
                    : new Description(
                            parts[0],
                            parts[1],
                            parts[2],
                            Arrays.stream(parts[3].split(","))
                                    .mapToInt(Integer::parseInt)
                                    .toArray());
        }
    }
}
