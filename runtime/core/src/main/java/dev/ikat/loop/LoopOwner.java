package dev.ikat.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Which thread a loop belongs to.
 *
 * <pre>
 *   IDLE (null) --enter--> a thread --exit--> IDLE --close--> CLOSED, for good
 * </pre>
 *
 * <p>IDLE: any one thread may use the loop, to set it up. A thread: only that one. CLOSED is impossible while a thread
 * is in the loop. Access modes: changes by compareAndSet (exit by a volatile write), reads are volatile: any thread may
 * ask. Only {@link #isInside()} reads plainly: a thread finds itself here only when it was the last to write, and never misses
 * its own writes; so the JIT may ask once where the code asks often.
 */
final class LoopOwner {
    private static final VarHandle STATE;
    private static final Object CLOSED = new Object();

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(LoopOwner.class, "state", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable Object state;

    /** Whether the loop runs on the calling thread. */
    boolean isInside() {
        return STATE.get(this) == Thread.currentThread();
    }

    /** Throws when the loop is closed, or runs on another thread than the calling one. */
    void check() {
        if (!isInside()) {
            checkIdle(state);
        }
    }

    /** As {@link #check()}, but what a closed loop left behind may still be cancelled. */
    void checkThread() {
        Object state = this.state;
        if (!isInside() && state != CLOSED) {
            checkIdle(state);
        }
    }

    private static void checkIdle(@Nullable Object state) {
        if (state == CLOSED) {
            throw closedError();
        }
        if (state instanceof Thread owner && owner != Thread.currentThread()) {
            throw new IllegalStateException("this loop runs on the thread " + owner.getName() + " and was called from "
                    + Thread.currentThread().getName() + ": use callSoonThreadsafe from other threads");
        }
    }

    void enter() {
        if (!STATE.compareAndSet(this, (Object) null, (Object) Thread.currentThread())) {
            checkIdle(state);
            throw new IllegalStateException("this loop runs already");
        }
    }

    void exit() {
        assert state == Thread.currentThread() : "exit without enter";
        state = null;
    }

    /** Whether this call closed it; false when it was closed before. */
    boolean close() {
        if (STATE.compareAndSet(this, (Object) null, CLOSED)) {
            return true;
        }
        if (state == CLOSED) {
            return false;
        }
        throw new IllegalStateException("a running loop cannot be closed: stop it, and close it after runForever()");
    }

    boolean isRunning() {
        Object state = this.state;
        return state != null && state != CLOSED;
    }

    boolean isClosed() {
        return state == CLOSED;
    }

    static IllegalStateException closedError() {
        return new IllegalStateException("this loop is closed");
    }
}
