package dev.ikat;

import java.util.List;

/**
 * The closing of a {@link TaskGroup}. A cancellation while it waits is not thrown, since it would be lost as a suppressed
 * exception of what the block throws, but left to the next await.
 */
final class GroupClose extends GroupExit<Void> {
    private final TaskGroup group;

    GroupClose(TaskGroup group) {
        this.group = group;
    }

    @Override
    TaskGroup group() {
        return group;
    }

    @Override
    Void begun() throws Throwable {
        group.abort("its group is being closed");
        return leave();
    }

    @Override
    @SuppressWarnings("NullAway") // Void has no other value
    Void end(Strand<?> current) throws Throwable {
        if (cancellation != null) {
            cancelAgain(current);
        }
        List<Throwable> failures = group.takeFailures(false);
        if (!failures.isEmpty()) {
            throw together(failures);
        }
        return null;
    }
}
