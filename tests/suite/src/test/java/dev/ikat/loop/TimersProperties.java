package dev.ikat.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The heap against a list that is kept sorted. */
class TimersProperties {
    private final Timers timers = new Timers(new LoopOwner());

    private record Entry(Timer timer, long offset) {}

    @Property
    void itFiresAsASortedListDoes(
            @ForAll long seed, @ForAll long origin, @ForAll @IntRange(min = 1, max = 2000) int spread) {
        Random random = new Random(seed);
        List<Entry> model = new ArrayList<>();
        long now = 0;
        for (int step = 0; step < 500; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3, 4 -> insert(model, origin, now + random.nextInt(spread) - spread / 10);
                case 5, 6 -> cancel(model, random);
                default -> fire(model, origin, now += random.nextInt(spread) / 4);
            }
            assertThat(timers.size()).isEqualTo(model.size());
            assertThat(timers.isConsistent()).isTrue();
        }
        fire(model, origin, now + spread);
        assertThat(timers.isEmpty()).isTrue();
    }

    private void insert(List<Entry> model, long origin, long offset) {
        model.add(new Entry(timers.add(origin + offset, () -> {}), offset));
        model.sort(Comparator.comparingLong(Entry::offset)); // stable: equal ones stay in the order of insertion
        assertThat(timers.earliestNanos()).isEqualTo(origin + model.get(0).offset);
    }

    private void cancel(List<Entry> model, Random random) {
        if (!model.isEmpty()) {
            Timer timer = model.remove(random.nextInt(model.size())).timer;
            timer.cancel();
            assertThat(timer.isCancelled()).isTrue();
        }
    }

    private void fire(List<Entry> model, long origin, long now) {
        while (!model.isEmpty() && model.get(0).offset <= now) {
            assertThat(timers.pollDue(origin + now)).isSameAs(model.remove(0).timer);
        }
        assertThat(timers.pollDue(origin + now)).isNull();
    }

    @Example
    void equalDeadlinesFireInTheOrderOfInsertion() {
        List<Timer> inserted = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            inserted.add(timers.add(7, () -> {}));
        }
        for (Timer timer : inserted) {
            assertThat(timers.pollDue(7)).isSameAs(timer);
        }
    }

    @Example
    void cancelledTimersLeaveAtOnce() {
        Timer kept = timers.add(5, () -> {});
        for (int i = 0; i < 100_000; i++) {
            timers.add(i, () -> {}).cancel();
            assertThat(timers.size()).isEqualTo(1);
        }
        assertThat(timers.pollDue(5)).isSameAs(kept);
    }

    @Example
    void itShrinksAndStaysConsistent() {
        List<Timer> inserted = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            inserted.add(timers.add(i * 31 % 997, () -> {}));
        }
        inserted.subList(0, 9_990).forEach(Timer::cancel);
        assertThat(timers.isConsistent()).isTrue();
        assertThat(timers.size()).isEqualTo(10);
    }

    @Example
    void clearCancelsAll() {
        Timer timer = timers.add(5, () -> {});
        timers.clear();
        assertThat(timer.isCancelled()).isTrue();
        assertThat(timers.isEmpty()).isTrue();
        timer.cancel();
    }

    @Example
    void aTimerRunsOnce() {
        int[] runs = new int[1];
        Timer timer = timers.add(5, () -> runs[0]++);
        Timer due = timers.pollDue(5);
        assertThat(due).isSameAs(timer).hasToString("timer[5 ns, due]");
        due.run();
        due.run();
        assertThat(runs[0]).isEqualTo(1);
        timer.cancel();
        assertThat(timer.isCancelled()).as("it ran before").isFalse();
        assertThat(timer).hasToString("timer[5 ns, fired]");
    }

    @Example
    void aDelayTooLargeForNanosecondsSaturates() {
        assertThat(Timers.nanos(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Timers.MAX_DELAY_NANOS);
        assertThat(Timers.nanos(Duration.ofSeconds(Long.MIN_VALUE))).isEqualTo(-Timers.MAX_DELAY_NANOS);
        assertThat(Timers.nanos(Duration.ofSeconds(1, 5))).isEqualTo(1_000_000_005);
        assertThat(Timers.nanos(Duration.ofNanos(-5))).isEqualTo(-5);
    }

    @Property
    void clampedDeadlinesAreComparable(@ForAll long now, @ForAll long deadline) {
        long clamped = Timers.clamp(deadline, now);
        assertThat(clamped - now).isBetween(-Timers.MAX_DELAY_NANOS, Timers.MAX_DELAY_NANOS);
        assertThat(Long.signum(clamped - now)).isEqualTo(Long.signum(deadline - now));
    }

    @Property
    void delaysAreExactWithinRange(@ForAll @IntRange int seconds, @ForAll @IntRange(min = 0, max = 999_999_999) int n) {
        assertThat(Timers.nanos(Duration.ofSeconds(seconds, n))).isEqualTo(seconds * 1_000_000_000L + n);
    }
}
