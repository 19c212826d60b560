package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code TaskGroup.openSupervised()}: failures are isolated. */
class TaskGroupSupervisedTest extends GroupFixture {
    @Test
    void aFailureLeavesTheSiblingsAloneAndJoinThrowsNothing() {
        IOException error = new IOException();
        VirtualLoop.run(() -> {
            try (TaskGroup group = TaskGroup.openSupervised()) {
                Task<String> failing = group.start(failingAt(1, error));
                Task<String> sibling = group.start(lasting("sibling", 10));
                await(sleep(ofMillis(5)));
                group.start(lasting("later", 2));
                await(group.join());
                assertThat(failing.exception()).isSameAs(error);
                assertThat(sibling.result()).isEqualTo("sibling");
            }
            return done();
        });
        assertThat(log).containsExactly("later", "sibling");
    }

    @Test
    void failuresThatNobodySawAreThrownByTheClose() {
        IOException first = new IOException("first");
        IOException seen = new IOException("seen");
        IOException last = new IOException("last");
        VirtualLoop.run(() -> {
            ExceptionGroup thrown = (ExceptionGroup) await(errorOf(supervised(first, seen, last)));
            assertThat(thrown.exceptions()).containsExactly(first, last);
            return done();
        });
    }

    @Async
    private Coroutine<Void> supervised(IOException first, IOException seen, IOException last) {
        try (TaskGroup group = TaskGroup.openSupervised()) {
            group.start(failingAt(1, first));
            Task<String> task = group.start(failingAt(2, seen));
            group.start(failingAt(3, last));
            assertThat(await(errorOf(task))).isSameAs(seen);
            await(group.join());
        }
        return done();
    }

    @Test
    void aConsumerGetsEachFailedTaskAndNothingIsThrown() {
        List<String> failures = new ArrayList<>();
        VirtualLoop.run(() -> {
            try (TaskGroup group = TaskGroup.openSupervised(
                    task -> failures.add(task.name() + " " + task.exception().getMessage()))) {
                group.start(failingAt(1, new IOException("a")), "first");
                group.start(failingAt(2, new IOException("b")), "second");
                group.start(lasting("c", 10)).cancel();
                await(group.join());
                assertThat(group.toString()).isEqualTo("task group (0 running, 0 failed)");
            }
            return done();
        });
        assertThat(failures).containsExactly("first a", "second b");
    }

    @Test
    void whatTheConsumerThrowsGoesToTheLoop() {
        IllegalStateException broken = new IllegalStateException("consumer");
        VirtualLoop loop = new VirtualLoop();
        try (Runner runner = loop.runner()) {
            runner.run(VirtualLoop.inside(() -> {
                try (TaskGroup group = TaskGroup.openSupervised(task -> {
                    throw broken;
                })) {
                    group.start(failingAt(1, new IOException()));
                    group.start(lasting("sibling", 10));
                    await(group.join());
                }
                return done();
            }));
        }
        assertThat(loop.errors)
                .singleElement()
                .satisfies(context -> assertThat(context.error()).isSameAs(broken));
        assertThat(log).containsExactly("sibling");
    }

    @Test
    void leavingItCancelsWhatRuns() {
        VirtualLoop.run(() -> {
            try (TaskGroup group = TaskGroup.openSupervised()) {
                group.start(cleaning("a", 5));
                await(yieldNow());
            }
            return done();
        });
        assertThat(log).containsExactly("a cleaned up");
    }

    @Test
    void aCancellationOfJoinCancelsTheTasks() {
        VirtualLoop.run(() -> {
            Task<Void> task = start(() -> {
                try (TaskGroup group = TaskGroup.openSupervised()) {
                    group.start(cleaning("a", 5));
                    await(group.join());
                }
                return done();
            });
            await(turns(3));
            task.cancel("stop");
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class).hasMessage("stop");
            return done();
        });
        assertThat(log).containsExactly("a cleaned up");
    }

    @Test
    void withALimitSoManyRunAtATime() {
        VirtualLoop.run(() -> {
            try (TaskGroup group = TaskGroup.openSupervised(2, task -> log.add("failed"))) {
                group.start(failingAt(10, new IOException()));
                group.start(lasting("b", 20));
                group.start(lasting("c", 10));
                await(group.join());
            }
            assertThat(VirtualLoop.millis()).isEqualTo(20);
            return done();
        });
        assertThat(log).containsExactly("failed", "b", "c");
    }
}
