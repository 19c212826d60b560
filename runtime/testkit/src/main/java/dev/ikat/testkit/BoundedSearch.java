package dev.ikat.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Every run of a program with at most so many deviations from production's order and so many faults: each once, those with fewer of them
 * first, in an order that depends on the program alone. A run departs from another at one point after the last at which that one
 * departed, so each comes from one other and no list of those seen is needed; a turn with one ready task is no point. What a choice costs {@link Walk}
 * says. What is kept are the runs from which others may depart at a cost, and those on the way to the last one that cost nothing.
 *
 * <p>Source: bounding what is out of the ordinary and not how long it lasts, since few errors need much of it, is from Musuvathi and Qadeer,
 * "Iterative Context Bounding for Systematic Testing of Multithreaded Programs", PLDI 2007; counting from a deterministic scheduler, which here is
 * production's, from Emmi, Qadeer and Rakamarić, "Delay-Bounded Scheduling", POPL 2011. Runs that differ only in the order of steps
 * which do not touch each other are tried all (no partial order reduction): the kit does not know what a step touches.
 */
final class BoundedSearch {
    private final int mostDeviations;
    private final int mostFaults;

    /** What others may depart from at a cost, those of less cost first. */
    private final Deque<Walk> open = new ArrayDeque<>();

    /** Of the last run and those that it departs from for nothing, the last on top. */
    private final Deque<Departures> costless = new ArrayDeque<>();

    private @Nullable Departures costing;
    private @Nullable Walk from;
    private boolean begun;

    BoundedSearch(int mostDeviations, int mostFaults) {
        this.mostDeviations = mostDeviations;
        this.mostFaults = mostFaults;
    }

    /** The next one to run, and then to hand to {@link #ended}; null when all have been. */
    @Nullable
    Walk next() {
        if (!begun) {
            begun = true;
            return Walk.plain(mostFaults > 0);
        }
        while (true) {
            Departures departures = costless.peek();
            if (departures == null) {
                departures = costing;
            }
            Walk next = departures == null ? null : departures.next();
            if (next != null && departures != null) {
                from = departures.walk;
                return next;
            }
            if (costless.poll() == null) {
                Walk walk = open.poll();
                if (walk == null) {
                    return null;
                }
                costing = new Departures(walk, true);
            }
        }
    }

    /** Takes note of a run that is over; false when it went another way than the one that it departs from. */
    boolean ended(Walk walk) {
        if (from != null && !walk.follows(from)) {
            return false;
        }
        costless.push(new Departures(walk, false));
        if (walk.deviations() < mostDeviations || walk.faultsMet() < mostFaults) {
            open.add(walk);
        }
        return true;
    }

    /** The runs that depart from one, at a cost or for nothing. */
    private final class Departures {
        final Walk walk;
        private final boolean costs;
        private int point;
        private int choice;

        Departures(Walk walk, boolean costs) {
            this.walk = walk;
            this.costs = costs;
            point = walk.firstFree();
        }

        @Nullable
        Walk next() {
            while (point < walk.points()) {
                choice++;
                if (choice > walk.alternatives(point)) {
                    point++;
                    choice = 0;
                } else if (walk.costs(point, choice) == costs && (!costs || isWithin())) {
                    return walk.departing(point, choice);
                }
            }
            return null;
        }

        private boolean isWithin() {
            return walk.isQuestion(point) ? walk.faultsMet() < mostFaults : walk.deviations() < mostDeviations;
        }
    }
}
