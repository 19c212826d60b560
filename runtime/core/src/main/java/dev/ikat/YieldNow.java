package dev.ikat;

import dev.ikat.frame.Trampoline;
import org.jspecify.annotations.Nullable;

/** {@code sleep(0)}: to the end of the ready queue and back; stateless, hence one for all. */
final class YieldNow extends Coroutine<Void> {
    static final YieldNow INSTANCE = new YieldNow();

    private YieldNow() {
        super((frame, value, error, trampoline) -> null);
    }

    @Override
    protected @Nullable Object begin(Trampoline trampoline) {
        Strand<?> task = (Strand<?>) trampoline;
        task.schedule();
        return task.suspend();
    }

    @Override
    public void close() {
        // nothing to give up
    }
}
