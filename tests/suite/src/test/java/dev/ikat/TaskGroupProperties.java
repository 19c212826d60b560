package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Groups of all forms, nested, with tasks that fail and are cancelled at random: no task outlives its group, and neither a
 * failure nor a cancellation is lost.
 */
class TaskGroupProperties {
    private static final int ROOTS = 6;

    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What the tasks of one group, and its body, have done. */
    private static final class Members {
        final List<Task<?>> tasks = new ArrayList<>();
        final List<Failed> failures = new ArrayList<>();
        int inside;
        int mostInside;
    }

    private Random random = new Random();
    private int groups;
    private int failures;
    private int cancellations;

    @Property(tries = 300)
    void nothingOutlivesItsGroupAndNothingIsLost(@ForAll long seed) {
        random = new Random(seed);
        VirtualLoop.run(() -> {
            Map<Task<?>, Integer> cancels = new IdentityHashMap<>();
            List<Task<Void>> roots = new ArrayList<>();
            for (int i = 0; i < ROOTS; i++) {
                roots.add(start(root()));
            }
            for (int i = 0; i < 3 * ROOTS; i++) {
                await(pause());
                Task<Void> one = roots.get(random.nextInt(ROOTS));
                if (random.nextInt(3) == 0 && one.cancel()) {
                    cancels.merge(one, 1, Integer::sum);
                }
            }
            for (Task<Void> each : roots) {
                Throwable error = await(errorOf(each));
                int asked = cancels.getOrDefault(each, 0);
                assertThat(each.cancelling()).isEqualTo(asked);
                assertThat(each.isCancelled())
                        .as("asked for %s times: %s", asked, error)
                        .isEqualTo(asked > 0);
                assertThat(error == null || each.isCancelled()).as("%s", error).isTrue();
            }
            return done();
        });
        assertThat(groups).isPositive();
    }

