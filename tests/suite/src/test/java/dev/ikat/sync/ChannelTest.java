package dev.ikat.sync;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.AsyncIterator;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Channels: rendezvous, buffers, closing. */
class ChannelTest {
    final List<Object> log = new ArrayList<>();

    @Async
    Coroutine<Void> sends(Channel<Integer> channel, int value) {
        await(channel.send(value));
        log.add("sent " + value);
        return done();
    }

    @Async
    Coroutine<Void> receives(Channel<Integer> channel) {
        log.add("received " + await(channel.receive()));
        return done();
    }

    @Test
    void atARendezvousASendWaitsForAReceiver() {
        VirtualLoop.run(() -> {
            Channel<Integer> channel = new Channel<>();
            Task<Void> sender = start(sends(channel, 1));
            await(sleep(ofMillis(1)));
            assertThat(sender.isDone()).isFalse();
            assertThat(channel.size()).isZero();
            await(receives(channel));
            await(sender);
            return done();
        });
        assertThat(log).containsExactly("received 1", "sent 1");
    }

    @Test
    void atARendezvousASendToAWaitingReceiverDoesNotYield() {
        VirtualLoop.run(() -> {
            Channel<Integer> channel = new Channel<>();
            Task<Void> receiver = start(receives(channel));
            await(yieldNow());
            await(sends(channel, 1));
            await(receiver);
            return done();
        });
        assertThat(log).containsExactly("sent 1", "received 1");
    }

    @Test
    void aBufferHoldsSoManyValuesBeforeASendWaits() {
        VirtualLoop.run(() -> {
            Channel<Integer> channel = new Channel<>(2);
            await(sends(channel, 1));
            await(sends(channel, 2));
            Task<Void> third = start(sends(channel, 3));
            await(yieldNow());
            assertThat(third.isDone()).isFalse();
            assertThat(channel.size()).isEqualTo(2);
            await(receives(channel));
            await(third);
            await(receives(channel));
            await(receives(channel));
            return done();
        });
        assertThat(log).containsExactly("sent 1", "sent 2", "received 1", "sent 3", "received 2", "received 3");
    }

