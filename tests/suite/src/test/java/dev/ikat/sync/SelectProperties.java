package dev.ikat.sync;

import static dev.ikat.Ikat.*;
import static dev.ikat.sync.Select.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.AsyncIterator;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Promise;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Values are neither lost nor doubled, whichever case of a select wins, whatever is cancelled, and whenever. */
class SelectProperties {
    private static final int STEPS = 200;
    private static final int CHANNELS = 3;

    /** The values whose send returned. */
    private final List<Integer> sent = new ArrayList<>();

    private final List<Integer> received = new ArrayList<>();

    /** The values that tasks which were cancelled were about to send to a rendezvous. */
    private final Set<Integer> doubtful = new HashSet<>();

    private final List<Channel<Integer>> channels = new ArrayList<>();
    private final List<Task<Void>> tasks = new ArrayList<>();
    private int value;
    private int capacity;

    private void reset(int capacity) {
        this.capacity = capacity;
        value = 0;
        sent.clear();
        received.clear();
        doubtful.clear();
        channels.clear();
        tasks.clear();
        for (int i = 0; i < CHANNELS; i++) {
            channels.add(new Channel<>(capacity));
        }
    }

    @Property(tries = 500)
    void whatWasSentIsReceivedOnce(@ForAll long seed, @ForAll @IntRange(max = 2) int capacity) {
        reset(capacity);
        VirtualLoop.run(() -> chaos(new Random(seed)));
        check();
    }

    private void check() {
        assertThat(channels).allMatch(channel -> channel.exchange().isSettled());
        assertThat(received).doesNotHaveDuplicates().containsAll(sent);
        List<Integer> surplus = new ArrayList<>(received);
        surplus.removeAll(sent);
        assertThat(doubtful).as("received, though no send returned").containsAll(surplus);
        if (capacity > 0) {
            assertThat(surplus).isEmpty();
        }
    }

    /** Starts and cancels tasks, at random turns and times; then closes the channels, and drains them. */
    @Async
    private Coroutine<Void> chaos(Random random) {
        Promise<Integer> promise = promise();
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(10)) {
                case 0 -> tasks.add(start(sends(any(random))));
                case 1 -> tasks.add(start(receives(any(random))));
                case 2, 3, 4 -> tasks.add(start(selects(random, promise)));
                case 5 -> tasks.add(start(inTime(selects(random, promise), random.nextInt(3))));
                case 6 -> now(any(random), random);
                case 7 -> await(yieldNow());
                default -> await(sleep(ofMillis(random.nextInt(3))));
            }
            if (random.nextInt(3) == 0 && !tasks.isEmpty()) {
                tasks.get(random.nextInt(tasks.size())).cancel();
            }
            if (step == STEPS / 2) {
                promise.complete(0);
                promise = promise();
            }
        }
        await(sleep(ofMillis(9)));
        assertThat(channels).allMatch(channel -> channel.exchange().isSettled());
        channels.forEach(Channel::close);
        promise.complete(0);
        for (Channel<Integer> channel : channels) {
            AsyncIterator<Integer> left = channel.iterator();
            while (await(left.hasNext())) {
                received.add(left.next());
            }
        }
        for (Task<Void> task : tasks) {
            try {
                await(task);
            } catch (CancelledError | DeadlineExceededException | ChannelClosedException expected) {
                assertThat(task.isDone()).isTrue();
            }
        }
        return done();
    }

    private Channel<Integer> any(Random random) {
        return channels.get(random.nextInt(CHANNELS));
    }

    private void now(Channel<Integer> channel, Random random) {
        if (random.nextBoolean()) {
            int mine = value++;
            if (channel.trySend(mine)) {
                sent.add(mine);
            }
        } else {
            Integer got = channel.tryReceive();
            if (got != null) {
                received.add(got);
            }
        }
    }

    @Async
    private Coroutine<Void> sends(Channel<Integer> channel) {
        int mine = value++;
        try {
            await(channel.send(mine));
            sent.add(mine);
        } catch (CancelledError error) {
            doubtful.add(mine);
            throw error;
        }
        return done();
    }

    @Async
    private Coroutine<Void> receives(Channel<Integer> channel) {
        received.add(await(channel.receive()));
        return done();
    }

    /** The functions run once, at the end, so what they log is what the select did. */
    @Async
    private Coroutine<Void> selects(Random random, Promise<Integer> promise) {
        List<Case<Integer>> cases = new ArrayList<>();
        Set<Integer> mine = new HashSet<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            cases.add(oneCase(random, promise, mine));
        }
        try {
            await(select(cases));
        } catch (CancelledError error) {
            doubtful.addAll(mine);
            throw error;
        }
        return done();
    }

    private Case<Integer> oneCase(Random random, Promise<Integer> promise, Set<Integer> mine) {
        switch (random.nextInt(9)) {
            case 0, 1, 2, 3:
                return any(random).onReceive(got -> {
                    received.add(got);
                    return got;
                });
            case 4, 5, 6:
                int out = value++;
                mine.add(out);
                return any(random).onSend(out, () -> {
                    sent.add(out);
                    return out;
                });
            case 7:
                return onDone(promise, done -> -1);
            default:
                return onTimeout(ofMillis(random.nextInt(4)), () -> -1);
        }
    }

    @Async
    private static Coroutine<Void> inTime(Coroutine<Void> coroutine, int millis) {
        return timeout(ofMillis(millis), coroutine);
    }

    /** A select cancelled at any turn of a meeting with two partners, from before the await to after it. */
    @Property(tries = 500)
    void aSelectCancelledAtAnyTurnDidOneThingOrNothing(
            @ForAll @IntRange(max = 6) int cancelTurn,
            @ForAll @IntRange(max = 4) int firstTurn,
            @ForAll @IntRange(max = 4) int secondTurn,
            @ForAll @IntRange(max = 2) int capacity) {
        reset(capacity);
        VirtualLoop.run(() -> {
            Channel<Integer> in = channels.get(0);
            Channel<Integer> out = channels.get(1);
            int mine = value++;
            doubtful.add(mine);
            for (int i = 0; i < capacity; i++) { // so that the send has to wait
                int filling = value++;
                sent.add(filling);
                out.trySend(filling);
            }
            Task<Integer> select = start(select(
                    in.onReceive(got -> {
                        received.add(got);
                        return got;
                    }),
                    out.onSend(mine, () -> {
                        sent.add(mine);
                        return mine;
                    })));
            for (int turn = 0; turn <= 8; turn++) {
                if (turn == firstTurn) {
                    tasks.add(start(sends(in)));
                }
                if (turn == secondTurn) {
                    tasks.add(start(receives(out)));
                }
                if (turn == cancelTurn) {
                    select.cancel();
                }
                await(yieldNow());
            }
            assertThat(select.isDone()).isTrue();
            assertThat(select.isCancelled() && sent.contains(mine)).isFalse();
            for (Task<Void> task : tasks) {
                task.cancel();
            }
            await(yieldNow());
            await(yieldNow());
            for (Channel<Integer> channel : channels) {
                for (Integer left; (left = channel.tryReceive()) != null; ) {
                    received.add(left);
                }
            }
            return done();
        });
        check();
    }
}
