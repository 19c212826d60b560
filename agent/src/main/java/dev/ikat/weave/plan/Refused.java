package dev.ikat.weave.plan;

/** A method cannot be woven: why, and on which line. The method gets a body that throws this text. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final int line;

    public Refused(String reason, int line) {
        super(reason);
        this.reason = reason;
        this.line = line;
    }

    public String reason() {
        return reason;
    }

    /** The line of the cause; 0 when the class has no line numbers. */
    public int line() {
        return line;
    }
}
