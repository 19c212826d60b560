package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Promise;
import dev.ikat.Task;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How processes end: by closing, and by cancellations in the middle of everything. */
abstract class SubprocessClosingContract extends ProcessFixture {
    private static final String IGNORES_TERM = "trap '' TERM; echo ready; exec sleep 1000";
    private static final String CHATTY_END =
            "trap 'yes | head -c 1000000; exit 0' TERM; echo ready; while :; do sleep 0.01; done";

    abstract Subprocess.Builder builder(String... command);

    final Subprocess.Builder sh(String script) {
        return builder("sh", "-c", script);
    }

    @Test
    void closingTerminates() {
        withProcesses(() -> {
            Subprocess process = await(builder("sleep", "1000").start());
            await(process.closeAsync());
            assertThat(process.returnCode()).hasValue(128 + 15);
            await(process.closeAsync());
            assertThat(await(errorOf(() -> process.stdout().readAll()))).isInstanceOf(ClosedChannelException.class);
            assertThat(await(process.waitFor())).isEqualTo(128 + 15);
            return done();
        });
    }

    @Test
    void afterTheGraceItIsKilled() {
        withProcesses(() -> {
            Subprocess process = await(sh(IGNORES_TERM).grace(ofMillis(20)).start());
            await(line(process));
            await(process.closeAsync());
            assertThat(process.returnCode()).hasValue(128 + 9);
            return done();
        });
    }

