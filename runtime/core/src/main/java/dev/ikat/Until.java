package dev.ikat;

/** What {@link Ikat#waitFor} waits for. */
public enum Until {
    /** One of them at least is done. */
    FIRST_COMPLETED,
    /** One has failed, a cancellation not counted, or all are done. */
    FIRST_EXCEPTION,
    /** All are done. */
    ALL_COMPLETED
}
