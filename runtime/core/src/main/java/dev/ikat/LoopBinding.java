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
        Kernel current = Kernel.current();
        if (kernel != null && kernel != current) {
            throw new IllegalStateException(
                    "this " + what + " serves the tasks of another loop; make one for each loop");
        }
        kernel = current;
    }
}
