package dev.ikat.testkit;

import dev.ikat.AsyncCallable;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Promise;
import dev.ikat.Runner;
import dev.ikat.Task;
import dev.ikat.io.Dns;
import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.EventLoop;
import dev.ikat.loop.RunningLoop;
import dev.ikat.loop.SelectorLoop;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A host of a simulation, with a loop of its own; see {@link Network}. What it shares with others is the network and the
 * time, and whatever the test gives it: what is to outlive a crash belongs there, as on a disk.
 *
 * <pre>
 * OFF --start, run--> UP --crash, kill--> OFF --restart--> UP        UP --pause--> UP, without a turn --resume--> UP
 * </pre>
 *
 * <p>For the simulation's thread.
 */
public final class Host {
    private final Network network;
    private final String name;
    private final InetAddress address;

    final Ports ports = new Ports();

    private @Nullable AsyncCallable<?> program;
    private @Nullable SelectorLoop loop;
    private @Nullable SimulatedPoller poller;
    private final Set<Asked<?>> asked = new LinkedHashSet<>();
    private boolean paused;
    private boolean working;

    /** What another host waits for, on its loop. */
    private record Asked<T>(EventLoop asker, Promise<T> answer) {
        void settle(Consumer<Promise<T>> how) {
            if (!asker.isClosed()) {
                asker.callSoonThreadsafe(() -> how.accept(answer));
            }
        }
    }

    /** Why a host has no further turn that was switched off by what ran on it. */
    private static final class SwitchedOff extends Error {
        private static final long serialVersionUID = 1;

        SwitchedOff() {
            super("switched off", null, false, false);
        }
    }

    Host(Network network, String name, InetAddress address) {
        this.network = network;
        this.name = name;
        this.address = address;
    }

    public String name() {
        return name;
    }

    public InetAddress address() {
        return address;
    }

    /** Whether it runs, paused or not. */
    public boolean isUp() {
        return isMain() || loop != null;
    }

    private boolean isMain() {
        return this == network.main();
    }

    Network network() {
        return network;
    }

    /**
     * Runs a program, and again after each {@link #restart}. When the program ends the host goes on; what it throws fails the
     * simulation.
     *
     * @throws IllegalStateException when a program was started here already, and on the main host
     */
    public <T> void start(AsyncCallable<T> toRun) {
        requireOther("start");
        if (program != null) {
            throw new IllegalStateException(this + " has a program already: restart() runs it again after a crash");
        }
        program = toRun;
        boot();
    }

    /**
     * Runs something here, from a task of any host, and returns what it returns. Cancelling it cancels what runs here.
     *
     * @throws HostCrashedException at the await, when the host crashes before
     * @throws IllegalStateException at the await, when the host is down
     */
    public <T> Coroutine<T> run(AsyncCallable<T> call) {
        requireOther("run");
        return Coroutine.defer(() -> ask(call));
    }

    /**
     * The power fails: nothing that ran here goes on, no finally block runs, and nobody is told. Peers learn it when they send
     * something: nothing comes back until the host is up again, then that there is no such connection. A host that does so to itself
     * gets no further than to its next await.
     */
    public void crash() {
        requireOther("crash");
        switchOff();
    }

    /**
     * The process is killed: as {@link #crash}, but the system closes its connections, and peers learn it at once.
     */
    public void kill() {
        requireOther("kill");
        ports.closeAll();
        switchOff();
    }

    /**
     * Runs the program again, from its beginning, on a loop of its own. A host that is up crashes first.
     *
     * @throws IllegalStateException when it has no program
     */
    public void restart() {
        requireOther("restart");
        if (program == null) {
            throw new IllegalStateException(this + " has no program to run again: start(…) one");
        }
        switchOff();
        boot();
    }

    /** It gets no turn until {@link #resume}, as in a long collection of garbage; what arrives waits. */
    public void pause() {
        requireOther("pause");
        paused = true;
    }

    public void resume() {
        paused = false;
    }

    private void requireOther(String what) {
        if (isMain()) {
            throw new IllegalStateException(
                    "the main host cannot " + what + "(): its program is what the simulation runs."
                            + " Use a host of its own: network.host(\"server\")");
        }
    }

