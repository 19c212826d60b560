package acme;

import static dev.ikat.Ikat.*;

import acmes.Elsewhere;
import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.testkit.Simulation;
import dev.ikat.testkit.SimulationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Fails now and then, by what it asks of the world; run by the kit's tests in JVMs with the agent's options, and without. */
public final class Lottery {
    private static boolean won;

    private Lottery() {}

    @Async
    static Coroutine<Void> draw() {
        Instant begin = Instant.now();
        await(sleep(Duration.ofHours(1)));
        UUID ticket = UUID.randomUUID();
        if (Math.random() < 0.2) {
            throw new IllegalStateException(ticket + " wins after " + Duration.between(begin, Instant.now()));
        }
        return done();
    }

    /** Two players, so that there is an order. */
    @Async
    public static Coroutine<Void> program() {
        await(gather(start(draw(), "Ann"), start(draw(), "Bob")));
        return done();
    }

    /** Has one winner, however often it is run. */
    @Async
    public static Coroutine<Void> once() {
        await(yieldNow());
        if (!won) {
            won = true;
            await(draw());
            throw new IllegalStateException("wins");
        }
        return done();
    }

    public static void main(String[] arguments) {
        Instant begin = Simulation.run(() -> done(Elsewhere.now()));
        System.out.println("elsewhere " + (begin.equals(Instant.parse("2000-01-01T00:00:00Z")) ? "simulated" : "real"));
        try {
            Simulation.explore(() -> program()).tries(100).run();
        } catch (SimulationFailure failure) {
            System.out.println(failure.getMessage() + "\n" + failure.getCause());
            for (int i = 0; i < 10; i++) {
                try {
                    Simulation.run(failure.scenario(), () -> program());
                } catch (IllegalStateException again) {
                    System.out.println(
                            again.getMessage().equals(failure.getCause().getMessage()));
                } catch (AssertionError again) {
                    System.out.println(again.getMessage());
                }
            }
        }
    }
}
