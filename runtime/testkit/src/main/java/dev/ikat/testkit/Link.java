package dev.ikat.testkit;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What it is like to send between hosts, in the directions that it was asked for ({@link Network#link}, {@link
 * Network#oneWay}, {@link Network#everywhere}). What is set holds for what is sent from now on. Within a host nothing is lost
 * and all takes no time.
 *
 * <p>What is lost and what comes twice is up to the scenario, as other faults are: it happens where a run is explored or
 * replayed, not in {@link Simulation#run(dev.ikat.AsyncCallable)}.
 */
public final class Link {
    private final List<Line> lines;

    Link(List<Line> lines) {
        this.lines = lines;
    }

    /** How long each message is under way; 1 ms unless it is set. */
    public Link latency(Duration always) {
        return latency(always, always);
    }

    /** How long a message is under way: any time in between, so that datagrams overtake each other. */
    public Link latency(Duration least, Duration most) {
        if (least.isNegative() || least.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "a latency from " + least + " to " + most + "; it is 0 at least, and most is not below least");
        }
        return set(line -> {
            line.leastLatency = least.toNanos();
            line.mostLatency = most.toNanos();
        });
    }

    /**
     * How likely it is that a message is lost, 0 to 1: a datagram for good, a segment of a connection until it is sent again,
     * 200 ms later and each time twice as long.
     */
    public Link loss(double probability) {
        requireProbability("loss", probability);
        return set(line -> line.loss = probability);
    }

    /** How likely it is that a datagram comes twice, 0 to 1. */
    public Link duplication(double probability) {
        requireProbability("duplication", probability);
        return set(line -> line.duplication = probability);
    }

    /** How many bytes leave in a second, in each direction. */
    public Link bandwidth(long bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a bandwidth of " + bytesPerSecond + " bytes/s; to stop all, cut() it");
        }
        return set(line -> line.bytesPerSecond = bytesPerSecond);
    }

    /**
     * Nothing arrives any more: datagrams are lost, connections wait and try again, and give up after a quarter of an hour. In
     * one direction only ({@link Network#oneWay}), it makes a peer that hears and is not heard.
     */
    public Link cut() {
        return set(line -> line.isCut = true);
    }

    /** Ends {@link #cut()}. */
    public Link heal() {
        return set(line -> line.isCut = false);
    }

    private Link set(Consumer<Line> setting) {
        lines.forEach(setting);
        return this;
    }

    private static void requireProbability(String what, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a " + what + " of " + probability + "; a probability is from 0 to 1");
        }
    }
}
