package dev.ikat.io;

import dev.ikat.loop.EventLoop;
import dev.ikat.loop.SystemSignal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A signal that this process listens to, from its first listener to its last: then the handler that was there before is set
 * again, unless somebody else has set one meanwhile.
 *
 * <pre>
 * no watch --first listener--> watched --last listener leaves--> no watch
 *
 * an arrival:  each listener of that moment --has seen it--> seen
 *                                           '--has missed it, as did all others--> to those of now, or to the handler before
 * </pre>
 *
 * <p>Signals come on threads of the JVM's. The map, and the listeners, are guarded by the map, which is not held while
 * anybody is called.
 */
final class SignalWatch {
    private static final Set<String> SYSTEMS = Set.of("KILL", "STOP");

    /** Some of these the JVM would give away, and then miss: USR2 suspends threads, BUS comes from mapped files. */
    private static final Set<String> JVMS = Set.of("QUIT", "SEGV", "BUS", "FPE", "ILL", "PIPE", "XFSZ", "USR2");

    private static final Map<String, SignalWatch> WATCHES = new HashMap<>();

    /** Who waits for a signal, on a loop. */
    interface Listener {
        EventLoop loop();

        /** The signal has come; on the loop's thread. It must tell the arrival, in time, what became of it. */
        void take(Arrival arrival);
    }

    private final String name;
    private final SystemSignal signal;
    private final Object handler;
    private final Object previous;
    private final List<Listener> listeners = new ArrayList<>(1);

    private SignalWatch(String name) throws Throwable {
        this.name = name;
        signal = new SystemSignal(name);
        handler = SystemSignal.handler(this::arrive);
        previous = signal.handle(handler);
    }

    /**
     * The name without SIG.
     *
     * @throws IllegalArgumentException when there is no such signal, or it is not to be had
     * @throws IllegalStateException where the JVM has no signals
     */
    static String normal(String given) {
        String name = given.startsWith("SIG") ? given.substring(3) : given;
        if (SYSTEMS.contains(name)) {
            throw new IllegalArgumentException("SIG" + name
                    + " cannot be handled: the system lets no process; TERM asks" + " a process to end, and can be");
        }
        if (JVMS.contains(name)) {
            throw new IllegalArgumentException("SIG" + name
                    + " cannot be handled: the JVM needs it for itself; free are" + " TERM, HUP, INT, USR1 and others");
        }
        try {
            new SystemSignal(name);
        } catch (Throwable error) {
            throw unavailable(
                    name,
                    error,
                    "there is no signal " + given + " on this system; names are those of kill -l,"
                            + " such as TERM, HUP, INT and USR1");
        }
        return name;
    }

    private static RuntimeException unavailable(String name, Throwable error, String message) {
        if (error instanceof IllegalArgumentException) {
            return new IllegalArgumentException(message, error);
        }
        if (error instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        return new IllegalStateException(
                "SIG" + name + " cannot be handled: this JVM has no module jdk.unsupported;"
                        + " add it to the image, by jlink --add-modules for instance",
                error);
    }

    static void add(String name, Listener listener) {
        synchronized (WATCHES) {
            SignalWatch watch = WATCHES.get(name);
            if (watch == null) {
                try {
                    watch = new SignalWatch(name);
                } catch (Throwable error) {
                    throw unavailable(
                            name,
                            error,
                            "SIG" + name + " cannot be handled: the JVM keeps it to itself. With its"
                                    + " option -Xrs it does so with TERM, INT and HUP: start it without");
                }
                WATCHES.put(name, watch);
            }
            watch.listeners.removeIf(other -> other.loop().isClosed());
            watch.listeners.add(listener);
        }
    }

    static void remove(String name, Listener listener) {
        synchronized (WATCHES) {
            SignalWatch watch = WATCHES.get(name);
            if (watch != null && watch.listeners.remove(listener) && watch.listeners.isEmpty()) {
                WATCHES.remove(name);
                watch.restore();
            }
        }
    }

    private void restore() {
        try {
            signal.restore(previous, handler);
        } catch (Throwable error) {
            throw new IllegalStateException("the handler before ours could not be set again for SIG" + name, error);
        }
    }

    /** For leak checks: how many signals are watched. */
    static int count() {
        synchronized (WATCHES) {
            return WATCHES.size();
        }
    }

    /** For tests: how many listen to that one. */
    static int listeners(String name) {
        synchronized (WATCHES) {
            SignalWatch watch = WATCHES.get(name);
            return watch == null ? 0 : watch.listeners.size();
        }
    }

    /** A signal, on a thread of the JVM's. */
    private void arrive() {
        List<Listener> present = present();
        if (present.isEmpty()) {
            pass();
            return;
        }
        Arrival arrival = new Arrival(present.size());
        for (Listener each : present) {
            try {
                each.loop().callSoonThreadsafe(() -> each.take(arrival));
            } catch (IllegalStateException closed) {
                remove(name, each);
                arrival.missed();
            }
        }
    }

    /** The listeners of now, those of a later watch included. */
    private List<Listener> present() {
        synchronized (WATCHES) {
            SignalWatch current = WATCHES.get(name);
            return current == null ? List.of() : List.copyOf(current.listeners);
        }
    }

    private void pass() {
        try {
            signal.passTo(previous);
        } catch (Throwable error) {
            throw new IllegalStateException("SIG" + name + " could not be passed on", error);
        }
    }

    /** One signal that came, and what became of it; from any thread. */
    final class Arrival {
        private int undecided;
        private boolean seen;

        Arrival(int listeners) {
            undecided = listeners;
        }

        /** A listener has got it. */
        void seen() {
            decide(true);
        }

        /** A listener will not get it. When none has, it counts as one that comes now. */
        void missed() {
            if (decide(false)) {
                // a thread, as the JVM does it: the handler before may begin a shutdown, whose hooks may wait for the
                // loop
                Thread thread = new Thread(SignalWatch.this::arrive, "SIG" + name + " handler");
                thread.setDaemon(true);
                thread.start();
            }
        }

        /** Whether all have decided and none has seen it. */
        private synchronized boolean decide(boolean saw) {
            seen |= saw;
            return --undecided == 0 && !seen;
        }
    }
}
