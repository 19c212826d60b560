package dev.ikat;

/** Await as identity: what an awaited coroutine has at once. In this package to reach the value of a completed one. */
public final class PlainAwait {
    private PlainAwait() {}

    @SuppressWarnings("unchecked")
    public static <T> T await(Awaitable<? extends T> awaitable) {
        return (T) ((Completed<?>) awaitable.coroutine()).value();
    }
}
