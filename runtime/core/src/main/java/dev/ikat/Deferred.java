package dev.ikat;

import dev.ikat.frame.Body;
import dev.ikat.frame.Trampoline;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A coroutine whose whole body is a tail await of what a supplier returns; it never needs to be linked. */
final class Deferred<T> extends Coroutine<T> {
    private static final Body BODY =
            (frame, value, error, trampoline) -> frame == null ? null : ((Deferred<?>) frame).run(trampoline);

    private final Supplier<? extends Awaitable<? extends T>> supplier;

    Deferred(Supplier<? extends Awaitable<? extends T>> supplier) {
        super(BODY);
        this.supplier = supplier;
    }

    private @Nullable Object run(Trampoline trampoline) throws Throwable {
        label = RUNNING;
        return Trampoline.tailAwait(supplier.get(), this, trampoline);
    }
}