    private void boot() {
        AsyncCallable<?> toRun = program;
        SelectorLoop booted = newLoop();
        if (toRun != null) {
            in(booted, () -> report(Ikat.start(Simulation.begin(toRun), name)));
        }
    }

    private SelectorLoop newLoop() {
        poller = new SimulatedPoller(new SimulatedChannels(this), (watching, timeout) -> {});
        SelectorLoop fresh = new SelectorLoop(network.timeline, poller, ready -> {
            if (loop == null) {
                throw new SwitchedOff();
            }
            return network.world.next(ready, this);
        });
        loop = fresh;
        fresh.setExceptionHandler((source, context) -> network.world.error(context));
        Dns.setResolver(fresh, network.names());
        RunningLoop.apart(() -> Runner.builder()
                .loopFactory(() -> fresh)
                .handleInterrupts(false)
                .executor(network.world.calls(fresh))
                .build());
        return fresh;
    }

    /** In its next iteration, without the context of who calls. */
    private static void in(SelectorLoop booted, Runnable callback) {
        RunningLoop.apart(() -> booted.callSoonThreadsafe(callback));
    }

    private <T> void report(Task<T> main) {
        main.onDone(done -> {
            Throwable error = done.isCancelled() ? null : done.exception();
            if (error != null) {
                network.world.error(new ErrorContext("the program of the host " + name + " failed", error, main));
            }
        });
    }

    private <T> Promise<T> ask(AsyncCallable<T> call) {
        SelectorLoop running = loop != null ? loop : program == null ? newLoop() : null;
        if (running == null) {
            throw new IllegalStateException("the host " + name + " is down: restart() it first");
        }
        Asked<T> question = new Asked<>(Ikat.loop(), Ikat.promise());
        asked.add(question);
        in(running, () -> begin(question, Ikat.start(Simulation.begin(call)), running));
        return question.answer;
    }

    private <T> void begin(Asked<T> question, Task<T> task, SelectorLoop running) {
        task.onDone(done -> {
            asked.remove(question);
            Throwable error = done.isCancelled() ? null : done.exception();
            if (done.isCancelled()) {
                question.settle(answer -> answer.tryFail(new CancelledError("it was cancelled on the host " + name)));
            } else if (error != null) {
                question.settle(answer -> answer.tryFail(error));
            } else {
                T result = done.result();
                question.settle(answer -> answer.tryComplete(result));
            }
        });
        question.settle(answer -> answer.onDone(done -> {
            if (done.isCancelled() && loop == running) {
                in(running, task::cancel);
            }
        }));
    }

    /** Runs an iteration of its loop when there is anything to do; whether there was. */
    boolean work() {
        SelectorLoop running = loop;
        if (running == null || nextNanos() > network.timeline.nanoTime()) {
            return false;
        }
        working = true;
        try {
            RunningLoop.apart(running::runOnce);
        } catch (SwitchedOff byItself) {
            // its loop is closed below
        } finally {
            working = false;
            if (loop != running) {
                close(running);
            }
        }
        return true;
    }

    /** When it has something to do, as things are. */
    long nextNanos() {
        if (loop == null || poller == null || paused) {
            return Timeline.NEVER;
        }
        return poller.isReady() ? network.timeline.nanoTime() : loop.nextNanos();
    }

    /** Nothing that runs here goes on. */
    void switchOff() {
        SelectorLoop running = loop;
        loop = null;
        poller = null;
        paused = false;
        ports.vanish();
        asked.forEach(each -> each.settle(answer -> answer.tryFail(
                new HostCrashedException("the host " + name + " crashed before it was done with what it was asked"))));
        asked.clear();
        if (running != null && !working) {
            close(running);
        }
    }

    private static void close(SelectorLoop running) {
        running.setExceptionHandler((source, context) -> {});
        Dns.setResolver(running, null);
        running.close();
    }

    /** What its tasks wait for; empty when it is down, or is the main host. */
    String taskTree() {
        SelectorLoop running = loop;
        if (running == null) {
            return "";
        }
        StringBuilder tree = new StringBuilder("\non the host " + name + ":\n");
        in(running, () -> tree.append(Ikat.taskTree()));
        RunningLoop.apart(running::runOnce);
        return tree.toString();
    }

    @Override
    public String toString() {
        return "host " + name + " (" + address.getHostAddress() + (isUp() ? paused ? ", paused)" : ")" : ", down)");
    }
}
