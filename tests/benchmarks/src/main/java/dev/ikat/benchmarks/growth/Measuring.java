package dev.ikat.benchmarks.growth;

import dev.ikat.Runner;
import dev.ikat.benchmarks.VirtualPoller;
import dev.ikat.loop.SelectorLoop;
import java.util.Objects;
import java.util.stream.DoubleStream;

/**
 * One row in this JVM: for each amount a line of the amount and the rounds' nanoseconds an operation, sorted. Small amounts
 * are repeated, so that the compilers have done their work before any is measured. Quick leaves out the largest amount.
 */
final class Measuring {
    private static final int WARM_OPERATIONS = 300_000;
    private static final int ROUNDS = 9;
    private static final int FEW_ROUNDS = 3;
    private static final double LONG_NANOS = 2e9;

    /** A connection has two descriptors here, of which a process is often allowed 20,000. */
    private static final int LEAST_CONNECTIONS = 8;

    private static final int LEAST = 1_000;

    private final Work work;
    private final boolean channels;
    private final boolean quick;

    private Measuring(Work work, boolean channels, boolean quick) {
        this.work = work;
        this.channels = channels;
        this.quick = quick;
    }

    public static void main(String[] arguments) {
        String name = arguments[0];
        Work work = Objects.requireNonNull(Rows.all().get(name));
        boolean channels = name.equals(Rows.CONNECTIONS);
        new Measuring(work, channels, Boolean.parseBoolean(arguments[1])).run(channels ? LEAST_CONNECTIONS : LEAST);
    }

    private void run(int least) {
        for (long done = 0; done < WARM_OPERATIONS / (quick ? 3 : 1); ) {
            done += once(10 * least).operations();
        }
        int amount = least;
        for (int decade = quick ? 1 : 0; decade < 4; decade++, amount *= 10) {
            once(amount);
            StringBuilder line = new StringBuilder().append(amount);
            rounds(amount).sorted().forEach(each -> line.append(' ').append(each));
            System.out.println(line);
        }
    }

    /** Fewer where they take long. */
    private DoubleStream rounds(int amount) {
        DoubleStream.Builder nanos = DoubleStream.builder();
        int left = quick ? FEW_ROUNDS : ROUNDS;
        for (double total = 0; left > 0; left--) {
            double each = once(amount).nanosPerOperation();
            nanos.add(each);
            total += each * amount;
            left = total > LONG_NANOS ? Math.min(left, FEW_ROUNDS) : left;
        }
        return nanos.build();
    }

    private Watch once(int amount) {
        Watch watch = new Watch();
        try (Runner runner = channels ? Runner.builder().build() : simulated()) {
            watch.start();
            runner.run(work.of(amount, watch));
            if (!watch.hasStopped()) {
                watch.stop(amount);
            }
        }
        return watch;
    }

    /** Waiting takes no time. */
    private static Runner simulated() {
        VirtualPoller poller = new VirtualPoller();
        return Runner.builder()
                .loopFactory(() -> new SelectorLoop(() -> poller.nowNanos, poller))
                .build();
    }
}
