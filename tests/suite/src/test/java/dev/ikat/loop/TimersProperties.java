package dev.ikat.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The wheel against a list that is kept sorted. */
class TimersProperties {
    /** Times stay within 2^60 ns when each of some hundred steps is below two to the power of this. */
    private static final int WIDEST = 50;

    /** The uppermost level is the one of the last four bits. */
    private static final int TOP_BITS = 60;

    /** A wheel has six levels: what earliestNanos may cost in wake-ups for nothing. */
    private static final int LEVELS = 6;

    private static final int TICK_BITS = 20;

    private final List<Entry> model = new ArrayList<>();
    private Timers timers = new Timers(new LoopOwner(), 0);
    private long origin;
    private long now;
    private Random random = new Random();

    private record Entry(Timer timer, long offset) {}

    private void begin(long seed, long somewhere) {
        random = new Random(seed);
        now = 0;
        model.clear();
        origin = random.nextBoolean() ? somewhere : (somewhere >> TOP_BITS << TOP_BITS) - anyDelay(WIDEST);
        timers = new Timers(new LoopOwner(), origin);
    }

    /** Less than two to the power of a random number below the bits: near ones and far ones alike. */
    private long anyDelay(int bits) {
        return random.nextLong() >>> (Long.SIZE - random.nextInt(bits + 1) - 1) >>> 1;
    }

