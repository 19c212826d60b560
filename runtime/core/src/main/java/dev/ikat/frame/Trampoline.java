package dev.ikat.frame;

import static dev.ikat.frame.Frame.EMITTED;
import static dev.ikat.frame.Frame.SUSPENDED;

import org.jspecify.annotations.Nullable;

/**
 * What runs a chain of frames: a task, or a generator. It travels down as a hidden last argument of every body, so that
 * none looks it up. A resume enters the innermost frame directly; when that ends, {@link #resume} pops to its parent. The
 * cost does not depend on the depth, and the JVM's stack holds one frame of ours at a time.
 *
 * <p>Frames link bottom-up while a suspension travels outwards: the primitive that waits calls {@link #suspend}, each body
 * on the way out links its own frame, so nothing is allocated on the way down and a call that does not suspend needs no
 * frame at all.
 *
 * <p>Calls that nest deeply would fill the JVM's stack. Past a depth, {@link #descend} says no: then the call is put off,
 * the bodies above it leave as in a suspension, and the trampoline runs the call at once from an empty stack. No other task
 * runs in between, so nobody can tell, and a recursion is bounded by the heap.
 */
public interface Trampoline {
    /** Awaits whatever it is given: its value, its exception, or {@link Frame#SUSPENDED}. */
    @Nullable
    Object begin(@Nullable Object awaitable) throws Throwable;

    /** Called by a primitive as it suspends, after it has arranged to be woken; returns {@link Frame#SUSPENDED}. */
    Object suspend();

    /** Called by each body through which a suspension passes, callee first. */
    void link(Frame frame);

    /** One call deeper on the JVM's stack; false when that is too deep, and the call is to be {@linkplain #postpone put off}. */
    boolean descend();

    /** The call has returned. One that throws may forget to say so: then a later call is put off before it had to be. */
    void ascend();

    /** Leaves, as a suspension does, to run the frame at once from an empty stack; returns {@link Frame#SUSPENDED}. */
    Object postpone(Frame frame);

    /**
     * An exception leaves a frame, whose callers are not on the JVM's stack: its trace is to show them.
     */
    void thrown(Throwable error);

    /** A frame has ended, and its parent, or none, is resumed next. */
    void pop(@Nullable Frame parent);

    /**
     * Takes the element that a generator's body emits; the body then saves what is live and returns {@link Frame#EMITTED}.
     */
    void emit(@Nullable Object element);

    /** As {@link #emit}, with a source all of whose elements are to be emitted; its end value resumes the body. */
    void emitAll(@Nullable Object source);

    /**
     * An await in generated code; the order of the arguments is that of the operand stack. A coroutine is begun here and not
     * by the trampoline: so the JIT knows which one where the call that made it is in sight, and may do without the object.
     */
    static @Nullable Object await(@Nullable Object awaitable, Trampoline trampoline) throws Throwable {
        return awaitable instanceof Frame coroutine ? coroutine.begin(trampoline) : trampoline.begin(awaitable);
    }

    /** A body suspends, in generated code: its frame is linked, and goes on at the label. Returns {@link Frame#SUSPENDED}. */
    static Object suspendAt(Frame frame, int label, Trampoline trampoline) {
        frame.label = label;
        trampoline.link(frame);
        return SUSPENDED;
    }

    /**
     * {@code return awaitable} in a resumable body: the frame is done, and what it returns takes its place, so that a
     * chain of such returns holds one frame. A frame that was not linked yet has no parent to hand on.
     */
    static @Nullable Object tailAwait(@Nullable Object awaitable, Frame frame, Trampoline trampoline) throws Throwable {
        Object result = await(awaitable, trampoline);
        Frame parent = frame.parent;
        if (result == SUSPENDED && parent != null) {
            frame.parent = null;
            trampoline.link(parent);
        }
        frame.end();
        return result;
    }

    /**
     * Resumes a frame, then its parents as each ends, until one suspends again or the root has ended.
     *
     * @param innermost null when what was awaited had taken the place of every frame
     */
    static @Nullable Object resume(
            Trampoline trampoline, @Nullable Frame innermost, @Nullable Object outcome, @Nullable Throwable failure)
            throws Throwable {
        Frame frame = innermost;
        Object value = outcome;
        Throwable error = failure;
        while (frame != null) { // a generator that emits goes on later: it has not ended
            try {
                value = frame.body.resume(frame, value, error, trampoline);
                error = null;
                if (value == SUSPENDED) {
                    return SUSPENDED;
                }
            } catch (Throwable thrown) {
                value = null;
                error = thrown;
                trampoline.thrown(thrown);
            }
            if (value != EMITTED) {
                frame.end();
            }
            Frame parent = frame.parent;
            frame.parent = null;
            frame = parent;
            trampoline.pop(parent);
        }
        return Frame.outcome(value, error);
    }
}
