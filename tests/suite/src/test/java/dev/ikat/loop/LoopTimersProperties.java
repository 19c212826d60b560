package dev.ikat.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Callbacks that insert timers and cancel them, due ones among them: on a loop, and on a sorted list. */
class LoopTimersProperties {
    private static final int AT_MOST = 300;

    @Property
    void theLoopFiresAsASortedListDoes(
            @ForAll long seed, @ForAll long origin, @ForAll @IntRange(min = 1, max = 50) int bits) {
        OnList model = new OnList(seed, bits);
        model.run();
        OnLoop loop = new OnLoop(seed, bits, origin);
        loop.run();
        assertThat(loop.log).isEqualTo(model.log);
    }

    /** The same program in both: what a timer does depends on its number only. */
    private abstract static class Program {
        final List<String> log = new ArrayList<>();
        private final long seed;
        private final int bits;
        private int inserted;

        Program(long seed, int bits) {
            this.seed = seed;
            this.bits = bits;
        }

        abstract void insert(int number, long delay);

        abstract void cancel(int number);

        void call(int number, long now) {
            log.add(number + " at " + now);
            Random random = new Random(seed + number);
            for (int i = random.nextInt(5); i > 0 && inserted < AT_MOST; i--) {
                insert(inserted++, anyDelay(random));
            }
            if (inserted > 0) {
                cancel(random.nextInt(inserted));
            }
        }

        /** Near ones and far ones alike, few of them past. */
        private long anyDelay(Random random) {
            long delay = random.nextLong() >>> (Long.SIZE - 1 - random.nextInt(bits));
            return random.nextInt(8) == 0 ? -delay : delay;
        }
    }

    private static final class OnLoop extends Program {
        private final FakeClock clock = new FakeClock();
        private final FakePoller poller = new FakePoller(clock);
        private final long origin;
        private final SelectorLoop loop;
        private final Map<Integer, TimerHandle> handles = new HashMap<>();

        OnLoop(long seed, int bits, long origin) {
            super(seed, bits);
            this.origin = origin;
            clock.nanos = origin;
            loop = new SelectorLoop(clock, poller);
        }

        void run() {
            loop.setExceptionHandler((source, context) -> log.add(context.toString()));
            loop.callSoon(() -> call(-1, 0));
            poller.onPoll = () -> {
                if (loop.pendingTimers() == 0) {
                    loop.callSoonThreadsafe(loop::stop);
                }
            };
            loop.runForever();
            loop.close();
        }

        @Override
        void insert(int number, long delay) {
            handles.put(number, loop.callAt(clock.nanos + delay, () -> call(number, clock.nanos - origin)));
        }

        @Override
        void cancel(int number) {
            if (handles.containsKey(number)) {
                handles.get(number).cancel();
            }
        }
    }

    private static final class OnList extends Program {
        private final List<Entry> waiting = new ArrayList<>();
        private final Set<Integer> cancelled = new HashSet<>();
        private long now;

        private record Entry(int number, long deadline) {}

        OnList(long seed, int bits) {
            super(seed, bits);
        }

        void run() {
            call(-1, 0);
            while (!waiting.isEmpty()) {
                now = Math.max(now, waiting.get(0).deadline);
                List<Entry> due =
                        waiting.stream().takeWhile(each -> each.deadline <= now).toList();
                waiting.removeAll(due);
                due.stream().filter(each -> !cancelled.contains(each.number)).forEach(each -> call(each.number, now));
            }
        }

        @Override
        void insert(int number, long delay) {
            long deadline = now + delay;
            int after = waiting.size();
            while (after > 0 && waiting.get(after - 1).deadline > deadline) {
                after--;
            }
            waiting.add(after, new Entry(number, deadline));
        }

        @Override
        void cancel(int number) {
            cancelled.add(number);
            waiting.removeIf(each -> each.number == number);
        }
    }
}
