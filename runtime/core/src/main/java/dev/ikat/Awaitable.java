package dev.ikat;

/**
 * What {@link Ikat#await(Awaitable)} accepts. {@link Coroutine}, {@link Promise} and {@link Task} are awaitable; a
 * program may add its own types.
 */
public interface Awaitable<T> {
    /** What awaiting this runs: a coroutine that was not awaited yet. */
    Coroutine<T> coroutine();
}
