package dev.ikat.twin;

import java.util.ArrayList;
import java.util.List;

/** A program's log, its clock, which bounds it and decides for it, and its errors. */
public abstract class Script {
    private static final int MOST_STEPS = 300;

    /** The errors in Python. */
    static final String PYTHON = """
            Misuse = (ValueError, RuntimeError, TypeError, AttributeError)
            class One(Exception): pass
            class Two(Exception): pass
            class Over(BaseException): pass

            """;

    /** The log and the clock in Python, at the beginning of its {@code run_program}. */
    static final String CLOCK = """
                events, tick = [], [0]

                def step():
                    tick[0] += 1
                    if tick[0] > 300:
                        raise Over

                def log(*words):
                    step()
                    events.append(" ".join(str(word) for word in words))

                def odd():
                    step()
                    return tick[0] * 7 % 5 % 2 == 1
            """;

    /** What the two sides are to have in common. */
    public final List<String> events = new ArrayList<>();

    private int steps;

    /** Runs it. */
    public abstract void script() throws Throwable;

    protected final void step() {
        if (++steps > MOST_STEPS) {
            throw new Over();
        }
    }

    protected final void log(String tag) {
        step();
        events.add(tag);
    }

    protected final void log(String tag, Object word) {
        log(tag + " " + text(word));
    }

    protected final void log(String tag, Object first, Object second) {
        log(tag + " " + text(first) + " " + text(second));
    }

    protected final boolean odd() {
        step();
        return steps * 7 % 5 % 2 == 1;
    }

    protected final int third() {
        step();
        return steps * 7 % 5 % 3;
    }

    static String text(Object value) {
        return value == null ? "None" : value.toString();
    }

    static String name(Throwable error) {
        return error instanceof IllegalStateException
                ? "Misuse"
                : error.getClass().getSimpleName();
    }

    /** An error of the program. */
    public static final class One extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Another. */
    public static final class Two extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** It has done enough steps; nothing catches it. */
    public static final class Over extends Error {
        private static final long serialVersionUID = 1L;
    }
}
