package dev.ikat.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is to be true again and again: within so much time, or so many turns, of the last time that it was. */
final class Liveness {
    private final List<Watch> watches = new ArrayList<>();

    private static final class Watch {
        final String what;
        final long withinNanos;
        final int withinSteps;
        final BooleanSupplier condition;
        long lastNanos;
        int lastStep;

        Watch(String what, long withinNanos, int withinSteps, BooleanSupplier condition) {
            this.what = what;
            this.withinNanos = withinNanos;
            this.withinSteps = withinSteps;
            this.condition = condition;
        }

        boolean isOverdue(int step, long nanos) {
            return nanos - lastNanos > withinNanos || step - lastStep > withinSteps;
        }
    }

    void within(Duration time, int step, long nanos, String what, BooleanSupplier condition) {
        add(new Watch(what, time.toNanos(), Integer.MAX_VALUE, condition), step, nanos);
    }

    void within(int steps, int step, long nanos, String what, BooleanSupplier condition) {
        add(new Watch(what, Long.MAX_VALUE, steps, condition), step, nanos);
    }

    private void add(Watch watch, int step, long nanos) {
        watch.lastStep = step;
        watch.lastNanos = nanos;
        watches.add(watch);
    }

    /** Whether a measure is another one than when it was asked before. */
    static BooleanSupplier changes(Supplier<?> measure) {
        return new BooleanSupplier() {
            private @Nullable Object last = measure.get();

            @Override
            public boolean getAsBoolean() {
                Object before = last;
                last = measure.get();
                return !Objects.equals(before, last);
            }
        };
    }

    /** Between two callbacks: what has not been true for too long; null when all is well. */
    @Nullable
    String overdue(int step, long nanos) {
        for (int i = 0; i < watches.size(); i++) {
            Watch each = watches.get(i);
            if (each.condition.getAsBoolean()) {
                each.lastStep = step;
                each.lastNanos = nanos;
            } else if (each.isOverdue(step, nanos)) {
                return "\"" + each.what + "\" has not been true since step " + each.lastStep + ", for "
                        + (step - each.lastStep) + " steps and " + Duration.ofNanos(nanos - each.lastNanos)
                        + " of simulated time";
            }
        }
        return null;
    }
}
