package dev.ikat.frame;

import static dev.ikat.frame.Frame.SUSPENDED;

import org.jspecify.annotations.Nullable;

/**
 * Runs frames, one trampoline per event loop (or generator) and thread. A resume enters the innermost frame directly;
 * when it ends, the loop in {@link #resume} pops to its parent. The cost does not depend on the depth, and the JVM's
 * stack holds one frame of ours at a time.
 *
 * <p>Frames link bottom-up while a suspension travels outwards: the primitive that waits calls {@link #suspend}, each
 * body on the way out links its own frame, so nothing is allocated on the way down and a call that does not suspend
 * needs no frame at all. {@code leaf} and {@code tail} mean something only between the two.
 */
public abstract class Trampoline {
    /** The innermost frame of the suspension that travels outwards; null: only primitives so far. */
    private @Nullable Frame leaf;

    /** The outermost frame linked so far; the next one becomes its parent. */
    private @Nullable Frame tail;

    /** Awaits whatever it is given: its value, its exception, or {@link Frame#SUSPENDED}. */
    protected abstract @Nullable Object begin(@Nullable Object awaitable) throws Throwable;

    /** An await in generated code; the order of the arguments is that of the operand stack. */
    public static @Nullable Object await(@Nullable Object awaitable, Trampoline trampoline) throws Throwable {
        return trampoline.begin(awaitable);
    }

    /**
     * {@code return awaitable} in a resumed body: the frame is done, and what it returns takes its place, so that a
     * chain of such returns holds one frame.
     */
    public static @Nullable Object tailAwait(@Nullable Object awaitable, Frame frame, Trampoline trampoline)
            throws Throwable {
        Object result = trampoline.begin(awaitable);
        if (result == SUSPENDED) {
            trampoline.replace(frame);
        }
        return result;
    }

    /** Called by a primitive as it suspends, after it has arranged to be woken. */
    public final Object suspend() {
        leaf = null;
        tail = null;
        return SUSPENDED;
    }

    /** Called by each body through which a suspension passes, callee first. */
    public final void link(Frame frame) {
        if (tail == null) {
            leaf = frame;
        } else {
            tail.parent = frame;
        }
        tail = frame;
    }

    /** Takes a frame that waits in its last await out of the chain. A frame not linked yet has no parent to hand on. */
    private void replace(Frame frame) {
        Frame parent = frame.parent;
        frame.label = Frame.ENDED;
        frame.parent = null;
        if (parent != null) {
            link(parent);
        }
    }

    /** The frame to resume once what was waited for has happened; null: the root itself waits in a tail await. */
    protected final @Nullable Frame takeLeaf() {
        Frame frame = leaf;
        leaf = null;
        tail = null;
        return frame;
    }

    /** Resumes a frame, then its parents as each ends, until one suspends again or the root has ended. */
    protected final @Nullable Object resume(
            @Nullable Frame innermost, @Nullable Object outcome, @Nullable Throwable failure) throws Throwable {
        Frame frame = innermost;
        Object value = outcome;
        Throwable error = failure;
        while (frame != null) {
            try {
                value = frame.body.resume(frame, value, error, this);
                error = null;
                if (value == SUSPENDED) {
                    return SUSPENDED;
                }
            } catch (Throwable thrown) {
                value = null;
                error = thrown;
            }
            frame.label = Frame.ENDED;
            Frame parent = frame.parent;
            frame.parent = null;
            frame = parent;
        }
        return Frame.outcome(value, error);
    }
}
