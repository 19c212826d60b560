package dev.ikat.sync;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static dev.ikat.sync.Select.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Promise;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Select: exactly one case is chosen, and only that one does anything. */
class SelectTest {
    final Channel<String> left = new Channel<>();
    final Channel<String> right = new Channel<>();
    final Channel<String> buffer = new Channel<>(1);
    final List<Object> log = new ArrayList<>();

    Coroutine<String> either() {
        return select(left.onReceive(value -> "left " + value), right.onReceive(value -> "right " + value));
    }

    @Test
    void receivesFromWhicheverIsReady() {
        VirtualLoop.run(() -> {
            Task<Void> sender = start(right.send("a"));
            await(yieldNow());
            assertThat(await(either())).isEqualTo("right a");
            await(sender);
            return done();
        });
    }

    @Test
    void receivesFromWhicheverBecomesReadyAndLeavesTheOther() {
        VirtualLoop.run(() -> {
            Task<String> task = start(either());
            await(yieldNow());
            assertThat(right.trySend("a")).isTrue();
            assertThat(left.trySend("b")).as("nobody waits there any more").isFalse();
            assertThat(await(task)).isEqualTo("right a");
            return done();
        });
    }

    @Test
    void sendsToWhicheverHasRoomOrAReceiver() {
        VirtualLoop.run(() -> {
            assertThat(await(select(left.onSend("a", () -> "left"), buffer.onSend("b", () -> "buffer"))))
                    .isEqualTo("buffer");
            assertThat(buffer.size()).isEqualTo(1);
            Task<String> task = start(select(left.onSend("a", () -> "left"), buffer.onSend("c", () -> "buffer")));
            await(yieldNow());
            assertThat(await(left.receive())).isEqualTo("a");
            assertThat(await(task)).isEqualTo("left");
            assertThat(buffer.tryReceive()).isEqualTo("b");
            assertThat(buffer.tryReceive())
                    .as("what the losing case would have sent")
                    .isNull();
            return done();
        });
    }

    @Test
    void waitsForPromises() {
        VirtualLoop.run(() -> {
            Promise<Integer> promise = promise();
            Task<String> task = start(select(left.onReceive(v -> v), onDone(promise, number -> "number " + number)));
            await(yieldNow());
            promise.complete(1);
            assertThat(await(task)).isEqualTo("number 1");
            int number = await(select(onDone(promise, value -> value)));
            assertThat(number).isEqualTo(1);
            assertThat(left.trySend("b")).isFalse();
            return done();
        });
    }

    @Test
    void aPromiseThatLosesStaysAsItIs() {
        VirtualLoop.run(() -> {
            Promise<Integer> promise = promise();
            Task<String> task = start(select(left.onReceive(v -> v), onDone(promise, number -> "number " + number)));
            await(yieldNow());
            left.trySend("a");
            promise.complete(1);
            assertThat(await(task)).isEqualTo("a");
            assertThat(promise.result()).isEqualTo(1);
            return done();
        });
    }

    @Test
    void whatComesWhileThePromisesCallbackIsUnderWayWinsAlone() {
        VirtualLoop.run(() -> {
            Promise<Integer> promise = promise();
            Task<String> task = start(select(onDone(promise, number -> "number " + number), left.onReceive(v -> v)));
            await(yieldNow());
            promise.complete(1);
            left.trySend("a");
            assertThat(await(task)).isEqualTo("a");
            await(yieldNow());
            return done();
        });
    }

    @Test
    void throwsWhatThePromiseFailedWith() {
        VirtualLoop.run(() -> {
            Promise<Integer> promise = promise();
            Task<String> task = start(select(onDone(promise, number -> "number")));
            await(yieldNow());
            IllegalArgumentException error = new IllegalArgumentException("failed");
            promise.fail(error);
            assertThat(await(errorOf(task))).isSameAs(error);
            return done();
        });
    }

