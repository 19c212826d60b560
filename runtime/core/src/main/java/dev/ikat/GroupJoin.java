package dev.ikat;

import java.util.List;

/** {@link TaskGroup#join()}. */
final class GroupJoin extends GroupExit<Void> {
    private final TaskGroup group;

    GroupJoin(TaskGroup group) {
        this.group = group;
    }

    @Override
    TaskGroup group() {
        return group;
    }

    @Override
    Void begun() throws Throwable {
        if (!group.inScope()) {
            group.leave();
        }
        return leave();
    }

    @Override
    @SuppressWarnings("NullAway") // Void has no other value
    Void end(Strand<?> current) throws Throwable {
        boolean leavesFailures = group.inScope() || group.isSupervised();
        List<Throwable> failures = leavesFailures ? List.of() : group.takeFailures(true);
        if (!failures.isEmpty()) {
            if (cancellation != null) {
                cancelAgain(current);
            }
            throw together(failures);
        }
        if (cancellation != null) {
            throw cancellation;
        }
        return null;
    }
}
