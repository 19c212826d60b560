package dev.ikat.benchmarks.growth;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The processor time of this thread between start and stop; a row that starts it not is measured as a whole. */
final class Watch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long begin;
    private long nanos = -1;
    private long operations;

    void start() {
        begin = THREADS.getCurrentThreadCpuTime();
    }

    /** What was done since the start. */
    void stop(long operations) {
        nanos = THREADS.getCurrentThreadCpuTime() - begin;
        this.operations = operations;
    }

    boolean hasStopped() {
        return nanos >= 0;
    }

    long operations() {
        return operations;
    }

    double nanosPerOperation() {
        return (double) nanos / operations;
    }
}
