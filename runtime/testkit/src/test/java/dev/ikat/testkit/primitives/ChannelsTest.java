package dev.ikat.testkit.primitives;

import static dev.ikat.Ikat.*;
import static dev.ikat.sync.Select.*;
import static dev.ikat.testkit.primitives.Explored.*;

import dev.ikat.Async;
import dev.ikat.AsyncIterator;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Promise;
import dev.ikat.Task;
import dev.ikat.sync.Case;
import dev.ikat.sync.Channel;
import dev.ikat.sync.ChannelClosedException;
import dev.ikat.testkit.Simulation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Values are received once, in the order of their sending; a select does one thing; closing tells everybody. */
class ChannelsTest {
    private static final int CLIENTS = 5;
    private static final int TIMES = 5;
    private static final int CHANNELS = 2;

    /** A channel, and what must be in it. */
    private static final class Pipe {
        final Channel<Integer> channel;
        final Deque<Integer> sent = new ArrayDeque<>();

        /** Of each sender the last value that was received. */
        final Map<Integer, Integer> last = new HashMap<>();

        int sending;
        int receiving;

        Pipe(int capacity) {
            channel = new Channel<>(capacity);
        }

        boolean isRendezvous() {
            return channel.capacity() == 0;
        }

        /** Nobody waits for what another one waits to give. */
        void checkQuiet() {
            boolean stuck =
                    isRendezvous() ? receiving > 0 && sending > 0 : sending > 0 && channel.size() < channel.capacity();
            check(
                    !stuck && (receiving == 0 || channel.size() == 0),
                    sending + " send, " + receiving + " receive at " + channel);
        }
    }

    /** What clients have done with the channels. */
    private static final class Talk {
        final List<Pipe> pipes = new ArrayList<>();
        final Promise<Integer> bell = promise();
        final Set<Integer> received = new HashSet<>();
        final Set<Integer> sent = new HashSet<>();

        /** Cancelled at a rendezvous: they may have been sent. */
        final Set<Integer> doubtful = new HashSet<>();

        int number;
        int names;

        Talk(int capacity) {
            for (int i = 0; i < CHANNELS; i++) {
                pipes.add(new Pipe(capacity));
            }
        }

        boolean agrees() {
            return pipes.stream()
                    .allMatch(each -> each.isRendezvous()
                            || (each.channel.size() == each.sent.size()
                                    && each.channel.size() <= each.channel.capacity()));
        }

        /** A value tells its sender: who is sending another one only when that has ended. */
        private int value(int sender) {
            return number++ * 100 + sender;
        }

        void wasSent(Pipe pipe, int value) {
            check(sent.add(value), "sent twice");
            pipe.sent.add(value);
        }

        void wasReceived(Pipe pipe, int value) {
            check(received.add(value), value + " was received twice");
            if (!pipe.isRendezvous()) {
                Integer first = pipe.sent.poll();
                check(first != null && first == value, value + " was received before " + first);
            }
            Integer before = pipe.last.put(value % 100, value);
            check(before == null || before < value, value + " was received after " + before);
        }

        @Async
        Coroutine<Void> client(Random random) {
            int name = names++;
            for (int i = 0; i < TIMES; i++) {
                Pipe pipe = pipes.get(random.nextInt(CHANNELS));
                try {
                    await(pause(random));
                    await(step(pipe, name, random));
                } catch (CancelledError cancelled) {
                    survive();
                } catch (DeadlineExceededException late) {
                    check(!leaves(currentTask()), "the deadline is over");
                } catch (ChannelClosedException end) {
                    check(pipes.stream().anyMatch(each -> each.channel.isClosed()), "none is closed");
                }
            }
            return done();
        }

        private Coroutine<Void> step(Pipe pipe, int name, Random random) {
            return switch (random.nextInt(10)) {
                case 0, 1 -> send(pipe, name, random);
                case 2, 3 -> receive(pipe, random);
                case 4 -> iterate(pipe, random);
                case 5 -> now(pipe, name, random);
                default -> selects(name, random);
            };
        }

        @Async
        private Coroutine<Void> send(Pipe pipe, int name, Random random) {
            int value = value(name);
            pipe.sending++;
            try {
                await(perhapsInTime(random, pipe.channel.send(value)));
            } catch (CancelledError | DeadlineExceededException cancelled) {
                doubtful.add(value);
                throw cancelled;
            } finally {
                pipe.sending--;
            }
            wasSent(pipe, value);
            return done();
        }

        @Async
        private Coroutine<Void> receive(Pipe pipe, Random random) {
            int value;
            pipe.receiving++;
            try {
                value = await(perhapsInTime(random, pipe.channel.receive()));
            } catch (ChannelClosedException end) {
                check(
                        (pipe.channel.isClosed() && pipe.sent.isEmpty()) || pipe.isRendezvous(),
                        "told of the end before it");
                throw end;
            } finally {
                pipe.receiving--;
            }
            wasReceived(pipe, value);
            return done();
        }

