package dev.ikat;

import dev.ikat.frame.Frame;
import dev.ikat.frame.GeneratorFrame;
import dev.ikat.frame.Site;
import dev.ikat.frame.Trampoline;
import org.jspecify.annotations.Nullable;

/**
 * What generators of both kinds are: a body's frame, and a chain of those whose elements it emits as its own. The one that
 * is iterated is the chain's root, and resumes the innermost directly, so an element costs the same at any depth; an
 * {@code emitAll} leaves the body, and the root begins the other on an empty stack, so the depth is bounded by the heap.
 *
 * <pre>
 * IDLE (new, or its element is taken) --asked--> RUNNING --emits--> READY --taken--> IDLE
 *                                                   '--ends--> ENDED
 * DELEGATED: part of another's chain, whose root's state tells; IDLE after it
 * </pre>
 *
 * A plain one that is used by somebody else while it is delegated to leaves the chain, and is iterated by what takes its
 * place. Source: PEP 380.
 */
abstract class Delegation {
    static final int IDLE = 0;
    static final int READY = 1;
    static final int RUNNING = 2;
    static final int ENDED = 3;
    static final int DELEGATED = 4;

    /** Not final: behind what a constructor does for a final field, the JIT of JDK 17 loses sight of a subclass's. */
    @SuppressWarnings("FieldMayBeFinal")
    Frame frame;

    int state;

    /** READY: the element; ENDED: the end value. */
    @Nullable
    Object value;

    /** Of a root: whose body goes on next, unless its own does. The JIT cannot do without an object that names itself. */
    private @Nullable Delegation further;

    /** Which emits all of this one. */
    @Nullable
    Delegation delegator;

    /**
     * Of a root: the innermost of those that are being closed, each by its delegator; what they delegate to since is further
     * in. Null when none is.
     */
    private @Nullable Delegation closing;

    /** The exception whose trace shows the delegators already. */
    private @Nullable Throwable traced;

    Delegation(Frame frame) {
        this.frame = frame;
    }

    /** What the body has passed to {@code emit} or {@code emitAll}, once. */
    abstract @Nullable Object emitted(Trampoline trampoline);

    /** Whether that was {@code emitAll}. */
    abstract boolean isDelegating(Trampoline trampoline);

    /** A generator of the same kind, or one made to emit what the source has. */
    abstract Delegation delegateTo(@Nullable Object source, Trampoline trampoline);

    /** Runs the frame up to where it suspends, emits or ends. */
    abstract @Nullable Object resume(
            Frame frame, @Nullable Object sent, @Nullable Throwable error, Trampoline trampoline) throws Throwable;

    /** It is a root no longer used by anybody; it has ended. */
    abstract void ended();

    /** Of a root: whose body goes on next. */
    final Delegation innermost() {
        Delegation other = further;
        return other == null ? this : other;
    }

    /** The innermost is to be resumed with an error: one that closes it closes all that are delegated to. */
    final void raising(@Nullable Throwable error) {
        closing = error instanceof GeneratorExit ? further : null;
    }

    /**
     * What follows when the innermost has suspended, emitted, ended or failed, until one of these is so of the root.
     *
     * @param raised what the root was asked to raise
     * @return EMITTED: READY; SUSPENDED: the root waits; else it has ended
     */
    final @Nullable Object goOn(
            @Nullable Object outcome, @Nullable Throwable failure, @Nullable Throwable raised, Trampoline trampoline)
            throws Throwable {
        Object result = outcome;
        Throwable error = failure;
        while (true) {
            if (error == null && result == Frame.SUSPENDED) {
                return result;
            }
            Object sent = null;
            if (error == null && result == Frame.EMITTED) {
                try {
                    if (takesElement(trampoline)) {
                        return result;
                    }
                } catch (Throwable unfit) {
                    error = unfit;
                }
            } else {
                if (further == null) {
                    return endRoot(result, error);
                }
                error = endInnermost(result, error, raised);
                sent = result;
            }
            Delegation next = innermost();
            while (error == null && next.state == ENDED) {
                sent = next.value;
                leave(next);
                next = innermost();
            }
            state = RUNNING;
            try {
                result = resume(next.frame, sent, error, trampoline);
                error = null;
            } catch (Throwable thrown) {
                result = null;
                error = thrown;
            }
        }
    }

