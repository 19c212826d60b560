package dev.ikat;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/**
 * An {@link Runner.Builder#executor} that tells the calls of files ({@code AsyncFiles}) from those of {@link Ikat#toThread}: to
 * run them on other threads, or, in a simulation, in no thread at all. Its methods are called on the loop's thread; a call is
 * run once, on any.
 */
public interface CallExecutor extends Executor {
    /** Comes before {@link #executeOfFile}: what is called in the place of the call of a file; the call itself by default. */
    default <T> Callable<T> ofFile(Callable<T> call) {
        return call;
    }

    /** Runs the call of a file; as any other by default. */
    default void executeOfFile(Runnable call) {
        execute(call);
    }
}
