package dev.ikat.loop;

import org.jspecify.annotations.Nullable;

/** A callback and the context in which it was scheduled. */
record InContext(RunningLoop running, Object context, Runnable callback) implements Runnable, ContextCarrier {
    @Override
    public void run() {
        Object before = running.context();
        running.setContext(context);
        try {
            callback.run();
        } finally {
            running.setContext(before);
        }
    }

    @Override
    public @Nullable Object carriedContext() {
        return context;
    }

    @Override
    public String toString() {
        return callback.toString();
    }
}
