package dev.ikat;

import org.jspecify.annotations.Nullable;

/**
 * For writers of primitives: holds one to the loop of the first task that waited on it, since its waiters cannot be woken
 * from another thread.
 */
public final class LoopBinding {
    private final String what;
    private @Nullable Kernel kernel;

    /** A binding for messages about {@code what}, such as "semaphore". */
    public LoopBinding(String what) {
        this.what = what;
    }

    /**
     * Called before each wait.
     *
     * @throws IllegalStateException when a task of another loop waited first
     */
    public void check() {
        kernel();
    }

    /** The kernel of the loop that runs on this thread, after the {@link #check}. */
    Kernel kernel() {
        Kernel bound = kernel;
        return bound != null && bound.isCurrent() ? bound : bind();
    }

    private Kernel bind() {
        Kernel current = Kernel.current();
        if (kernel != null && kernel != current) {
            throw new IllegalStateException(
                    "this " + what + " serves the tasks of another loop; make one for each loop");
        }
        kernel = current;
        return current;
    }

    /**
     * Called before each change that does not wait.
     *
     * @throws IllegalStateException when the loop of its waiters runs on another thread
     */
    public void checkThread() {
        if (kernel != null) {
            kernel.checkThread();
        }
    }

    /** As {@link #check}, and the time of that loop in nanoseconds; only differences mean anything. */
    public long nanoTime() {
        return kernel().loop.nanoTime();
    }
}
