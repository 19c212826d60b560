package dev.ikat.io;

import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Suspension;
import dev.ikat.loop.EventLoop;
import dev.ikat.loop.RunningLoop;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Signals of the system on a loop's thread: {@code Signals.on("HUP", config::reload)}, {@code await(Signals.next("TERM"))}.
 *
 * <p>While anybody listens to a signal the process does with it nothing else; {@link dev.ikat.Runner} then does not see an
 * INT. Afterwards it is as before. Each of those who listen gets each signal, on whatever loops they are. One that none of
 * them gets to see, since the task was cancelled or the loop closed as it came, goes to what was there before: for TERM, INT
 * and HUP that ends the JVM, with its shutdown hooks.
 *
 * <p>Names are those of {@code kill -l}: TERM, HUP, INT, USR1, WINCH, with or without SIG. Not to be had are KILL and STOP, which
 * the system keeps, QUIT, SEGV, BUS, FPE, ILL, PIPE, XFSZ and USR2, which the JVM works with, and with its option -Xrs also
 * TERM, INT and HUP. What the process was started to ignore, as by nohup, never comes. The system may make one of several
 * equal signals that come at nearly the same time.
 *
 * <p><b>Errors.</b> A name that is not to be had is an {@link IllegalArgumentException}; an image without the module
 * jdk.unsupported is an {@link IllegalStateException}.
 *
 * <p>Source: {@code loop.add_signal_handler} of asyncio, which has one handler for a signal.
 */
public final class Signals {
    /** A handler that listens; it ends with {@link #close}, or with its loop. */
    public interface Registration extends AutoCloseable {
        /** From now on the handler is not called. A second call does nothing. On the loop's thread. */
        @Override
        void close();
    }

    private Signals() {}

    /**
     * Calls the handler on the thread of the running loop whenever the signal has come, in the context variables of now.
     * What it throws goes to the loop's exception handler.
     *
     * @throws IllegalStateException outside a running loop
     */
    public static Registration on(String name, Runnable handler) {
        Objects.requireNonNull(handler, "handler");
        EventLoop loop = Ikat.loop();
        Io.requireSystem("signals");
        Handling handling = new Handling(SignalWatch.normal(name), loop, carried(handler));
        SignalWatch.add(handling.name, handling);
        return handling;
    }

    private static Runnable carried(Runnable handler) {
        RunningLoop running = RunningLoop.current();
        return running == null ? handler : running.carry(handler);
    }

    /**
     * Ends when the signal comes next, after this is awaited. What comes between two of these is not waited for, and does what
     * it did before: to miss none, use {@link #on}.
     */
    public static Coroutine<Void> next(String name) {
        String signal = SignalWatch.normal(name);
        return Coroutine.defer(() -> {
            Io.requireSystem("signals");
            Next next = new Next(signal, Ikat.loop());
            SignalWatch.add(signal, next);
            return next;
        });
    }

    private static final class Handling implements Registration, SignalWatch.Listener {
        final String name;
        private final EventLoop loop;
        private final Runnable handler;
        private boolean closed;

        Handling(String name, EventLoop loop, Runnable handler) {
            this.name = name;
            this.loop = loop;
            this.handler = handler;
        }

        @Override
        public EventLoop loop() {
            return loop;
        }

        @Override
        public void take(SignalWatch.Arrival arrival) {
            if (closed) {
                arrival.missed();
            } else {
                arrival.seen();
                handler.run();
            }
        }

        @Override
        public void close() {
            closed = true;
            SignalWatch.remove(name, this);
        }

        @Override
        public String toString() {
            return "handler of SIG" + name + ": " + handler;
        }
    }

    /** A task that waits for a signal. */
    private static final class Next extends Suspension<Void> implements SignalWatch.Listener {
        private final String name;
        private final EventLoop loop;
        private SignalWatch.@Nullable Arrival delivered;

        Next(String name, EventLoop loop) {
            this.name = name;
            this.loop = loop;
        }

        @Override
        public EventLoop loop() {
            return loop;
        }

        @Override
        @SuppressWarnings("NullAway") // Void has no other value
        public void take(SignalWatch.Arrival arrival) {
            if (tryComplete(null)) {
                delivered = arrival;
                SignalWatch.remove(name, this);
            } else {
                arrival.missed();
            }
        }

        @Override
        protected Void resume(Void value) {
            Objects.requireNonNull(delivered).seen();
            return value;
        }

        @Override
        protected void abort() {
            if (delivered == null) {
                SignalWatch.remove(name, this);
            } else {
                delivered.missed();
            }
        }
    }
}
