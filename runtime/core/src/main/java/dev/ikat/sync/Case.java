package dev.ikat.sync;

import java.util.function.Function;

/**
 * One of the things that a {@link Select} waits for; made by {@link Channel#onReceive}, {@link Channel#onSend}, {@link
 * Select#onDone} and {@link Select#onTimeout}, good for any number of selects.
 *
 * @param <R> what the select ends with when this case is chosen
 */
public final class Case<R> {
    private final Function<Selecting<?>, Branch<R>> opening;

    Case(Function<Selecting<?>, Branch<R>> opening) {
        this.opening = opening;
    }

    /** This case in one run of a select. */
    Branch<R> open(Selecting<?> select) {
        return opening.apply(select);
    }
}
