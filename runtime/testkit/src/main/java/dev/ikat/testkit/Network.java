package dev.ikat.testkit;

import dev.ikat.AsyncCallable;
import dev.ikat.io.NameResolver;
import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.EventLoop;
import dev.ikat.loop.Order;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of a simulation and what is between them: {@code Simulation.current().network()}. Programs use {@code dev.ikat.io} as
 * they do in production; a host is found by its name.
 *
 * <pre>{@code
 * Network network = Simulation.current().network();
 * Host server = network.host("server", () -> serve(8080));
 * network.link(server, network.main()).latency(ofMillis(20), ofMillis(80)).loss(0.01);
 * TcpStream stream = await(TcpStream.connect("server", 8080));
 * }</pre>
 *
 * <p>Each host has a loop of its own, and all run on the simulation's thread. What the simulation runs is on the host {@link #main()}.
 * Time goes on when no host has anything to do.
 *
 * <p>Connections are those of TCP as a program sees them: bytes in order, once; 64 KiB under way at most; a connection to a
 * host that is down or cut off waits, tries again, and gives up after 127 s (connecting) or 15 minutes. They are not made of packets: there is
 * no congestion, and a segment is what one write brought. Addresses are of IPv4.
 */
public final class Network {
    /** What hosts need of the simulation that they are in. */
    interface World {
        /** Whether a message is lost, or the like. */
        boolean fault(String point, double probability);

        /** Whose turn it is, on a host. */
        int next(Order.Ready ready, Host host);

        /** Where the calls run that tasks of a loop make on other threads. */
        Executor calls(EventLoop loop);

        /** Nobody caught it. */
        void error(ErrorContext context);

        /** Nothing will ever happen again. */
        Error deadlock();
    }

    private static final long DEFAULT_LATENCY_NANOS = 1_000_000;
    private static final String MAIN = "main";

    /** So many callbacks of the main host may run while others have something to do. */
    private static final int MAIN_CALLBACKS = 16;

    final Timeline timeline;
    final World world;
    private final SplittableRandom random;
    private final Host main;
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<InetAddress, Host> byAddress = new HashMap<>();
    private final Map<Pair, Line> lines = new HashMap<>();
    private final Line defaults = Line.between(DEFAULT_LATENCY_NANOS, DEFAULT_LATENCY_NANOS);
    private final Line within = Line.between(0, 0);
    private final SimulatedPoller mainPoller;
    private int mainCallbacks;

    private record Pair(Host from, Host to) {}

    Network(Timeline timeline, long seed, World world) {
        this.timeline = timeline;
        this.world = world;
        random = new SplittableRandom(seed);
        main = add(MAIN);
        mainPoller = new SimulatedPoller(new SimulatedChannels(main), this::pass);
    }

    /** The host of the program that the simulation runs. It does not crash. */
    public Host main() {
        return main;
    }

    /**
     * A new host, on which nothing runs yet.
     *
     * @throws IllegalArgumentException when there is one of that name
     */
    public Host host(String name) {
        if (hosts.containsKey(name)) {
            throw new IllegalArgumentException("there is a host \"" + name + "\" already; each has a name of its own");
        }
        return add(name);
    }

    /** A new host, which runs the program. */
    public <T> Host host(String name, AsyncCallable<T> program) {
        Host host = host(name);
        host.start(program);
        return host;
    }

    /** All hosts, the main one first, in the order in which they were added. */
    public List<Host> hosts() {
        return List.copyOf(hosts.values());
    }

    private Host add(String name) {
        int number = hosts.size() + 1;
        Host host = new Host(this, name, SimulatedChannels.address(name, 10, 0, number >> 8, number & 0xff));
        hosts.put(name, host);
        byAddress.put(host.address(), host);
        return host;
    }

    /** Both directions between two hosts. */
    public Link link(Host one, Host other) {
        requireTwo(one, other);
        return new Link(List.of(line(one, other), line(other, one)));
    }

    /** One direction. */
    public Link oneWay(Host from, Host to) {
        requireTwo(from, to);
        return new Link(List.of(line(from, to)));
    }

    private static void requireTwo(Host one, Host other) {
        if (one == other) {
            throw new IllegalArgumentException("a link from the host " + one.name() + " to itself; it takes two");
        }
    }

    /** All that is between hosts, those included that will be added. */
    public Link everywhere() {
        List<Line> all = new ArrayList<>(lines.values());
        all.add(defaults);
        return new Link(all);
    }

    /** Cuts these hosts off from all others; among each other they hear themselves as before. */
    public void partition(Host... side) {
        Set<Host> inside = Set.of(side);
        for (Host each : side) {
            for (Host other : hosts.values()) {
                if (!inside.contains(other)) {
                    link(each, other).cut();
                }
            }
        }
    }

