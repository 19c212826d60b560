package dev.ikat;

import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Thread-bound state of other libraries (a logger's MDC, a tracer's current span) that goes with tasks: once registered,
 * it is captured when a task is started, made the thread's own around each step of the task, and captured again after it,
 * so that every task has a state of its own and the loop's thread keeps its own.
 *
 * <pre>{@code
 * ThreadContext.register(new ThreadContext<Map<String, String>>() {
 *     public Map<String, String> capture() { return MDC.getCopyOfContextMap(); }
 *     public void restore(Map<String, String> state) { if (state == null) MDC.clear(); else MDC.setContextMap(state); }
 * });
 * }</pre>
 *
 * Called on the threads of loops, twice a step: both methods should be quick, and must not throw.
 */
public interface ThreadContext<S> {
    /** The state of the calling thread. */
    @Nullable
    S capture();

    /** Makes it the state of the calling thread. */
    void restore(@Nullable S state);

    /** The value of a thread-local variable. */
    static <T> ThreadContext<T> of(ThreadLocal<T> variable) {
        Objects.requireNonNull(variable, "variable");
        return new ThreadContext<>() {
            @Override
            public @Nullable T capture() {
                return variable.get();
            }

            @Override
            public void restore(@Nullable T state) {
                if (state == null) {
                    variable.remove();
                } else {
                    variable.set(state);
                }
            }
        };
    }

    /** Carries it with the tasks that are started from now on, in every loop; closing the result ends that. Any thread. */
    static Registration register(ThreadContext<?> context) {
        Registration registration = new Registration(Objects.requireNonNull(context, "context"));
        Registration.ALL.add(registration);
        return registration;
    }

    /** That a {@link ThreadContext} goes with tasks. */
    final class Registration implements AutoCloseable {
        private static final CopyOnWriteArrayList<Registration> ALL = new CopyOnWriteArrayList<>();

        private final ThreadContext<?> context;

        private Registration(ThreadContext<?> context) {
            this.context = context;
        }

        static boolean isEmpty() {
            return ALL.isEmpty();
        }

        static ThreadContext<?>[] all() {
            return ALL.stream().map(it -> it.context).toArray(ThreadContext<?>[]::new);
        }

        /** Tasks that were started before keep it. */
        @Override
        public void close() {
            ALL.remove(this);
        }
    }
}