        @Async
        private Coroutine<Void> iterate(Pipe pipe, Random random) {
            AsyncIterator<Integer> iterator = pipe.channel.iterator();
            boolean more;
            pipe.receiving++;
            try {
                more = await(perhapsInTime(random, iterator.hasNext()));
            } finally {
                pipe.receiving--;
            }
            if (more) {
                wasReceived(pipe, iterator.next());
            } else {
                check(pipe.channel.isClosed() && pipe.channel.size() == 0, "the iteration ended before the channel");
            }
            return done();
        }

        private Coroutine<Void> now(Pipe pipe, int name, Random random) {
            if (random.nextBoolean()) {
                int value = value(name);
                if (pipe.channel.trySend(value)) {
                    wasSent(pipe, value);
                }
            } else {
                Integer value = pipe.channel.tryReceive();
                if (value != null) {
                    wasReceived(pipe, value);
                }
            }
            return done();
        }

        /** Both channels, in or out, and perhaps a promise or a time. */
        @Async
        private Coroutine<Void> selects(int name, Random random) {
            List<Case<Integer>> cases = new ArrayList<>();
            Set<Integer> mine = new HashSet<>();
            int[] chosen = {0};
            boolean[] sends = {random.nextBoolean(), random.nextBoolean()};
            for (int i = 0; i < CHANNELS; i++) {
                cases.add(sends[i] ? out(pipes.get(i), value(name), mine, chosen) : in(pipes.get(i), chosen));
            }
            switch (random.nextInt(4)) {
                case 0 -> cases.add(onDone(bell, rung -> ++chosen[0]));
                case 1 -> cases.add(onTimeout(moments(random.nextInt(4)), () -> ++chosen[0]));
                default -> {}
            }
            wait(sends, 1);
            try {
                await(perhapsInTime(random, select(cases)));
                check(chosen[0] == 1, chosen[0] + " cases of a select have run");
            } catch (CancelledError | DeadlineExceededException | ChannelClosedException nothing) {
                check(chosen[0] == 0, "a case has run, and the select threw " + nothing);
                doubtful.addAll(mine);
                throw nothing;
            } finally {
                wait(sends, -1);
            }
            return done();
        }

        private Case<Integer> out(Pipe pipe, int value, Set<Integer> mine, int[] chosen) {
            mine.add(value);
            return pipe.channel.onSend(value, () -> {
                wasSent(pipe, value);
                return ++chosen[0];
            });
        }

        private Case<Integer> in(Pipe pipe, int[] chosen) {
            return pipe.channel.onReceive(value -> {
                wasReceived(pipe, value);
                return ++chosen[0];
            });
        }

        private void wait(boolean[] sends, int more) {
            for (int i = 0; i < CHANNELS; i++) {
                Pipe pipe = pipes.get(i);
                pipe.sending += sends[i] ? more : 0;
                pipe.receiving += sends[i] ? 0 : more;
            }
        }
    }

    private static void explore(int capacity) {
        inManyOrders(() -> {
            Random random = new Random(Simulation.current().random().nextLong());
            Talk talk = new Talk(capacity);
            Simulation.current().always("channels hold what was sent", talk::agrees);
            List<Task<Void>> tasks = clients(CLIENTS, talk::client);
            if (random.nextInt(3) > 0) {
                Task<Void> quiet = whenQuiet(() -> talk.pipes.forEach(Pipe::checkQuiet));
                await(sleep(LONG));
                await(quiet);
                talk.pipes.forEach(Pipe::checkQuiet);
            }
            if (random.nextBoolean()) {
                talk.bell.complete(1);
                await(pause(random));
            }
            for (Pipe each : talk.pipes) {
                each.channel.close();
                await(pause(random));
            }
            await(ended(tasks));
            for (Pipe each : talk.pipes) {
                AsyncIterator<Integer> left = each.channel.iterator();
                while (await(left.hasNext())) {
                    talk.wasReceived(each, left.next());
                }
            }
            check(talk.received.containsAll(talk.sent), talk.sent + " were sent, received " + talk.received);
            talk.received.removeAll(talk.sent);
            check(
                    talk.received.isEmpty() || (capacity == 0 && talk.doubtful.containsAll(talk.received)),
                    talk.received + " were never sent");
            return done();
        });
    }

    @Test
    void rendezvous() {
        explore(0);
    }

    @Test
    void channelsOfOne() {
        explore(1);
    }

    @Test
    void channelsOfTwo() {
        explore(2);
    }
}