    @Test
    void waitsNoLongerThanTheTimeoutAndTheTimerGoesWithIt() {
        VirtualLoop.run(() -> {
            Case<String> silence = onTimeout(ofMillis(10), () -> "silence");
            assertThat(await(select(left.onReceive(v -> v), silence))).isEqualTo("silence");
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            assertThat(left.trySend("a")).isFalse();
            loop().callLater(ofMillis(3), () -> left.trySend("b"));
            assertThat(await(select(left.onReceive(v -> v), silence))).isEqualTo("b");
            assertThat(VirtualLoop.millis()).isEqualTo(13);
            return done(); // the loop checks that no timer is left
        });
    }

    @Test
    void noTimeAtAllIsForWhenNothingElseIsReady() {
        VirtualLoop.run(() -> {
            Case<String> nothing = onTimeout(ZERO, () -> "nothing");
            loop().callSoon(() -> log.add("callback"));
            assertThat(await(select(nothing, buffer.onReceive(v -> v)))).isEqualTo("nothing");
            buffer.trySend("a");
            assertThat(await(select(nothing, buffer.onReceive(v -> v)))).isEqualTo("a");
            assertThat(log).as("neither waits").isEmpty();
            await(yieldNow());
            return done();
        });
    }

    @Test
    void channelsThatAreAlwaysReadyTakeTurns() {
        VirtualLoop.run(() -> {
            List<Channel<Integer>> channels = List.of(new Channel<>(9), new Channel<>(9), new Channel<>(9));
            for (Channel<Integer> channel : channels) {
                for (int i = 0; i < 3; i++) {
                    channel.trySend(channels.indexOf(channel));
                }
            }
            Case<Integer> first = channels.get(0).onReceive(v -> v);
            Case<Integer> second = channels.get(1).onReceive(v -> v);
            Case<Integer> third = channels.get(2).onReceive(v -> v);
            for (int i = 0; i < 9; i++) {
                log.add(await(select(first, second, third)));
            }
            return done();
        });
        assertThat(log).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2);
    }

    @Test
    void whatIsDoneComesBeforeWhatIsSent() {
        VirtualLoop.run(() -> {
            Promise<Void> quit = promise();
            quit.complete(null);
            buffer.trySend("a");
            String chosen = await(select(buffer.onReceive(v -> v), onDone(quit, nothing -> "quit")));
            assertThat(chosen).isEqualTo("quit");
            assertThat(buffer.size()).isEqualTo(1);
            return done();
        });
    }

    @Test
    void twoSelectsMeet() {
        VirtualLoop.run(() -> {
            Task<String> sender = start(select(left.onSend("a", () -> "sent a"), right.onReceive(v -> v)));
            Task<String> receiver = start(select(right.onSend("b", () -> "sent b"), left.onReceive(v -> v)));
            assertThat(List.of(await(sender), await(receiver))).containsAnyOf("sent a", "sent b");
            assertThat(List.of(sender.result(), receiver.result()))
                    .isIn(List.of("sent a", "a"), List.of("b", "sent b"));
            return done();
        });
    }

    @Test
    void aSelectDoesNotMeetItself() {
        VirtualLoop.run(() -> {
            Task<String> task = start(select(left.onSend("a", () -> "sent"), left.onReceive(v -> "received " + v)));
            await(sleep(ofMillis(1)));
            assertThat(task.isDone()).isFalse();
            assertThat(left.tryReceive()).isEqualTo("a");
            assertThat(await(task)).isEqualTo("sent");
            assertThat(left.trySend("b")).isFalse();
            return done();
        });
    }

    @Test
    void aSelectOvertakesNobodyWhoWaits() {
        VirtualLoop.run(() -> {
            Task<String> first = start(buffer.receive());
            await(yieldNow());
            Task<String> second = start(select(buffer.onReceive(v -> v)));
            await(yieldNow());
            buffer.trySend("a");
            await(yieldNow());
            buffer.trySend("b");
            assertThat(await(first)).isEqualTo("a");
            assertThat(await(second)).isEqualTo("b");
            return done();
        });
    }

    @Test
    void aCancelledSelectHasDoneNothingAndLeavesNothing() {
        VirtualLoop.run(() -> {
            Promise<Integer> promise = promise();
            Task<String> task = start(select(
                    left.onReceive(v -> v),
                    right.onSend("a", () -> "sent"),
                    onDone(promise, v -> "done"),
                    onTimeout(ofMillis(1), () -> "timeout")));
            await(yieldNow());
            task.cancel();
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            assertThat(left.trySend("b")).isFalse();
            assertThat(right.tryReceive()).isNull();
            promise.complete(1);
            await(yieldNow());
            return done();
        });
    }

    @Test
    void aSelectCancelledAfterItWasChosenLeavesTheValueToTheNext() {
        VirtualLoop.run(() -> {
            Task<String> cancelled = start(either());
            await(yieldNow());
            Task<String> next = start(right.receive());
            await(yieldNow());
            right.trySend("a");
            cancelled.cancel();
            assertThat(await(errorOf(cancelled))).isInstanceOf(CancelledError.class);
            assertThat(await(next)).isEqualTo("a");
            return done();
        });
    }

    @Test
    void aSelectCancelledAfterItWasPromisedRoomSendsNothing() {
        VirtualLoop.run(() -> {
            buffer.trySend("a");
            Task<String> cancelled = start(select(buffer.onSend("b", () -> "sent"), left.onReceive(v -> v)));
            Task<Void> next = start(buffer.send("c"));
            await(yieldNow());
            assertThat(buffer.tryReceive()).isEqualTo("a");
            cancelled.cancel();
            await(next);
            assertThat(cancelled.isCancelled()).isTrue();
            assertThat(buffer.tryReceive()).isEqualTo("c");
            return done();
        });
    }

    @Test
    void aTimeoutOfASelectLosesNoValue() {
        VirtualLoop.run(() -> {
            loop().callLater(ofMillis(5), () -> left.trySend("a"));
            assertThat(await(errorOf(timeout(ofMillis(5), either())))).isInstanceOf(DeadlineExceededException.class);
            assertThat(left.tryReceive()).isEqualTo("a");
            return done();
        });
    }

    @Test
    void aClosedChannelIsReadyAndNamed() {
        VirtualLoop.run(() -> {
            Task<String> task = start(either());
            await(yieldNow());
            right.close();
            assertThat(await(errorOf(task)))
                    .isInstanceOfSatisfying(
                            ChannelClosedException.class,
                            e -> assertThat(e.channel()).isSameAs(right));
            assertThat(await(errorOf(either()))).isInstanceOf(ChannelClosedException.class);
            assertThat(await(errorOf(select(right.onSend("a", () -> 1))))).isInstanceOf(ChannelClosedException.class);
            Task<Integer> sender = start(select(left.onSend("a", () -> 1)));
            await(yieldNow());
            left.close();
            assertThat(await(errorOf(sender))).isInstanceOf(ChannelClosedException.class);
            return done();
        });
    }

    @Test
    void nothingHappensBeforeItIsAwaited() {
        VirtualLoop.run(() -> {
            buffer.trySend("a");
            Coroutine<String> select = select(buffer.onReceive(v -> v), onTimeout(ofMillis(1), () -> "timeout"));
            await(sleep(ofMillis(2)));
            assertThat(buffer.size()).isEqualTo(1);
            assertThat(await(select)).isEqualTo("a");
            return done();
        });
    }

    @Test
    void noCaseAtAllIsAnError() {
        assertThatThrownBy(() -> select(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
    }

    @Test
    void aChannelOfAnotherLoopIsToldAndTheOthersAreLeft() {
        VirtualLoop.run(() -> {
            assertThat(await(select(right.onReceive(v -> v), onTimeout(ofMillis(1), () -> ""))))
                    .isEmpty();
            return done();
        });
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(either())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another loop");
            assertThat(left.trySend("a")).isFalse();
            return done();
        });
    }

    @Test
    void aPipelineOfSelectsMovesEverything() {
        VirtualLoop.run(() -> {
            Task<Void> both = start(sendsThree());
            for (int i = 0; i < 6; i++) {
                log.add(await(either()));
            }
            await(both);
            return done();
        });
        assertThat(log).containsExactlyInAnyOrder("left 0", "left 1", "left 2", "right 0", "right 1", "right 2");
    }

    @Async
    private Coroutine<Void> sendsThree() {
        for (int i = 0; i < 3; i++) {
            await(gather(left.send("" + i), right.send("" + i)));
        }
        return done();
    }
}