    @Property
    void itFiresAsASortedListDoes(
            @ForAll long seed, @ForAll long somewhere, @ForAll @IntRange(min = 1, max = WIDEST) int bits) {
        begin(seed, somewhere);
        for (int step = 0; step < 500; step++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> insert(now + anyDelay(bits));
                case 4 -> insert(now - anyDelay(bits));
                case 5 -> insertAgain();
                case 6, 7 -> cancel();
                default -> fire(now += anyDelay(bits) / 4);
            }
            assertThat(timers.size()).isEqualTo(model.size());
            assertThat(step % 16 != 0 || timers.isConsistent()).isTrue();
        }
        fireAll();
    }

    @Property
    void aClockThatGoesBackDoesNoHarm(@ForAll long seed, @ForAll @IntRange(min = 1, max = WIDEST) int bits) {
        begin(seed, seed);
        for (int step = 0; step < 300; step++) {
            insert(now + anyDelay(bits));
            if (random.nextInt(4) == 0) {
                now += anyDelay(bits);
                fire(now -= anyDelay(bits));
            }
        }
        assertThat(timers.isConsistent()).isTrue();
        fireAll();
    }

    @Property
    void noneFiresLateAndFewWakeUpsAreInVain(
            @ForAll long seed,
            @ForAll long somewhere,
            @ForAll @IntRange(min = 1, max = TOP_BITS) int bits,
            @ForAll @IntRange(min = 1, max = 600) int count) {
        begin(seed, somewhere);
        long base = anyDelay(TOP_BITS);
        for (int i = 0; i < count; i++) {
            insert(base + anyDelay(bits));
        }
        for (int i = 0; i < count / 2; i++) {
            cancel();
        }
        int inVain = 0;
        while (!model.isEmpty()) {
            now = timers.earliestNanos() - origin;
            assertThat(now).as("the wake-up").isLessThanOrEqualTo(model.get(0).offset);
            boolean isDue = now == model.get(0).offset;
            inVain = isDue ? 0 : inVain + 1;
            assertThat(inVain).as("wake-ups in vain").isLessThanOrEqualTo(LEVELS);
            fire(now);
        }
    }

    private void insert(long offset) {
        Entry entry = new Entry(timers.add(origin + offset, () -> {}), offset);
        int after = model.size();
        while (after > 0 && model.get(after - 1).offset > offset) {
            after--;
        }
        model.add(after, entry); // equal ones stay in the order of insertion
        assertEarliest();
    }

    private void insertAgain() {
        if (!model.isEmpty()) {
            insert(model.get(random.nextInt(model.size())).offset);
        }
    }

    private void cancel() {
        if (!model.isEmpty()) {
            Timer timer = model.remove(random.nextInt(model.size())).timer;
            timer.cancel();
            assertThat(timer.isCancelled()).isTrue();
        }
    }

    /** Exact with few timers; else no later, and never in a tick that is over. */
    private void assertEarliest() {
        if (!model.isEmpty() && random.nextBoolean()) {
            long earliest = timers.earliestNanos() - origin;
            long exact = model.get(0).offset;
            assertThat(earliest).isLessThanOrEqualTo(exact);
            assertThat(model.size() > 64 || earliest == exact).isTrue();
        }
    }

    private void fire(long now) {
        while (!model.isEmpty() && model.get(0).offset <= now) {
            assertThat(timers.pollDue(origin + now)).isSameAs(model.remove(0).timer);
        }
        assertThat(timers.pollDue(origin + now)).isNull();
        assertEarliest();
    }

    private void fireAll() {
        while (!model.isEmpty()) {
            fire(now = Math.max(now, model.get(model.size() / 2).offset));
        }
        assertThat(timers.isEmpty()).isTrue();
        assertThat(timers.isConsistent()).isTrue();
    }

    @Property
    void equalDeadlinesFireInTheOrderOfInsertionHoweverFarTheyWere(
            @ForAll long somewhere, @ForAll @IntRange(min = 0, max = TOP_BITS) int bits) {
        begin(bits, somewhere);
        long deadline = 1L << bits;
        for (int i = 0; i < 3 * WIDEST; i++) {
            insert(deadline);
            insert(deadline + (random.nextBoolean() ? 1 : 1L << TICK_BITS));
            fire(now += (deadline - now) / 2);
        }
        fireAll();
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
    void aHeapThatGrewAndShrankStaysConsistent() {
        for (int round = 0; round < 3; round++) {
            List<Timer> inserted = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                inserted.add(timers.add(i * 31 % 997, () -> {}));
            }
            inserted.subList(0, 9_990).forEach(Timer::cancel);
            assertThat(timers.isConsistent()).isTrue();
            assertThat(timers.size()).isEqualTo(10);
            inserted.subList(9_990, 10_000).forEach(Timer::cancel);
            assertThat(timers.isConsistent()).isTrue();
        }
    }

    @Example
    void aTimerThatLeftKeepsNoOther() {
        List<Timer> inserted = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            inserted.add(timers.add(i % 3 * 1_000_000_000L, () -> {}));
        }
        inserted.subList(0, 1_000).forEach(Timer::cancel);
        for (Timer due; (due = timers.pollDue(1_000_000_000L)) != null; ) {
            due.run();
        }
        timers.clear();
        assertThat(inserted).allMatch(timer -> timer.next == null && timer.previous == null);
    }

    @Example
    void theFirstNanosecondOfATickBelongsToIt() {
        long tick = 1L << TICK_BITS;
        Timer early = timers.add(tick + 1, () -> {});
        Timer first = timers.add(2 * tick, () -> {});
        assertThat(timers.pollDue(tick + 1)).isSameAs(early);
        Timer second = timers.add(2 * tick, () -> {});
        assertThat(timers.pollDue(2 * tick)).isSameAs(first);
        assertThat(timers.pollDue(2 * tick)).isSameAs(second);
    }

    @Example
    void aFarTimerIsDueToTheNanosecond() {
        timers.add(Timers.MAX_DELAY_NANOS, () -> {});
        assertThat(timers.pollDue(5)).isNull();
        assertThat(timers.earliestNanos()).isEqualTo(Timers.MAX_DELAY_NANOS);
        assertThat(timers.pollDue(Timers.MAX_DELAY_NANOS - 1)).isNull();
        assertThat(timers.pollDue(Timers.MAX_DELAY_NANOS)).isNotNull();
    }

    @Example
    void whatIsEarliestIsKnownAgainAfterItsCancel() {
        Timer first = timers.add(5_000_000_000L, () -> {});
        timers.add(5_000_000_007L, () -> {});
        first.cancel();
        assertThat(timers.earliestNanos()).isEqualTo(5_000_000_007L);
    }

    @Example
    void clearCancelsAll() {
        Timer timer = timers.add(5, () -> {});
        Timer far = timers.add(5_000_000_000L, () -> {});
        timers.clear();
        assertThat(timer.isCancelled()).isTrue();
        assertThat(far.isCancelled()).isTrue();
        assertThat(timers.isEmpty()).isTrue();
        assertThat(timers.isConsistent()).isTrue();
        timer.cancel();
        far.cancel();
        assertThat(timers.isEmpty()).isTrue();
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
