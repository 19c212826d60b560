package dev.ikat.weave.plan;

/**
 * One return of a method.
 *
 * @param index the return instruction's index
 * @param kind what it returns
 * @param made the index of the call that made what it returns, when that is done already; else -1
 */
public record ReturnPoint(int index, Kind kind, int made) {
    /** What a return instruction has on the stack. */
    public enum Kind {
        /** {@code done(x)}: the value itself can be returned. */
        VALUE,
        /** {@code done()}. */
        NOTHING,
        /** Anything to await: a tail await. */
        AWAITABLE
    }
}
