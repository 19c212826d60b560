package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@code group.startEager}. */
class TaskGroupEagerTest extends GroupFixture {
    @Test
    void theFirstStepIsTakenInPlace() {
        VirtualLoop.run(() -> {
            try (TaskGroup group = TaskGroup.open()) {
                assertThat(group.startEager(after(0, "x")).result()).isEqualTo("x");
                Task<String> waits = group.startEager(lasting("a", 5));
                await(group.join());
                assertThat(waits.result()).isEqualTo("a");
            }
            return done();
        });
    }

    @Test
    void aFailureInPlaceReachesTheGroupAsAnyOther() {
        IOException error = new IOException();
        VirtualLoop.run(() -> {
            ExceptionGroup thrown = (ExceptionGroup) await(errorOf(taskGroup(group -> {
                group.start(lasting("sibling", 10));
                assertThat(group.startEager(failing(error, 0)).isDone()).isTrue();
                log.add("body goes on");
                await(sleep(ofMillis(5)));
                return done("never");
            })));
            assertThat(thrown.exceptions()).containsExactly(error);
            assertThat(currentTask().cancelling()).isZero();
            await(yieldNow());
            return done();
        });
        assertThat(log).first().isEqualTo("body goes on");
    }

    @Test
    void oneWhoseFirstStepCancelsTheGroupIsCancelledToo() {
        VirtualLoop.run(() -> {
            try (TaskGroup group = TaskGroup.open()) {
                Coroutine<String> first = Coroutine.defer(() -> {
                    group.cancel();
                    return lasting("a", 5);
                });
                Task<String> task = group.startEager(first);
                await(group.join());
                assertThat(task.isCancelled()).isTrue();
                assertThatThrownBy(() -> group.startEager(lasting("late", 0)))
                        .isInstanceOf(IllegalStateException.class);
            }
            return done();
        });
        assertThat(log).containsExactly("a cancelled");
    }

    @Test
    void aLimitHoldsForItToo() {
        VirtualLoop.run(() -> {
            try (TaskGroup group = TaskGroup.open(1)) {
                group.startEager(lasting("a", 5));
                group.startEager(lasting("b", 5));
                await(group.join());
            }
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            return done();
        });
    }
}
