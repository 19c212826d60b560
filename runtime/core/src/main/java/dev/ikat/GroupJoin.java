package dev.ikat;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
    @Nullable
    Object begun(Strand<?> current) throws Throwable {
        if (!group.inScope()) {
            group.leave();
        }
        return leave(current);
    }

    @Override
    @Nullable
    Object end(Strand<?> current) throws Throwable {
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
