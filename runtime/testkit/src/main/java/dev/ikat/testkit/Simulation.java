package dev.ikat.testkit;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;

import dev.ikat.Async;
import dev.ikat.AsyncCallable;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Promise;
import dev.ikat.Runner;
import dev.ikat.io.Dns;
import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.EventLoop;
import dev.ikat.loop.Order;
import dev.ikat.loop.SelectorLoop;
import dev.ikat.loop.TimerHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program in simulated time: on the loop of production, with a clock that moves on when nothing is ready, so that a
 * year of sleeps takes milliseconds. Which task goes next, and which faults happen, is up to the {@link Scenario}; nothing
 * else is left to chance in a program that takes its random numbers from {@link #random} and its time from the loop.
 *
 * <pre>{@code
 * Simulation.run(() -> main());                        // in production's order
 * Simulation.explore(() -> main()).tries(1000).run();  // in others, until one fails
 * Simulation.replay("42/17:1/", () -> main());         // the one that a failure said to paste
 * }</pre>
 *
 * <p>A run fails with what the program throws; with an error that reached the loop and that nobody caught; when it would wait for ever
 * ({@link DeadlockError}); when an {@link #always} does not hold; and when it leaves something behind ({@link Leaks}). The program is one of one thread: calls that it makes with {@code toThread}
 * are made on the loop's, and take no time unless {@link #calls} says so. Processes, signals and streams that block are none of a simulation's: they throw at once.
 */
public final class Simulation {
    private static final int MOST_ASKED = 1_000_000;
    private static final ThreadLocal<@Nullable Simulation> CURRENT = new ThreadLocal<>();

    private final Faults faults;
    private final Random random;
    private final Turns turns;
    private final int mostSteps;
    private final Timeline timeline = new Timeline();
    private final Network network;
    private final List<ErrorContext> errors = new ArrayList<>();
    private final Map<String, BooleanSupplier> invariants = new LinkedHashMap<>();
    private final List<Expectation> expectations = new ArrayList<>();
    private final Liveness liveness = new Liveness();
    private final BlockingCalls calls;
    private final boolean tells;

    /** Of the run that is on, or was last. */
    private Leaks leaks = new Leaks();

    /** Set when the run is to fail, or has ended: what is cleaned up then fails no more. */
    private boolean over;

    /** What the program asked for that is not simulated, first of all; it may have caught that. */
    private @Nullable NotSimulatedError notSimulated;

    private int stepAsked;
    private int asked;

    /** What is to hold before a time. */
    private record Expectation(
            EventLoop loop, BooleanSupplier condition, long sinceNanos, Promise<Duration> promise, TimerHandle timer) {
        void meet(Duration after) {
            timer.cancel();
            promise.tryComplete(after);
        }
    }

    Simulation(long seed, Strategy strategy, Faults faults, int mostSteps, boolean tells) {
        this.faults = faults;
        this.mostSteps = mostSteps;
        random = new Random(new SplittableRandom(seed).nextLong());
        turns = new Turns(strategy, tells, this::beforeEach);
        network = new Network(timeline, seed, new Hosts());
        calls = new BlockingCalls(seed);
        this.tells = tells;
    }

    /** What the network asks of this. */
    private final class Hosts implements Network.World {
        @Override
        public boolean fault(String point, double probability) {
            return !over && faults.at(point, probability);
        }

        @Override
        public int next(Order.Ready ready, Host host) {
            return turns.next(ready, host.name());
        }

        @Override
        public void error(ErrorContext context) {
            errors.add(context);
        }

        @Override
        public Executor calls(EventLoop loop) {
            return calls.on(loop);
        }

        @Override
        public Error deadlock() {
            return Simulation.this.deadlock();
        }
    }

    /** Runs a program in production's order, in a world without faults; returns its result or throws what it throws. */
    public static <T> T run(AsyncCallable<T> program) {
        return run(Scenario.PLAIN, program);
    }

    /** Runs a program as the scenario has it; returns its result or throws what it throws. */
    public static <T> T run(Scenario scenario, AsyncCallable<T> program) {
        return of(scenario).runHere(program);
    }

    /** One that has not run, for test frameworks that hand it out before; it runs nothing. */
    public static Simulation of(Scenario scenario) {
        return new Simulation(
                scenario.seed(),
                Strategies.replay(scenario.schedule()),
                Faults.of(scenario.faults()),
                Exploration.MOST_STEPS,
                true);
    }

    /** Runs a program as a failure's line to paste has it; see {@link Scenario#parse}. */
    public static <T> T replay(String scenario, AsyncCallable<T> program) {
        return run(Scenario.parse(scenario), program);
    }

    /**
     * As {@link #run(Scenario, AsyncCallable)}, but what fails is told.
     *
     * @throws SimulationFailure with the story; its cause is what the program threw
     */
    public static <T> T tell(Scenario scenario, AsyncCallable<T> program) {
        Simulation simulation = of(scenario);
        try {
            return simulation.runHere(program);
        } catch (Throwable error) {
            throw new SimulationFailure(simulation.told(scenario, error), error, scenario);
        }
    }

    /** Looks for a scenario in which the program fails. It is called for each try. */
    public static <T> Exploration explore(AsyncCallable<T> program) {
        return new Exploration(program);
    }

    /**
     * The one that runs on this thread.
     *
     * @throws IllegalStateException when none does
     */
    public static Simulation current() {
        Simulation current = CURRENT.get();
        if (current == null) {
            throw new IllegalStateException(
                    "no simulation runs on this thread: call this in a program that Simulation.run(…) runs");
        }
        return current;
    }

    static @Nullable Simulation currentOrNull() {
        return CURRENT.get();
    }

    /**
     * Whether a fault is to happen here: code under test asks at points where something may go wrong. Outside of a simulation nothing
     * does, so that the question may stay in the program.
     *
     * @param point what the place is called, for the story
     */
    public static boolean fault(String point) {
        Simulation current = CURRENT.get();
        return current != null && !current.over && current.faults.at(point);
    }

    /** The other hosts, and what is between them; see {@link Network}. */
    public Network network() {
        return network;
    }

    /** Random numbers that depend on the seed of the scenario alone. */
    public Random random() {
        return random;
    }

    /** How many turns tasks have had. */
    public int steps() {
        return turns.step();
    }

    /**
     * Fails the run at the first moment between two callbacks at which the condition does not hold.
     *
     * @param what for the message
     */
    public void always(String what, BooleanSupplier condition) {
        invariants.put(what, condition);
    }

    /**
     * Waits until the condition holds between two callbacks, and returns how long that took; fails when it has not within the
     * simulated time.
     */
    public Coroutine<Duration> eventually(String what, Duration within, BooleanSupplier condition) {
        return Coroutine.defer(() -> {
            Promise<Duration> promise = Ikat.promise();
            TimerHandle timer = Ikat.loop()
                    .callLater(
                            within,
                            () -> promise.tryFail(new AssertionError(
                                    "\"" + what + "\" did not become true within " + within + " of simulated time")));
            expectations.add(new Expectation(Ikat.loop(), condition, timeline.nanoTime(), promise, timer));
            return promise;
        });
    }

    /**
     * Fails the run with a {@link NoProgressError} at the first moment between two callbacks at which the condition has not
     * been true for more than so much simulated time. At the end of the program it need not be.
     */
    public void alwaysEventually(String what, Duration within, BooleanSupplier condition) {
        liveness.within(within, steps(), timeline.nanoTime(), what, condition);
    }

    /** As {@link #alwaysEventually(String, Duration, BooleanSupplier)}, for more than so many turns of tasks. */
    public void alwaysEventually(String what, int withinSteps, BooleanSupplier condition) {
        liveness.within(withinSteps, steps(), timeline.nanoTime(), what, condition);
    }

    /**
     * Fails the run with a {@link NoProgressError} when a measure of progress, such as how much is done, stays the same for
     * more than so many turns of tasks: they are busy with each other and get nowhere.
     */
    public void progresses(String what, int withinSteps, Supplier<?> measure) {
        alwaysEventually(what, withinSteps, Liveness.changes(measure));
    }

    /** What the program must not leave behind. */
    public Leaks leaks() {
        return leaks;
    }

    /** How long calls on other threads and operations on files take, and whether they fail. */
    public BlockingCalls calls() {
        return calls;
    }

    <T> T runHere(AsyncCallable<T> program) {
        Simulation before = CURRENT.get();
        CURRENT.set(this);
        SelectorLoop loop = new SelectorLoop(timeline, network.mainPoller(), this::next);
        loop.setExceptionHandler((source, context) -> errors.add(context));
        Dns.setResolver(loop, network.names());
        BlockingCalls.OnLoop executor = calls.on(loop);
        leaks = new Leaks(executor);
        T result;
        try (Runner runner = Runner.builder()
                .loopFactory(() -> loop)
                .handleInterrupts(false)
                .executor(executor)
                .origins(tells)
                .build()) {
            try {
                result = runner.run(leaks.none(program));
            } finally {
                end();
            }
        } catch (LeakError leak) {
            errors.stream().map(ErrorContext::error).filter(Objects::nonNull).forEach(leak::addSuppressed);
            throw leak;
        } finally {
            network.end();
            Dns.setResolver(loop, null);
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
        checkErrors();
        return result;
    }

    /** What the call throws is thrown in the run. */
    @Async
    static <T> Coroutine<T> begin(AsyncCallable<T> program) {
        try {
            return done(await(program.call()));
        } catch (Exception error) {
            throw Sneaky.raise(error);
        }
    }

    /** The time since its begin; it stands still during a turn, and who waits for it there would for ever. */
    long nanoTime() {
        if (stepAsked != turns.step()) {
            stepAsked = turns.step();
            asked = 0;
        }
        if (++asked > MOST_ASKED) {
            throw new NotSimulatedError("the time was asked for more than " + MOST_ASKED
                    + " times in one turn, in which it stands still: await sleep(…) instead of a loop that waits for it, at "
                    + NotSimulated.caller());
        }
        return timeline.nanoTime();
    }

    void failAtEnd(NotSimulatedError error) {
        if (notSimulated == null) {
            notSimulated = error;
        }
    }

    Schedule schedule() {
        return turns.schedule();
    }

    FaultPlan happened() {
        return faults.happened();
    }

    /** What was not as in production, in the order in which it was. */
    List<String> story() {
        List<String> story = new ArrayList<>(turns.story());
        story.addAll(faults.story());
        return story;
    }

    /** How a run came to its error. */
    String told(Scenario scenario, Throwable error) {
        List<String> lines = new ArrayList<>();
        lines.add("failed after " + steps() + " steps: " + error);
        List<String> story = story();
        lines.add(story.isEmpty() ? "in production's order, without a fault" : "in production's order but for:");
        story.forEach(each -> lines.add("  " + each));
        lines.add("to run it again: Simulation.replay(\"" + scenario + "\", () -> …)");
        return String.join("\n", lines);
    }

    long hash() {
        return turns.hash();
    }

    /** What is cleaned up from now on belongs to the run no more. */
    private void end() {
        over = true;
        turns.end();
    }

    /** Whose turn it is on the main host. */
    private int next(Order.Ready ready) {
        network.mainIsBusy();
        return turns.next(ready, null);
    }

    private Error deadlock() {
        end();
        return new DeadlockError("deadlock: nothing is ready, no timer runs, and these tasks wait:\n" + Ikat.taskTree()
                + network.taskTrees());
    }

    private void beforeEach() {
        if (over) {
            return;
        }
        if (turns.step() >= mostSteps) {
            end();
            throw new AssertionError(
                    "no end after " + mostSteps + " steps; these tasks are alive:\n" + Ikat.taskTree());
        }
        if (!invariants.isEmpty()) {
            invariants.forEach(this::require);
        }
        String overdue = liveness.overdue(turns.step(), timeline.nanoTime());
        if (overdue != null) {
            end();
            throw new NoProgressError(overdue + "; these tasks are alive:\n" + Ikat.taskTree());
        }
        if (!expectations.isEmpty()) {
            meetExpectations();
        }
    }

    private void require(String what, BooleanSupplier condition) {
        if (!condition.getAsBoolean()) {
            end();
            throw new AssertionError("\"" + what + "\" does not hold after step " + (turns.step() - 1));
        }
    }

    private void meetExpectations() {
        expectations.removeIf(each -> {
            boolean holds = each.promise.isDone() || each.condition.getAsBoolean();
            if (holds) {
                Duration after = Duration.ofNanos(timeline.nanoTime() - each.sinceNanos);
                on(each.loop, () -> each.meet(after));
            }
            return holds;
        });
    }

    /** On the loop of the host that waits. */
    private static void on(EventLoop loop, Runnable callback) {
        if (Ikat.loop() == loop) {
            callback.run();
        } else if (!loop.isClosed()) {
            loop.callSoonThreadsafe(callback);
        }
    }

    private void checkErrors() {
        if (notSimulated != null) {
            throw notSimulated;
        }
        if (!errors.isEmpty()) {
            ErrorContext first = errors.get(0);
            throw new AssertionError(
                    errors.size() + " errors that nobody caught; the first one: " + first.message(), first.error());
        }
    }
}
