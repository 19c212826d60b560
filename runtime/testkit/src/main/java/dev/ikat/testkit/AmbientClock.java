package dev.ikat.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The simulation's time where one runs on the thread, and the machine's elsewhere. */
final class AmbientClock extends Clock {
    /** When every simulation begins. */
    static final Instant BEGIN = Instant.parse("2000-01-01T00:00:00Z");

    private final ZoneId zone;

    AmbientClock(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new AmbientClock(other);
    }

    @Override
    public Instant instant() {
        Simulation simulation = Ambient.timed();
        return simulation == null ? Clock.systemUTC().instant() : BEGIN.plusNanos(simulation.nanoTime());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AmbientClock clock && zone.equals(clock.zone);
    }

    @Override
    public int hashCode() {
        return zone.hashCode();
    }

    @Override
    public String toString() {
        return "AmbientClock[" + zone + "]";
    }
}
