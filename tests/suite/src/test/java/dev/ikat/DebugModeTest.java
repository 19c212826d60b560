package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.StackSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What debug mode tells of tasks: where they were started, which were left, which step blocks. */
class DebugModeTest {
    final VirtualLoop virtual = new VirtualLoop();
    final List<ErrorContext> errors = new CopyOnWriteArrayList<>();
    final CountDownLatch reported = new CountDownLatch(1);

    private Runner debugging() {
        return Runner.builder().loopFactory(() -> virtual).debug(true).build();
    }

    @Test
    void isOffUnlessAskedFor() {
        try (Runner plain = virtual.runner();
                Runner debugging = Runner.builder().debug(true).build()) {
            assertThat(plain.isDebug()).isEqualTo(Debug.BY_PROPERTY);
            assertThat(debugging.isDebug()).isTrue();
            assertThat(Ikat.isDebug()).isEqualTo(Debug.BY_PROPERTY);
            assertThat(debugging.run(VirtualLoop.inside(() -> done(Ikat.isDebug()))))
                    .isTrue();
            assertThat(plain.run(VirtualLoop.inside(() -> done(Ikat.isDebug()))))
                    .isEqualTo(Debug.BY_PROPERTY);
        }
        assertThat(Debug.on).as("after the last one").isEqualTo(Debug.BY_PROPERTY);
    }

    // Where tasks were started.

    @Test
    void aTaskTellsWhereItWasStarted() {
        try (Runner runner = debugging()) {
            Task<Void> task = runner.run(VirtualLoop.inside(this::startsOne));
            assertThat(task.startedAt().get(0).getMethodName()).isEqualTo("startsOne");
            assertThat(task.name()).isEqualTo("worker");
            assertThat(task.toString())
                    .startsWith("task worker (pending at ")
                    .contains(", started at dev.ikat.DebugModeTest.startsOne(DebugModeTest.java:");
            runner.run(turns(5));
            assertThat(task.toString()).startsWith("task worker (done, started at ");
        }
    }

    @Async
    Coroutine<Task<Void>> startsOne() {
        return done(start(turns(3), "worker"));
    }

    @Test
    void withoutDebugModeItDoesNot() {
        try (Runner runner = virtual.runner()) {
            Task<Void> task = runner.run(VirtualLoop.inside(this::startsOne));
            assertThat(task.startedAt()).isEmpty();
            assertThat(task.toString()).doesNotContain("started at");
            runner.run(turns(5));
        }
    }

    @Test
    void unlessOriginsAreKept() {
        try (Runner runner =
                Runner.builder().loopFactory(() -> virtual).origins(true).build()) {
            Task<Void> task = runner.run(VirtualLoop.inside(this::startsOne));
            assertThat(task.startedAt().get(0).getMethodName()).isEqualTo("startsOne");
            assertThat(runner.isDebug()).isFalse();
            runner.run(turns(5));
        }
    }

    // Tasks that are left.

    @Async
    Coroutine<Void> polls() {
        await(promise());
        return done();
    }

    @Test
    void aTaskThatStillRanWhenTheRunnerClosedIsReportedWithWhereItWaitsAndWasStarted() {
        try (Runner runner = debugging()) {
            runner.run(VirtualLoop.inside(() -> {
                start(polls(), "poller");
                start(turns(1), "ends by itself");
                await(turns(5));
                return done();
            }));
        }
        assertThat(virtual.errors).singleElement().satisfies(report -> {
            assertThat(report.message())
                    .isEqualTo("task poller was still running when its runner closed, and is cancelled");
            assertThat(report.source()).isInstanceOf(Task.class);
            Throwable waits = Objects.requireNonNull(report.error());
            assertThat(waits).isInstanceOf(StackSnapshot.class).hasMessage("it waits here");
            assertThat(waits.getStackTrace()[0].getMethodName()).isEqualTo("polls");
            assertThat(waits.getCause()).hasMessage("it was started here");
            assertThat(waits.getCause().getStackTrace()[0].getFileName()).isEqualTo("DebugModeTest.java");
        });
    }

    @Test
    void withoutDebugModeItIsCancelledInSilence() {
        VirtualLoop.run(() -> {
            start(polls());
            await(turns(2));
            return done();
        });
        virtual.close();
    }

    // Steps that block.

    @Async
    Coroutine<Void> blocking() throws InterruptedException {
        await(yieldNow());
        assertThat(reported.await(60, TimeUnit.SECONDS)).isTrue();
        return done();
    }

    @Test
    void aStepThatBlocksIsReportedWhileItDoesAndWhenItHasEnded() {
        try (Runner runner =
                Runner.builder().debug(true).slowCallback(ofMillis(20)).build()) {
            runner.loop().setExceptionHandler((loop, context) -> {
                if (context.source() instanceof Task<?> task && task.name().equals("culprit")) {
                    errors.add(context);
                    reported.countDown();
                }
            });
            runner.run(VirtualLoop.inside(() -> {
                await(start(blocking(), "culprit"));
                return done();
            }));
        }
        assertThat(errors).hasSize(2);
        assertThat(errors.get(0).message())
                .contains("has been blocking the loop for")
                .contains("still is");
        assertThat(Objects.requireNonNull(errors.get(0).error()).getStackTrace())
                .anyMatch(element -> element.getMethodName().equals("blocking"));
        assertThat(errors.get(1).message()).contains("blocked the loop for");
        virtual.close();
    }

    @Test
    void aLimitOfNothingIsRefused() {
        for (Duration limit : List.of(ZERO, ofMillis(-1))) {
            assertThatThrownBy(() -> Runner.builder().slowCallback(limit))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("more than zero");
        }
        virtual.close();
    }
}
