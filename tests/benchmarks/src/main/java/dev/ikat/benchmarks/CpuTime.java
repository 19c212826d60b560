package dev.ikat.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The processor time of an operation: what Java threads used, carriers of virtual threads among them, compilers and
 * collectors not, nor a thread that ended meanwhile. On an idle machine it is the time by the clock; on a shared one it does not count the waiting for a
 * processor.
 */
public final class CpuTime implements InternalProfiler {
    static final String LABEL = "cpu.norm";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private Map<Long, Long> before = Map.of();

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = nanosByThread();
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long nanos = 0;
        for (Map.Entry<Long, Long> thread : nanosByThread().entrySet()) {
            nanos += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
        }
        double each = (double) nanos / result.getMetadata().getAllOps();
        return List.of(new ScalarResult(LABEL, each, "ns/op", AggregationPolicy.AVG));
    }

    @Override
    public String getDescription() {
        return "processor time of an operation";
    }

    /** By thread, as one that ended in between would otherwise be taken from what the others used. */
    private Map<Long, Long> nanosByThread() {
        Map<Long, Long> used = new HashMap<>();
        for (long thread : threads.getAllThreadIds()) {
            long nanos = threads.getThreadCpuTime(thread);
            if (nanos > 0) {
                used.put(thread, nanos);
            }
        }
        return used;
    }
}