    /** Ends all that was cut. */
    public void heal() {
        everywhere().heal();
    }

    Line line(Host from, Host to) {
        return from == to ? within : lines.computeIfAbsent(new Pair(from, to), pair -> defaults.copy());
    }

    /** Whether what was sent to the host arrives there now. */
    boolean reaches(Host from, Host to) {
        return to.isUp() && !line(from, to).isCut;
    }

    /** Whether a message that is sent now is lost on its way, as the scenario has it. */
    boolean isLost(Host from, Host to, String what) {
        Line line = line(from, to);
        return line.loss > 0 && fault("loss of " + what, from, to, line.loss);
    }

    boolean isDoubled(Host from, Host to, String what) {
        Line line = line(from, to);
        return line.duplication > 0 && fault("duplication of " + what, from, to, line.duplication);
    }

    private boolean fault(String what, Host from, Host to, double probability) {
        return world.fault(
                what + " from " + from.name() + " to " + to.name() + " at " + timeline.nanoTime() / 1e9 + " s",
                probability);
    }

    /** When a message arrives that is sent now. */
    long arrivalNanos(Host from, Host to, int bytes) {
        Line line = line(from, to);
        long range = line.mostLatency - line.leastLatency;
        long latency = line.leastLatency + (range == 0 ? 0 : random.nextLong(range + 1));
        return line.sentNanos(timeline.nanoTime(), bytes) + latency;
    }

    /** Has something happen at the other host, if it hears of it. */
    void tell(Host from, Host to, Runnable event) {
        timeline.at(arrivalNanos(from, to, 0), () -> {
            if (reaches(from, to)) {
                event.run();
            }
        });
    }

    /** The host of an address, as seen from one; null when there is none. */
    @Nullable
    Host at(InetAddress address, Host from) {
        return address.isLoopbackAddress() || address.isAnyLocalAddress() ? from : byAddress.get(address);
    }

    /** Names are those of hosts. */
    NameResolver names() {
        return new NameResolver() {
            @Override
            public CompletionStage<List<InetAddress>> resolve(String name) {
                Host host = hosts.get(name);
                return host == null
                        ? unknown(name + ": no host of this simulation has this name; there are " + hosts.keySet())
                        : CompletableFuture.completedFuture(List.of(host.address()));
            }

            @Override
            public CompletionStage<String> reverse(InetAddress address) {
                Host host = byAddress.get(address);
                return host == null
                        ? unknown(address.getHostAddress() + ": no host of this simulation has this address")
                        : CompletableFuture.completedFuture(host.name());
            }
        };
    }

    private static <T> CompletionStage<T> unknown(String message) {
        return CompletableFuture.failedFuture(new UnknownHostException(message));
    }

    SimulatedPoller mainPoller() {
        return mainPoller;
    }

    /** The main host is about to run a callback: others have their turns too, though it is busy. */
    void mainIsBusy() {
        if (hosts.size() > 1 && ++mainCallbacks >= MAIN_CALLBACKS) {
            mainCallbacks = 0;
            goOn();
        }
    }

    /** The main host waits. */
    private void pass(SimulatedPoller poller, long timeoutNanos) {
        mainCallbacks = 0;
        long untilNanos = timeoutNanos < 0 ? Timeline.NEVER : timeline.nanoTime() + timeoutNanos;
        while (!poller.isReady() && timeline.nanoTime() < untilNanos) {
            if (!goOn()) {
                long next = Math.min(untilNanos, nextNanos());
                if (next == Timeline.NEVER) {
                    throw world.deadlock();
                }
                timeline.moveTo(next);
            }
        }
    }

    /** What is due happens, and each host has an iteration that has something to do; false when none has. */
    private boolean goOn() {
        boolean hadEvents = timeline.nextNanos() <= timeline.nanoTime();
        timeline.runDue();
        boolean hadWork = false;
        for (Host host : List.copyOf(hosts.values())) {
            hadWork |= host.work();
        }
        return hadWork || hadEvents;
    }

    private long nextNanos() {
        long next = timeline.nextNanos();
        for (Host host : hosts.values()) {
            next = Math.min(next, host.nextNanos());
        }
        return next;
    }

    /** The tasks of all hosts but the main one, for messages. */
    String taskTrees() {
        return hosts.values().stream().map(Host::taskTree).collect(Collectors.joining());
    }

    /** All hosts are switched off. */
    void end() {
        hosts.values().forEach(Host::switchOff);
    }

    @Override
    public String toString() {
        return "network of " + hosts.values();
    }
}
