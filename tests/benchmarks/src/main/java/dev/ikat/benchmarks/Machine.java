package dev.ikat.benchmarks;

import dev.ikat.loop.EventLoop;

/**
 * A coroutine written by hand, as an ideal weaver would emit it, on the same loop: frames that link bottom-up while they
 * suspend, a resume at the innermost, no frame where nothing suspends. It has neither cancellation nor errors nor a list
 * of tasks, so it is the limit and not a rival.
 */
final class Machine implements Runnable {
    static final Object SUSPENDED = new Object();

    /** One activation. */
    abstract static class Frame {
        int label;
        Frame parent;

        /** Goes on after the await at the label: the result, or SUSPENDED. */
        abstract Object resume(Machine machine, Object value);
    }

    private final EventLoop loop;
    private Frame leaf;
    private Frame tail;
    private Runnable waiting;
    private boolean ended;

    Machine(EventLoop loop, Frame root) {
        this.loop = loop;
        leaf = root;
    }

    void whenEnded(Runnable callback) {
        waiting = callback;
    }

    @Override
    public void run() {
        Frame frame = leaf;
        leaf = null;
        tail = null;
        Object value = null;
        while (frame != null) {
            value = frame.resume(this, value);
            if (value == SUSPENDED) {
                return;
            }
            frame = frame.parent;
        }
        ended = true;
        if (waiting != null) {
            loop.callSoon(waiting);
        }
    }

    Object yieldNow() {
        loop.callSoon(this);
        return SUSPENDED;
    }

    /** Waits for another machine, whose own last step wakes this one. */
    Object join(Machine other) {
        if (other.ended) {
            return null;
        }
        other.waiting = this;
        return SUSPENDED;
    }

    /** Called by each frame that a suspension passes, callee first. */
    void link(Frame frame) {
        if (tail == null) {
            leaf = frame;
        } else {
            tail.parent = frame;
        }
        tail = frame;
    }

    /** {@code for (i = 0; i < times; i++) yieldNow();} */
    static final class Spin extends Frame {
        private final int times;
        private int i;

        Spin(int times) {
            this.times = times;
        }

        @Override
        Object resume(Machine machine, Object value) {
            int i = this.i;
            if (label == 1) {
                i++;
            }
            if (i < times) {
                this.i = i;
                label = 1;
                machine.yieldNow();
                machine.link(this);
                return SUSPENDED;
            }
            return null;
        }
    }
}
