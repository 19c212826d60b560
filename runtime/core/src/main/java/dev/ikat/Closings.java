package dev.ikat;

import org.jspecify.annotations.Nullable;

/**
 * What woven code calls where it closes resources; programs do not. A cancellation that arrives while a resource of a block
 * that has failed is being closed becomes, as Java has it, a suppressed exception of what the block threw. It is owed then:
 * asked for again, so that the task's next await throws it, and not lost to whoever catches the block's exception. The
 * closing of the other resources that the exception leaves is no such await, and runs to its end.
 *
 * <p>asyncio needs none of this: an exception of {@code __aexit__} takes the place of the block's.
 */
public final class Closings {
    private Closings() {}

    /**
     * In place of {@code thrown.addSuppressed(suppressed)} in a method that closes resources by awaits. Nothing is owed where
     * a cancellation of this task is under way anyhow, nor to the exit of a generator, whose closing throws what is suppressed
     * in it.
     */
    public static void suppress(Throwable thrown, Throwable suppressed) {
        thrown.addSuppressed(suppressed);
        Strand<?> cancelled = cancelledBy(suppressed);
        if (cancelled != null && cancelledBy(thrown) == null && !(thrown instanceof GeneratorExit)) {
            cancelled.cancelAgain(suppressed.getMessage());
        }
    }

    /** The closing of a resource; a cancellation that is owed waits for its end. */
    public static Coroutine<Void> sheltered(Coroutine<Void> closing) {
        Kernel kernel = Kernel.currentOrNull();
        Strand<?> task = kernel == null ? null : (Strand<?>) kernel.currentTask();
        return task != null && task.owesCancellation() ? new Sheltered(closing, task) : closing;
    }

    /** The current task, when the error is its own cancellation. */
    static @Nullable Strand<?> cancelledBy(Throwable error) {
        if (error instanceof CancelledError cancellation && cancellation.source() instanceof Strand<?> task) {
            Kernel kernel = Kernel.currentOrNull();
            return kernel != null && kernel.currentTask() == task ? task : null;
        }
        return null;
    }

    private static final class Sheltered extends StateMachine<Void> {
        private final Coroutine<Void> closing;
        private final Strand<?> task;
        private boolean owed;

        Sheltered(Coroutine<Void> closing, Strand<?> task) {
            this.closing = closing;
            this.task = task;
        }

        @Override
        @SuppressWarnings("NullAway") // Void has no other value
        protected Void step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
            if (awaited() == null) {
                owed = task.withholdCancellation();
                return await(closing);
            }
            boolean cancelled = error != null && cancelledBy(error) != null;
            if (owed && !cancelled && task.cancelling() > 0) {
                task.cancelAgain(null);
            }
            if (error != null) {
                throw error;
            }
            return null;
        }
    }
}