    /** Some groups one after the other; the failures of each are checked, cancellations pass. */
    @Async
    private Coroutine<Void> root() {
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            Members members = new Members();
            boolean late = random.nextInt(3) == 0;
            try {
                Coroutine<Void> group = group(members, 0);
                await(late ? timeout(ofMillis(random.nextInt(6)), group) : group);
                assertThat(members.failures).isEmpty();
            } catch (ExceptionGroup error) {
                assertThat(error.exceptions()).containsExactlyInAnyOrderElementsOf(all(members));
            } catch (Failed body) {
                assertThat(body.getSuppressed()).hasSize(all(members).isEmpty() ? 0 : 1);
            } catch (DeadlineExceededException expected) {
                assertThat(late).isTrue();
            } finally {
                assertThat(members.tasks).as("they outlive the group").allMatch(Promise::isDone);
            }
            await(yieldNow());
        }
        return done();
    }

    private List<Throwable> all(Members members) {
        failures += members.failures.size();
        List<Throwable> all = new ArrayList<>();
        for (Task<?> task : members.tasks) {
            if (!task.isCancelled() && task.exception() != null) {
                all.add(task.exception());
            }
        }
        for (Failed each : members.failures) {
            if (!all.contains(each)) {
                all.add(each);
            }
        }
        return all;
    }

    private Coroutine<Void> group(Members members, int depth) {
        groups++;
        return switch (random.nextInt(5)) {
            case 0 -> taskGroup(group -> body(group, members, depth, true));
            case 1 -> taskGroup(2, group -> body(group, members, depth, true));
            case 2 -> opened(TaskGroup.open(), members, depth, true);
            case 3 -> opened(TaskGroup.open(2), members, depth, true);
            default -> opened(TaskGroup.open(), members, depth, false);
        };
    }

    @Async
    private Coroutine<Void> opened(TaskGroup opened, Members members, int depth, boolean joins) {
        try (TaskGroup group = opened) {
            await(body(group, members, depth, false));
            if (joins) {
                await(group.join());
            }
        }
        return done();
    }

    @Async
    private Coroutine<Void> body(TaskGroup group, Members members, int depth, boolean collects) {
        int steps = random.nextInt(5);
        for (int i = 0; i < steps; i++) {
            spawn(group, members, depth);
            if (random.nextInt(12) == 0) {
                group.cancel();
            }
            await(pause());
        }
        if (random.nextInt(10) == 0) {
            throw collects ? failed(members) : new Failed();
        }
        return done();
    }

    private void spawn(TaskGroup group, Members members, int depth) {
        try {
            members.tasks.add(group.start(task(group, members, depth)));
            if (random.nextInt(10) == 0) {
                members.tasks.get(random.nextInt(members.tasks.size())).cancel();
            }
        } catch (IllegalStateException refused) {
            assertThat(refused).hasMessageContaining("refuses");
        }
    }

    @Async
    private Coroutine<Void> task(TaskGroup group, Members members, int depth) {
        members.mostInside = Math.max(members.mostInside, ++members.inside);
        try {
            await(pause());
            switch (random.nextInt(8)) {
                case 0 -> throw failed(members);
                case 1, 2 -> {
                    if (depth < 2) {
                        Members inner = new Members();
                        try {
                            await(group(inner, depth + 1));
                        } finally {
                            assertThat(inner.tasks).allMatch(Promise::isDone);
                        }
                    }
                }
                case 3 -> spawn(group, members, depth);
                default -> await(pause());
            }
        } catch (CancelledError cancelled) {
            cancellations++;
            await(errorOf(pause()));
            int then = random.nextInt(4);
            if (then == 0) {
                throw failed(members);
            }
            if (then > 1) {
                throw cancelled;
            }
        } finally {
            members.inside--;
        }
        return done();
    }

    private static Failed failed(Members members) {
        Failed failed = new Failed();
        members.failures.add(failed);
        return failed;
    }

    private Coroutine<Void> pause() {
        return random.nextBoolean() ? yieldNow() : sleep(ofMillis(random.nextInt(4)));
    }

    /** So many at a time, and each that is not cancelled runs, in the order of the starts. */
    @Property(tries = 300)
    void aLimitIsKeptAndNoPlaceIsLost(@ForAll long seed) {
        random = new Random(seed);
        int limit = 1 + random.nextInt(3);
        List<Integer> begun = new ArrayList<>();
        int[] inside = new int[2];
        VirtualLoop.run(() -> {
            List<Task<Void>> tasks = new ArrayList<>();
            try (TaskGroup group = TaskGroup.openSupervised(limit, failed -> {})) {
                for (int i = 0; i < 30; i++) {
                    int number = i;
                    tasks.add(group.start(() -> {
                        begun.add(number);
                        inside[1] = Math.max(inside[1], ++inside[0]);
                        try {
                            await(pause());
                            if (random.nextInt(5) == 0) {
                                throw new Failed();
                            }
                            return done();
                        } finally {
                            inside[0]--;
                        }
                    }));
                    if (random.nextInt(3) == 0) {
                        tasks.get(random.nextInt(tasks.size())).cancel();
                    }
                    if (random.nextInt(3) == 0) {
                        await(pause());
                    }
                }
                await(group.join());
            }
            for (int i = 0; i < tasks.size(); i++) {
                assertThat(begun.contains(i) || tasks.get(i).isCancelled()).isTrue();
            }
            return done();
        });
        assertThat(inside[1]).isBetween(1, limit);
        assertThat(begun).isSorted().isNotEmpty();
    }

    /** Nothing of a race outlives it, and a cancellation is not lost. */
    @Property(tries = 300)
    void nothingOutlivesARace(@ForAll long seed) {
        random = new Random(seed);
        VirtualLoop loop = new VirtualLoop();
        try (Runner runner = loop.runner()) {
            runner.run(VirtualLoop.inside(() -> {
                for (int i = 0; i < 5; i++) {
                    await(oneRace());
                }
                return done();
            }));
        }
        assertThat(loop.errors).allMatch(context -> context.message().contains("lost a race"));
    }

    @Async
    private Coroutine<Void> oneRace() {
        List<Task<Void>> tasks = new ArrayList<>();
        Members members = new Members();
        try (TaskGroup group = TaskGroup.openSupervised(failed -> {})) {
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                tasks.add(group.start(task(group, members, 2)));
            }
            boolean success = random.nextBoolean();
            Task<Void> race = start(success ? firstSuccess(tasks) : race(tasks));
            await(pause());
            boolean cancelled = random.nextInt(3) == 0 && race.cancel();
            @Nullable Throwable error = await(errorOf(race));
            assertThat(tasks).allMatch(Promise::isDone);
            assertThat(!cancelled || race.isCancelled()).isTrue();
            assertThat(race.cancelling()).isEqualTo(cancelled ? 1 : 0);
            assertThat(error == null || error instanceof CancelledError || !members.failures.isEmpty() || success)
                    .isTrue();
        }
        return done();
    }
}