    @Test
    void withoutGraceItIsKilledAtOnce() {
        withProcesses(() -> {
            Subprocess process = await(sh("trap 'exit 0' TERM; echo ready; while :; do sleep 0.01; done")
                    .grace(ZERO)
                    .start());
            await(line(process));
            await(process.closeAsync());
            assertThat(process.returnCode()).hasValue(128 + 9);
            assertThatThrownBy(() -> builder("true").grace(ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
            return done();
        });
    }

    @Test
    void outputWhileItEndsDoesNotHoldItUp() {
        withProcesses(() -> {
            Subprocess process = await(sh(CHATTY_END).grace(ofHours(1)).start());
            await(line(process));
            await(process.closeAsync());
            assertThat(process.returnCode()).hasValue(0);
            return done();
        });
    }

    @Test
    void aFullPipeDoesNotHoldTheClosingUp() {
        withProcesses(() -> {
            Subprocess process = await(sh("echo ready; trap 'exit 3' TERM; yes & wait; exit 4")
                    .grace(ofHours(1))
                    .start());
            await(line(process));
            await(process.killTree());
            await(process.closeAsync());
            assertThat(process.returnCode()).hasValue(128 + 9);
            return done();
        });
    }

    @Test
    void whatIsNotWrittenYetIsDropped() {
        withProcesses(() -> {
            Subprocess process = await(builder("sleep", "1000").start());
            var writing = start(errorOf(() -> process.stdin().write(new byte[10_000_000])));
            await(turns(10));
            await(process.closeAsync());
            assertThat(await(writing)).isInstanceOf(ClosedChannelException.class);
            return done();
        });
    }

    @Test
    void aCancelledTaskLeavesNoProcess() {
        withProcesses(() -> {
            List<Subprocess> made = new ArrayList<>();
            Task<Void> task = start(sleeps(made, sh(IGNORES_TERM).grace(ofMillis(5))));
            await(until(() -> made.size() == 1));
            task.cancel();
            assertThat(await(cancellationOf(task))).isNotNull();
            assertThat(made.get(0).returnCode())
                    .as("when the cancellation has left")
                    .hasValue(128 + 9);
            return done();
        });
    }

    @Test
    void aDeadlineLeavesNoProcess() {
        withProcesses(() -> {
            List<Subprocess> made = new ArrayList<>();
            assertThat(await(errorOf(() -> timeout(ofMillis(200), sleeps(made, builder("sleep", "1000"))))))
                    .isInstanceOf(DeadlineExceededException.class);
            assertThat(made).allMatch(process -> process.returnCode().isPresent());
            return done();
        });
    }

    @Async
    private static Coroutine<Void> sleeps(List<Subprocess> made, Subprocess.Builder builder) throws IOException {
        try (var process = await(builder.start())) {
            if (process.command().contains("-c")) {
                await(line(process));
            }
            made.add(process);
            await(process.waitFor());
        }
        return done();
    }

    @Async
    private static Coroutine<CancelledError> cancellationOf(Promise<?> task) {
        try {
            await(task);
        } catch (CancelledError expected) {
            return done(expected);
        }
        throw new AssertionError("it was not cancelled");
    }

    @Test
    void cancellingTheClosingKills() {
        withProcesses(() -> {
            Subprocess process = await(sh(IGNORES_TERM).grace(ofHours(1)).start());
            await(line(process));
            Task<Void> closing = start(process.closeAsync());
            await(turns(20));
            assertThat(process.returnCode()).isEmpty();
            closing.cancel();
            await(cancellationOf(closing));
            assertThat(process.returnCode()).hasValue(128 + 9);
            return done();
        });
    }

    @Test
    void cancellingTheClosingInAnyTurn() {
        withProcesses(() -> {
            for (int turn = 0; turn < 12; turn++) {
                Subprocess process = await(builder("cat").start());
                Task<Void> closing = start(process.closeAsync());
                await(turns(turn));
                closing.cancel();
                await(until(closing::isDone));
                await(process.closeAsync());
                assertThat(process.returnCode())
                        .as("cancelled in turn %s", turn)
                        .isPresent();
            }
            return done();
        });
    }

    @Test
    void cancellingTheStartInAnyTurn() {
        withProcesses(() -> {
            int cancelled = 0;
            for (int turn = 0; turn < 40; turn++) {
                Task<Subprocess> starting = start(builder("sleep", "1000").start());
                await(turns(turn * turn));
                starting.cancel();
                await(until(starting::isDone));
                if (starting.isCancelled()) {
                    cancelled++;
                } else {
                    await(starting.result().closeAsync());
                }
                assertThat(Descriptors.children())
                        .as("cancelled in turn %s", turn * turn)
                        .isEmpty();
            }
            assertThat(cancelled).isPositive();
            return done();
        });
    }

    @Test
    void cancellingAFailingStart() {
        withProcesses(() -> {
            Task<Subprocess> starting = start(builder("no-such-program").start());
            await(turns(2));
            starting.cancel();
            await(cancellationOf(starting));
            return done();
        });
    }

    @Test
    void cancellingTheWaitLeavesTheProcessAlone() {
        withProcesses(() -> {
            try (var process = await(builder("cat").start())) {
                Task<Integer> first = start(process.waitFor());
                Task<Integer> second = start(process.waitFor());
                await(turns(3));
                first.cancel();
                await(cancellationOf(first));
                assertThat(process.returnCode()).isEmpty();
                await(process.stdin().shutdownOutput());
                assertThat(await(second)).isZero();
            }
            return done();
        });
    }

    @Test
    void aCancelledCommunicateLosesNoOutput() {
        byte[] input = randomBytes(1_000_000, 2);
        withProcesses(() -> {
            for (int turn = 0; turn < 20; turn++) {
                try (var cat = await(builder("cat").start())) {
                    Task<Communicated> first = start(cat.communicate(input));
                    await(turns(2 + turn * turn));
                    first.cancel();
                    await(until(first::isDone));
                    assertThat(allTasks()).as("its tasks").hasSize(1);
                    if (first.isCancelled()) {
                        byte[] output = await(cat.communicate()).stdout();
                        assertThat(output).isEqualTo(java.util.Arrays.copyOf(input, output.length));
                    } else {
                        assertThat(first.result().stdout()).isEqualTo(input);
                    }
                }
            }
            return done();
        });
    }

    @Test
    void aCancelledReadTakesNothing() {
        withProcesses(() -> {
            try (var cat = await(builder("cat").start())) {
                for (int turn = 0; turn < 10; turn++) {
                    Task<String> reading = start(cat.stdout().readLine());
                    await(turns(1));
                    await(cat.stdin().write("line\n"));
                    await(turns(turn * turn * turn));
                    reading.cancel();
                    await(until(reading::isDone));
                    assertThat(reading.isCancelled() ? await(line(cat)) : reading.result())
                            .isEqualTo("line");
                }
            }
            return done();
        });
    }

    @Test
    void aCancelledWriteIsStillWritten() {
        byte[] data = randomBytes(500_000, 3);
        withProcesses(() -> {
            try (var cat = await(builder("cat").start())) {
                Task<Void> writing = start(cat.stdin().write(data));
                await(turns(3));
                writing.cancel();
                await(cancellationOf(writing));
                assertThat(await(cat.communicate()).stdout()).isEqualTo(data);
            }
            return done();
        });
    }

    @Test
    void cancellingARunClosesTheProcess() {
        withProcesses(() -> {
            for (int turn = 0; turn < 25; turn++) {
                Task<Communicated> run = start(builder("sleep", "1000").run());
                await(turns(turn * turn));
                run.cancel();
                await(cancellationOf(run));
                assertThat(Descriptors.children())
                        .as("cancelled in turn %s", turn * turn)
                        .isEmpty();
            }
            return done();
        });
    }

    @Test
    void descendantsMayBeIncluded() {
        withProcesses(() -> {
            long grandchild;
            try (var process =
                    await(sh("sleep 1000 & echo $!; wait").descendants(true).start())) {
                grandchild = Long.parseLong(await(line(process)));
                assertThat(Descriptors.runs(grandchild)).isTrue();
            }
            await(until(() -> !Descriptors.runs(grandchild)));
            return done();
        });
    }

    @Test
    void aTreeIsKilled() {
        withProcesses(() -> {
            try (var process = await(sh("sleep 1000 & echo $!; wait").start())) {
                long grandchild = Long.parseLong(await(line(process)));
                await(process.killTree());
                assertThat(await(process.waitFor())).isEqualTo(128 + 9);
                await(until(() -> !Descriptors.runs(grandchild)));
            }
            return done();
        });
    }
}