    @Test
    void sendersAndReceiversAreServedInTheOrderOfTheirAsking() {
        VirtualLoop.run(() -> {
            for (int capacity = 0; capacity < 3; capacity++) {
                Channel<Integer> channel = new Channel<>(capacity);
                List<Task<Void>> tasks = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    tasks.add(start(sends(channel, i)));
                }
                await(yieldNow());
                for (int i = 0; i < 5; i++) {
                    assertThat(await(channel.receive())).isEqualTo(i);
                }
                await(gather(tasks));
                assertThat(log).containsExactly("sent 0", "sent 1", "sent 2", "sent 3", "sent 4");
                log.clear();
            }
            return done();
        });
    }

    @Test
    void nothingHappensBeforeItIsAwaited() {
        VirtualLoop.run(() -> {
            Channel<Integer> channel = new Channel<>(1);
            Coroutine<Void> send = channel.send(1);
            Coroutine<Integer> receive = channel.receive();
            assertThat(channel.size()).isZero();
            await(send);
            assertThat(channel.size()).isEqualTo(1);
            assertThat(await(receive)).isEqualTo(1);
            return done();
        });
    }

    @Test
    void whatNeedNotWaitCanBeTried() {
        VirtualLoop.run(() -> {
            Channel<Integer> buffered = new Channel<>(1);
            assertThat(buffered.tryReceive()).isNull();
            assertThat(buffered.trySend(1)).isTrue();
            assertThat(buffered.trySend(2)).isFalse();
            assertThat(buffered.tryReceive()).isEqualTo(1);

            Channel<Integer> rendezvous = new Channel<>();
            assertThat(rendezvous.trySend(1)).isFalse();
            Task<Void> receiver = start(receives(rendezvous));
            await(yieldNow());
            assertThat(rendezvous.trySend(2)).isTrue();
            assertThat(rendezvous.trySend(3)).as("for the same receiver").isFalse();
            assertThat(rendezvous.tryReceive()).as("in place of that receiver").isNull();
            await(receiver);
            Task<Void> sender = start(sends(rendezvous, 4));
            await(yieldNow());
            assertThat(rendezvous.tryReceive()).isEqualTo(4);
            await(sender);
            return done();
        });
        assertThat(log).containsExactly("received 2", "sent 4");
    }

    @Test
    void aCancelledSendSentNothing() {
        VirtualLoop.run(() -> {
            for (int capacity = 0; capacity < 2; capacity++) {
                Channel<Integer> channel = new Channel<>(capacity);
                channel.trySend(0);
                Task<Void> sender = start(sends(channel, 1));
                await(yieldNow());
                sender.cancel();
                assertThat(await(errorOf(sender))).isInstanceOf(CancelledError.class);
                assertThat(channel.tryReceive()).isEqualTo(capacity == 0 ? null : 0);
                assertThat(channel.tryReceive()).isNull();
            }
            return done();
        });
    }

    @Test
    void aSendCancelledWhenItWasOnlyPromisedRoomSentNothing() {
        VirtualLoop.run(() -> {
            Channel<Integer> channel = new Channel<>(1);
            channel.trySend(0);
            Task<Void> sender = start(sends(channel, 1));
            await(yieldNow());
            channel.tryReceive();
            sender.cancel();
            assertThat(await(errorOf(sender))).isInstanceOf(CancelledError.class);
            assertThat(channel.tryReceive()).isNull();
            assertThat(channel.trySend(2)).as("the room is free again").isTrue();
            return done();
        });
    }

    @Test
    void aSendCancelledInTheTurnAfterItsValueWasReceivedIsCancelledAllTheSame() {
        VirtualLoop.run(() -> {
            Channel<Integer> channel = new Channel<>();
            Task<Void> sender = start(sends(channel, 1));
            await(yieldNow());
            assertThat(channel.tryReceive()).isEqualTo(1);
            sender.cancel();
            assertThat(await(errorOf(sender))).isInstanceOf(CancelledError.class);
            assertThat(channel.tryReceive()).as("once").isNull();
            Task<Void> receiver = start(receives(channel));
            await(yieldNow());
            await(sends(channel, 2));
            await(receiver);
            return done();
        });
    }

    @Test
    void aValueSentToAReceiverThatIsCancelledStaysForTheNextAheadOfLaterOnes() {
        VirtualLoop.run(() -> {
            Channel<Integer> channel = new Channel<>();
            Task<Void> cancelled = start(receives(channel));
            await(yieldNow());
            await(channel.send(1));
            cancelled.cancel();
            assertThat(await(errorOf(cancelled))).isInstanceOf(CancelledError.class);
            assertThat(channel.size()).isEqualTo(1);
            Task<Void> sender = start(sends(channel, 2));
            await(yieldNow());
            assertThat(sender.isDone()).isFalse();
            await(receives(channel));
            await(receives(channel));
            await(sender);
            return done();
        });
        assertThat(log).containsExactly("received 1", "received 2", "sent 2");
    }

    @Test
    void aNewcomerAtARendezvousLeavesToTheReceiverBeforeItWhatWasSentToIt() {
        VirtualLoop.run(() -> {
            Channel<Integer> channel = new Channel<>();
            Task<Integer> receiver = start(channel.receive());
            await(yieldNow());
            Task<Void> sender = start(sends(channel, 2));
            assertThat(channel.trySend(1)).isTrue();
            Task<Integer> newcomer = start(channel.receive());
            assertThat(await(receiver)).isEqualTo(1);
            assertThat(await(newcomer)).isEqualTo(2);
            await(sender);
            return done();
        });
    }

    @Test
    void aTimeoutOfAReceiveLosesNoValue() {
        VirtualLoop.run(() -> {
            Channel<Integer> channel = new Channel<>();
            loop().callLater(ofMillis(5), () -> channel.trySend(1));
            assertThat(await(errorOf(timeout(ofMillis(5), channel.receive()))))
                    .isInstanceOf(DeadlineExceededException.class);
            assertThat(channel.tryReceive()).isEqualTo(1);
            return done();
        });
    }

    @Test
    void aClosedChannelIsDrainedFirst() {
        VirtualLoop.run(() -> {
            Channel<Integer> channel = new Channel<>(2);
            channel.trySend(1);
            channel.trySend(2);
            channel.close();
            channel.close();
            assertThat(channel.isClosed()).isTrue();
            assertThatThrownBy(() -> channel.trySend(3)).isInstanceOf(ChannelClosedException.class);
            assertThat(await(errorOf(channel.send(3)))).isInstanceOf(ChannelClosedException.class);
            assertThat(await(channel.receive())).isEqualTo(1);
            assertThat(channel.tryReceive()).isEqualTo(2);
            assertThatThrownBy(channel::tryReceive)
                    .isInstanceOfSatisfying(
                            ChannelClosedException.class,
                            error -> assertThat(error.channel()).isSameAs(channel));
            assertThat(await(errorOf(channel.receive()))).isInstanceOf(ChannelClosedException.class);
            return done();
        });
    }

    @Test
    void closingTellsEverybodyWhoWaits() {
        VirtualLoop.run(() -> {
            for (int capacity = 0; capacity < 2; capacity++) {
                Channel<Integer> empty = new Channel<>(capacity);
                Task<Void> receiver = start(receives(empty));
                Channel<Integer> full = new Channel<>(capacity);
                full.trySend(1);
                Task<Void> sender = start(sends(full, 2));
                await(yieldNow());
                empty.close();
                full.close();
                assertThat(await(errorOf(receiver))).isInstanceOf(ChannelClosedException.class);
                assertThat(await(errorOf(sender))).isInstanceOf(ChannelClosedException.class);
            }
            return done();
        });
        assertThat(log).isEmpty();
    }

    @Test
    void anIterationEndsOnceTheChannelIsDrained() {
        VirtualLoop.run(() -> {
            Channel<Integer> channel = new Channel<>();
            Task<Void> sender = start(() -> {
                for (int i = 0; i < 3; i++) {
                    await(channel.send(i));
                }
                channel.close();
                return done();
            });
            AsyncIterator<Integer> iterator = channel.iterator();
            while (await(iterator.hasNext())) {
                log.add(iterator.next());
            }
            await(sender);
            return done();
        });
        assertThat(log).containsExactly(0, 1, 2);
    }

    @Test
    void nullAndNegativeCapacitiesAreRefusedWithAdvice() {
        assertThatThrownBy(() -> new Channel<>(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rendezvous");
        Channel<Integer> channel = new Channel<>(7);
        assertThat(channel.capacity()).isEqualTo(7);
        assertThatThrownBy(() -> channel.send(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("tryReceive()");
        assertThatThrownBy(() -> channel.trySend(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> channel.onSend(null, () -> 1)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void anotherLoopIsToldSo() {
        Channel<Integer> channel = new Channel<>();
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(timeout(ofMillis(1), channel.receive()))))
                    .isInstanceOf(DeadlineExceededException.class);
            return done();
        });
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(channel.send(1))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("this channel serves the tasks of another loop");
            return done();
        });
    }
}
