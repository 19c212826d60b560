package dev.ikat.frame;

import org.jspecify.annotations.Nullable;

/**
 * One activation of a resumable method: where it stands, its saved locals (fields of the subclasses), and who waits for
 * it. A coroutine object is its own frame, so a call costs one object at most. A frame belongs to one thread at a time,
 * that of the trampoline running it.
 *
 * <pre>
 * label:  NEW (0) --begun--> RUNNING (-1) --first await--> n > 0 --awaits--> m > 0
 *          |                    |                              |
 *          +-----closed---------+-----------ended--------------+--> ENDED (-2)
 * </pre>
 *
 * n is the await's number in the lower 16 bits; the upper ones name the layout of what is saved, so that a frame which
 * waits while its method is redefined is recognised, and have {@link #KEEPS}. While a resumed body runs, its label is that of the await it came from. Only NEW may be begun.
 */
public abstract class Frame {
    /** What a body and each await in it return when they wait: suspension is by return value, never by exception. */
    public static final Object SUSPENDED = Signal.SUSPENDED;

    /** What a generator's body returns when it has emitted: its frame is not linked, and is resumed when asked again. */
    public static final Object EMITTED = Signal.EMITTED;

    /** Nothing of the body has run. */
    public static final int NEW = 0;

    /** The body runs for the first time. */
    public static final int RUNNING = -1;

    /** The body has returned or thrown, or was closed before it began. */
    public static final int ENDED = -2;

    /**
     * In the label, in place of {@link #RUNNING} or with that of an await: it may have references when its body ends, since
     * those that loops keep stay there.
     */
    public static final int KEEPS = 1 << 30;

    /** Where the body stands; see the states above. */
    public int label;

    /** The frame that awaits this one; null at the root, and until a suspension has linked it. */
    public @Nullable Frame parent;

    /** The code. */
    public final Body body;

    protected Frame(Body body) {
        this.body = body;
    }

    /**
     * Runs it from the start, in an await: its result, or {@link #SUSPENDED}.
     *
     * @throws IllegalStateException when it has begun before, or is none that can be awaited
     */
    protected @Nullable Object begin(Trampoline trampoline) throws Throwable {
        throw new IllegalStateException(this + " cannot be awaited");
    }

    /** Drops the references that it has. */
    protected void forget() {}

    /** The body has returned or thrown. */
    protected final void end() {
        if (label >= KEEPS) {
            forget();
        }
        label = ENDED;
    }

    /** What an await yields after a resume: the value, or the error, thrown inside the await's own try ranges. */
    public static @Nullable Object outcome(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        if (error != null) {
            throw error;
        }
        return value;
    }

    private enum Signal {
        SUSPENDED,
        EMITTED
    }
}
