package dev.ikat.io;

import dev.ikat.StateMachine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kills a process and its descendants, which must be looked for first: they have no parent once it is gone. */
final class KillingTree extends StateMachine<Void> {
    private final Subprocess process;

    KillingTree(Subprocess process) {
        this.process = process;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // Void has no other value
    protected Void step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        if (error != null) {
            throw error;
        }
        if (awaited() == null) {
            return await(new Watch<>(ProcessClosing.descendants(process)));
        }
        process.kill();
        ((List<ProcessHandle>) value).forEach(ProcessHandle::destroyForcibly);
        return null;
    }
}
