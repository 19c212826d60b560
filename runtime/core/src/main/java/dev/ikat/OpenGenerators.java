package dev.ikat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The asynchronous generators of a loop that have begun and not ended: a list linked through them. */
final class OpenGenerators {
    private @Nullable AsyncGeneratorRun<?> first;

    void add(AsyncGeneratorRun<?> generator) {
        generator.following = first;
        if (first != null) {
            first.preceding = generator;
        }
        first = generator;
    }

    void remove(AsyncGeneratorRun<?> generator) {
        AsyncGeneratorRun<?> before = generator.preceding;
        AsyncGeneratorRun<?> after = generator.following;
        if (before != null) {
            before.following = after;
        } else if (first == generator) {
            first = after;
        }
        if (after != null) {
            after.preceding = before;
        }
        generator.preceding = null;
        generator.following = null;
    }

    /** Those that nobody awaits now: they wait at an emit. Newest first, as each may iterate older ones. */
    List<AsyncGeneratorRun<?>> idle() {
        List<AsyncGeneratorRun<?>> idle = new ArrayList<>();
        for (AsyncGeneratorRun<?> each = first; each != null; each = each.following) {
            if (each.state != Delegation.RUNNING && each.delegator == null) {
                idle.add(each);
            }
        }
        return idle;
    }
}
