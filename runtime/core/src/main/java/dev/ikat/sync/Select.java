package dev.ikat.sync;

import dev.ikat.Coroutine;
import dev.ikat.Promise;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Waits for the first of several things: a value to receive, room to send, a promise, a time. Made for {@code import static
 * dev.ikat.sync.Select.*}.
 *
 * <pre>{@code
 * String next = await(select(
 *         words.onReceive(word -> "heard " + word),
 *         answers.onSend("yes", () -> "said yes"),
 *         onDone(quit, reason -> "quit"),
 *         onTimeout(ofSeconds(1), () -> "silence")));
 * }</pre>
 *
 * <p>Exactly one case is chosen, and only that one does anything: a value that a case could have received stays in its
 * channel, one that a case could have sent was not sent, also when the select is cancelled.
 *
 * <p>Of several that are ready at once, promises that are done come first (they are done once), then the channel that
 * was chosen longest ago, so that channels which are always ready take turns; the order of the list decides between equals. A
 * time of zero or less is chosen only when nothing else is ready. When nothing is ready, the first that becomes so is
 * chosen. A channel that is closed is ready: the select then throws {@link ChannelClosedException}, which names it.
 */
public final class Select {
    private Select() {}

    /**
     * Waits for the first of the cases; ends with what its function makes of it. What the function throws, or the promise
     * failed with, the select throws.
     *
     * @throws IllegalArgumentException without any case, which would wait for ever; at once
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <R> Coroutine<R> select(Case<? extends R>... cases) {
        return select(Arrays.asList(cases));
    }

    /** As {@link #select(Case...)}. */
    public static <R> Coroutine<R> select(List<? extends Case<? extends R>> cases) {
        List<Case<? extends R>> fixed = List.copyOf(cases);
        if (fixed.isEmpty()) {
            throw new IllegalArgumentException("a select without any case would wait for ever; give it at least one");
        }
        return Coroutine.defer(() -> {
            Selecting<R> selecting = new Selecting<>(fixed);
            selecting.begin();
            return selecting;
        });
    }

    /** A case: the promise is done. The promise stays as it is when another case is chosen. */
    public static <T, R> Case<R> onDone(Promise<T> promise, Function<? super T, ? extends R> then) {
        Objects.requireNonNull(promise, "promise");
        Objects.requireNonNull(then, "then");
        return new Case<>(select -> new PromiseBranch<>(select, promise, then));
    }

    /** A case: nothing else came within that time from the beginning of the select. */
    public static <R> Case<R> onTimeout(Duration duration, Supplier<? extends R> then) {
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(then, "then");
        return new Case<>(select -> new TimeoutBranch<>(select, duration, then));
    }
}