    /** The innermost has emitted: an element, if true, and the root is READY; else it delegates. */
    private boolean takesElement(Trampoline trampoline) {
        Object element = emitted(trampoline);
        if (isDelegating(trampoline)) {
            Delegation other = delegateTo(element, trampoline);
            boolean isReady = other.state == READY;
            element = isReady ? other.take() : null;
            adopt(other);
            if (!isReady) {
                return false;
            }
        }
        Delegation disobedient = closing;
        if (disobedient != null) {
            leave(disobedient);
            throw ignoredExit(disobedient);
        }
        value = element;
        state = READY;
        traced = null;
        return true;
    }

    /** What its delegator is resumed with, if not with its end value. */
    private @Nullable Throwable endInnermost(
            @Nullable Object result, @Nullable Throwable error, @Nullable Throwable raised) {
        Delegation ending = innermost();
        boolean closed = ending == closing;
        if (error != null && error != traced) {
            traced = error;
            AsyncTrace.delegated(error, ending.delegator);
        }
        ending.end(error == null ? result : null);
        leave(ending);
        return closed && (error == null || error instanceof GeneratorExit) ? raised : error;
    }

    /** Puts it behind the innermost. */
    private void adopt(Delegation other) {
        other.delegator = innermost();
        if (other.state == IDLE) {
            other.state = DELEGATED;
        }
        goOnWith(other.innermost());
        other.goOnWith(other);
    }

    /** Of a root: the innermost is another one now, or itself. */
    private void goOnWith(Delegation next) {
        further = next == this ? null : next;
    }

    /** The element of one that is READY. */
    final @Nullable Object take() {
        Object element = value;
        value = null;
        state = IDLE;
        return element;
    }

    /** Whether it can be made part of another chain: it is nobody's, and does not run. */
    final boolean isFree() {
        return state == IDLE || state == READY || state == ENDED;
    }

    /** One of the chain goes its own way, with those that it delegates to, or has ended. */
    private void leave(Delegation left) {
        Delegation parent = left.delegator;
        if (parent == null) {
            throw new AssertionError("a root delegates to itself");
        }
        left.delegator = null;
        if (left.state == DELEGATED) {
            left.state = IDLE;
        }
        left.goOnWith(innermost());
        goOnWith(parent);
        if (further == null) {
            traced = null;
        }
        if (left == closing) {
            closing = parent == this ? null : parent;
        }
    }

    /** It leaves the chain of the root, which is not running, and another one takes its place. */
    final void replaceBy(Delegation other, Delegation root) {
        Delegation parent = delegator;
        if (parent == null) {
            throw new AssertionError("a root is in nobody's place");
        }
        other.delegator = parent;
        other.state = DELEGATED;
        delegator = null;
        state = IDLE;
        goOnWith(root.innermost());
        root.goOnWith(other);
    }

    private void end(@Nullable Object result) {
        frame.label = Frame.ENDED;
        if (frame instanceof Coroutine<?> coroutine) {
            coroutine.forget();
        } else if (frame instanceof GeneratorFrame ofPlain) {
            ofPlain.forget();
        }
        state = ENDED;
        value = result;
        ended();
    }

    private @Nullable Object endRoot(@Nullable Object result, @Nullable Throwable error) throws Throwable {
        end(error == null ? result : null);
        if (error != null) {
            throw error;
        }
        return null;
    }

    /** Never begun, and never to be. */
    final void endUnbegun() {
        end(null);
    }

    final boolean isNew() {
        return state == IDLE && frame.label == Frame.NEW;
    }

    /** The one that is iterated. */
    final Delegation root() {
        Delegation root = this;
        while (root.delegator != null) {
            root = root.delegator;
        }
        return root;
    }

    /** For messages: {@code generator Tree.walk (Tree.java:12)}. */
    final String describe(String kind) {
        StackTraceElement site = Site.of(frame);
        return site == null ? kind : kind + " " + site;
    }

    static IllegalStateException ignoredExit(Object generator) {
        return new IllegalStateException(generator
                + " emitted while it was being closed; let the GeneratorExit pass, and do not emit in finally blocks");
    }

    static IllegalStateException lookedAhead(Object generator) {
        return new IllegalStateException("hasNext() has fetched an element of " + generator
                + " already; take it with next() before you send or raise");
    }

    static IllegalStateException sentTooEarly(Object generator) {
        return new IllegalStateException(generator + " has not begun, so no emit is there to return what is sent;"
                + " take its first element with next(), or send null");
    }
}
