package dev.ikat;

import dev.ikat.frame.Frame;
import dev.ikat.frame.Trampoline;
import org.jspecify.annotations.Nullable;

/** A trampoline whose frames only emit: the weaver refuses an await in a plain generator. */
interface EmittingTrampoline extends Trampoline {
    @Override
    default @Nullable Object begin(@Nullable Object awaitable) {
        throw new IllegalStateException("a plain generator cannot await; return AsyncGenerator instead");
    }

    @Override
    default Object suspend() {
        throw new AssertionError("a plain generator does not wait");
    }

    @Override
    default void link(Frame frame) {
        throw new AssertionError("a plain generator does not wait");
    }

    @Override
    default boolean descend() {
        return true;
    }

    @Override
    default void ascend() {}

    @Override
    default Object postpone(Frame frame) {
        throw new AssertionError("a plain generator puts nothing off");
    }

    @Override
    default void thrown(Throwable error) {}

    @Override
    default void pop(@Nullable Frame parent) {}
}
