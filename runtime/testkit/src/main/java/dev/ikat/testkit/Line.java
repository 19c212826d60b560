package dev.ikat.testkit;

/** What it is like to send from one host to another: one direction. Times in nanoseconds. */
final class Line {
    long leastLatency;
    long mostLatency;
    double loss;
    double duplication;

    /** 0 for any number. */
    long bytesPerSecond;

    boolean isCut;

    /** When the last byte that was sent has left. */
    private long freeNanos;

    static Line between(long leastLatency, long mostLatency) {
        Line line = new Line();
        line.leastLatency = leastLatency;
        line.mostLatency = mostLatency;
        return line;
    }

    /** One like it, on which nothing is under way. */
    Line copy() {
        Line copy = between(leastLatency, mostLatency);
        copy.loss = loss;
        copy.duplication = duplication;
        copy.bytesPerSecond = bytesPerSecond;
        copy.isCut = isCut;
        return copy;
    }

    /** When bytes have left that are sent now. */
    long sentNanos(long nowNanos, int bytes) {
        if (bytesPerSecond == 0) {
            return nowNanos;
        }
        freeNanos = Math.max(freeNanos, nowNanos) + (long) Math.ceil(bytes * 1e9 / bytesPerSecond);
        return freeNanos;
    }
}
