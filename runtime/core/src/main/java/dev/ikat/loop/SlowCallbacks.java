package dev.ikat.loop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reports callbacks that block the loop: once while they do, with the stack of the loop's thread, and again with the whole
 * time when they have ended. A daemon thread looks several times within the limit, from {@link #watch} to {@link
 * #unwatch}; a callback that it misses is reported when it has ended.
 *
 * <p>The lock is held while the stack is read, so that a callback cannot end, and the next one begin, under the reader's
 * eyes. It costs each callback two uncontended entries: this is for debug mode. Time is the loop's, so that nothing is
 * slow in a simulation that does not say so.
 *
 * <pre>
 * IDLE (callback null) --begin--> RUNNING --limit passed, watchdog--> REPORTED
 *   '-----------------------end----'-------------------end---------------'
 * </pre>
 */
final class SlowCallbacks {
    private static final Pattern JDK = Pattern.compile("(java|javax|jdk|sun)\\.");
    private static final int LOOKS = 4;
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Clock clock;
    private final ErrorReporter errors;
    private final long limitNanos;

    /** The loop's thread, and the one that looks at it, while it is being watched. */
    private @Nullable Thread watched;

    private @Nullable Thread watchdog;

    private @Nullable Runnable callback;
    private long startNanos;
    private boolean reported;

    SlowCallbacks(Clock clock, ErrorReporter errors, Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException(
                    "a limit of " + limit + " makes every callback slow; use more than zero");
        }
        this.clock = clock;
        this.errors = errors;
        limitNanos = Timers.nanos(limit);
    }

    /** Begins to look at the thread, with a thread of its own. */
    synchronized void watch(Thread thread) {
        Thread looking = new Thread(this::look, "ikat-watchdog");
        looking.setDaemon(true);
        looking.setContextClassLoader(null);
        watchWithoutThread(thread);
        watchdog = looking;
        looking.start();
    }

    /** So that a test looks itself. */
    synchronized void watchWithoutThread(Thread thread) {
        watched = thread;
    }

    synchronized void unwatch() {
        watched = null;
        LockSupport.unpark(watchdog);
        watchdog = null;
    }

    /** Until the end of the watch; an interrupt, which nobody has a reason for, ends it too. */
    private void look() {
        while (isOnDuty() && !Thread.interrupted()) {
            LockSupport.parkNanos(this, Math.max(SHORTEST_PAUSE_NANOS, limitNanos / LOOKS));
            check();
        }
    }

    private synchronized boolean isOnDuty() {
        return watchdog == Thread.currentThread();
    }

    synchronized void begin(Runnable callback) {
        this.callback = callback;
        reported = false;
        startNanos = clock.nanoTime();
    }

    void end() {
        Runnable ended;
        long nanos;
        synchronized (this) {
            nanos = clock.nanoTime() - startNanos;
            ended = callback;
            callback = null;
        }
        if (nanos >= limitNanos) {
            errors.report(new ErrorContext("a callback blocked the loop for " + text(nanos), null, ended));
        }
    }

    /** One look of the watchdog. */
    void check() {
        ErrorContext report = blocked();
        if (report != null) {
            errors.report(report);
        }
    }

    private synchronized @Nullable ErrorContext blocked() {
        Thread thread = watched;
        long nanos = clock.nanoTime() - startNanos;
        if (thread == null || callback == null || reported || nanos < limitNanos) {
            return null;
        }
        List<StackTraceElement> stack = stackOf(thread);
        if (stack.isEmpty()) {
            return null;
        }
        reported = true;
        return new ErrorContext(
                "a callback has been blocking the loop for " + text(nanos) + " and still is, in " + place(stack),
                new StackSnapshot("thread " + thread.getName() + " stands here", stack),
                callback);
    }

    /** Down to the loop; empty when the callback has just ended. Without the versions of modules. */
    private static List<StackTraceElement> stackOf(Thread thread) {
        String loop = SelectorLoop.class.getName();
        return Stream.of(thread.getStackTrace())
                .takeWhile(element -> !element.getClassName().equals(loop))
                .filter(element -> !element.getClassName().equals(SlowCallbacks.class.getName()))
                .map(element -> new StackTraceElement(
                        element.getClassName(),
                        element.getMethodName(),
                        element.getFileName(),
                        element.getLineNumber()))
                .toList();
    }

    /** The innermost that is not the JDK's, if there is one. */
    private static StackTraceElement place(List<StackTraceElement> stack) {
        return stack.stream()
                .filter(element -> !JDK.matcher(element.getClassName()).lookingAt())
                .findFirst()
                .orElse(stack.get(0));
    }

    private static String text(long nanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        return millis > 0 ? millis + " ms" : TimeUnit.NANOSECONDS.toMicros(nanos) + " µs";
    }
}
