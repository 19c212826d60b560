package dev.ikat.io;

import dev.ikat.Coroutine;
import dev.ikat.StateMachine;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One read of a stream after the other, until it has ended. It holds what was announced, and nothing else. */
final class Reading<T> extends AnnouncingIterator<T> {
    /** A read as a program would begin it. */
    @FunctionalInterface
    interface Read<T> {
        Coroutine<T> begin() throws Exception;
    }

    private final Read<T> read;
    private final Predicate<@Nullable T> isEnd;

    Reading(Read<T> read, Predicate<@Nullable T> isEnd) {
        this.read = read;
        this.isEnd = isEnd;
    }

    @Override
    public Coroutine<Boolean> hasNext() {
        return new Announcing();
    }

    private final class Announcing extends StateMachine<Boolean> {
        @Override
        @SuppressWarnings("unchecked")
        protected Boolean step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
            if (error != null) {
                throw error;
            }
            if (announced == null && awaited() == null) {
                return await(read.begin());
            }
            if (announced == null && !isEnd.test((T) value)) {
                announced = (T) value;
            }
            return announced != null;
        }
    }
}
