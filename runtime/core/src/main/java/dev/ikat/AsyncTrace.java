package dev.ikat;

import dev.ikat.frame.Frame;
import dev.ikat.frame.Site;
import dev.ikat.frame.Trampoline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the trace of an exception read as if every await were a plain call. The JVM's stack ends at the method that the
 * task resumed last; those that await it are frames on the heap. So, as an exception leaves a resumed method, the engine's
 * own lines are cut off its trace and the awaiting methods are added. One that another task or thread failed with gets a
 * line {@code Ikat.await(task Task-3)} and the methods that awaited it, once: the first to await it is shown.
 *
 * <p>Nothing is paid until an exception is thrown. An exception without a trace of its own is left alone.
 */
final class AsyncTrace {
    /** {@code -Dikat.traces=false}: the JVM's own, to debug the engine. */
    private static final boolean ON = !"false".equals(System.getProperty("ikat.traces"));

    private static final int MOST_LINES = 1024;

    /** The package of what only woven code sees. */
    private static final String WOVEN = "dev.ikat.woven.";

    /** What only woven code sees of another package. */
    private static final String AWAITS = "dev.ikat.sync.Awaits";

    /** Whose lines stand between a method and the one that it awaits. */
    private static final Set<String> ENGINE = Stream.of(
                    Trampoline.class,
                    Coroutine.class,
                    Strand.class,
                    Deferred.class,
                    Stages.class,
                    StateMachine.class,
                    Operation.class,
                    OperationIterator.HasNext.class,
                    Timeout.class,
                    GroupScope.class,
                    GroupExit.class,
                    GroupJoin.class,
                    GroupClose.class,
                    Race.class,
                    Waiting.class,
                    AsyncElements.class,
                    AsyncGeneratorRun.class,
                    AsyncGeneratorRun.Request.class,
                    Delegation.class)
            .map(Class::getName)
            .collect(Collectors.toUnmodifiableSet());

    /** Whose lines stand above the await that throws. */
    private static final Set<String> AWAITING = Set.of(AsyncTrace.class.getName(), Promise.class.getName());

    /** Whose lines stand between a generator's method and who asks it. */
    private static final Set<String> GENERATING = Stream.of(
                    Delegation.class, GeneratorRun.class, AsyncGeneratorRun.class, AsyncGeneratorRun.Request.class)
            .map(Class::getName)
            .collect(Collectors.toUnmodifiableSet());

    /** Whose lines stand between a run of a loop and its caller. */
    private static final Set<String> RUNNING =
            Set.of(AsyncTrace.class.getName(), Runner.class.getName(), Runner.class.getName() + "$Drive");

    private AsyncTrace() {}

    /** For an exception of this step: what ran on the JVM's stack, then the callers of the frame resumed last. */
    static void complete(Throwable error, @Nullable Frame resumed) {
        StackTraceElement[] trace = traceOf(error);
        int base = base(trace);
        if (base >= 0) {
            List<StackTraceElement> lines = without(ENGINE, trace, base);
            addCallers(lines, resumed == null ? null : resumed.parent);
            set(error, lines);
        }
    }

    /** For a cancellation, which comes out of nowhere: the methods that wait, from the leaf on. */
    static List<StackTraceElement> ofWaiting(@Nullable Frame leaf) {
        List<StackTraceElement> lines = new ArrayList<>();
        addCallers(lines, ON ? leaf : null);
        return lines;
    }

    /** For an exception that comes from elsewhere, out of an await: then the methods that wait, from the leaf on. */
    static void arrived(Throwable error, Promise<?> awaited, @Nullable Frame leaf) {
        List<StackTraceElement> lines = awaited.isCancelled() ? withoutLines(awaited) : arriving(error, awaited);
        if (lines != null) {
            addCallers(lines, leaf);
            set(error, lines);
        }
    }

    /** As {@link #arrived}, out of an await that did not wait: some of the awaiting methods are on the JVM's stack. */
    static void arrivedAtOnce(Throwable error, Promise<?> awaited, @Nullable Frame resumed) {
        Frame caller = resumed == null ? null : resumed.parent;
        if (ON && awaited.isCancelled() && error instanceof CancelledError cancelled) {
            List<StackTraceElement> callers = new ArrayList<>();
            addCallers(callers, caller);
            cancelled.addLines(awaitOf(awaited), callers);
            return;
        }
        List<StackTraceElement> lines = arriving(error, awaited);
        if (lines != null) {
            lines.addAll(running(new Throwable().getStackTrace()));
            addCallers(lines, caller);
            set(error, lines);
        }
    }

    /** Of a trace, the methods of the step that ran, from the await on. */
    static List<StackTraceElement> running(StackTraceElement[] trace) {
        List<StackTraceElement> lines = without(ENGINE, trace, Math.max(0, base(trace)));
        lines.removeIf(line -> AWAITING.contains(line.getClassName()));
        return lines;
    }

    /** For an exception that leaves a run of a loop: then those who called that. */
    static void leftRun(Throwable error) {
        StackTraceElement[] trace = traceOf(error);
        StackTraceElement[] here = new Throwable().getStackTrace();
        if (trace.length > 0 && !trace[trace.length - 1].equals(here[here.length - 1])) {
            List<StackTraceElement> lines = new ArrayList<>(Arrays.asList(trace));
            Arrays.stream(here)
                    .dropWhile(line -> RUNNING.contains(line.getClassName()))
                    .forEach(lines::add);
            set(error, lines);
        }
    }

    /** The lines of an error from elsewhere and that of its await; null when they are there already. */
    private static @Nullable List<StackTraceElement> arriving(Throwable error, Promise<?> awaited) {
        StackTraceElement[] trace = traceOf(error);
        StackTraceElement await = awaitOf(awaited);
        if (trace.length == 0
                || trace.length > MOST_LINES
                || Arrays.asList(trace).contains(await)) {
            return null;
        }
        int base = base(trace);
        List<StackTraceElement> lines = without(ENGINE, trace, base < 0 ? trace.length : base);
        if (error instanceof CancelledError) {
            lines.removeIf(line -> AWAITING.contains(line.getClassName()));
        }
        lines.add(await);
        return lines;
    }

    /** For what was cancelled: its error was made for this await, and has no lines of its own. */
    private static @Nullable List<StackTraceElement> withoutLines(Promise<?> awaited) {
        return ON ? new ArrayList<>(List.of(awaitOf(awaited))) : null;
    }

    private static StackTraceElement awaitOf(Promise<?> awaited) {
        return new StackTraceElement(Ikat.class.getName(), "await", awaited.label(), -1);
    }

    private static StackTraceElement[] traceOf(Throwable error) {
        return ON ? error.getStackTrace() : new StackTraceElement[0];
    }

    /** For an exception that leaves a generator whose elements others emit: those, where the engine's lines stand. */
    static void delegated(Throwable error, @Nullable Delegation delegator) {
        StackTraceElement[] trace = traceOf(error);
        int from = 0;
        while (from < trace.length && !GENERATING.contains(trace[from].getClassName())) {
            from++;
        }
        int to = from;
        while (to < trace.length && GENERATING.contains(trace[to].getClassName())) {
            to++;
        }
        if (from < to) {
            List<StackTraceElement> lines = new ArrayList<>(Arrays.asList(trace).subList(0, from));
            addDelegators(lines, delegator);
            lines.addAll(Arrays.asList(trace).subList(to, trace.length));
            set(error, lines);
        }
    }

    /** Where the engine's lines begin for good: at the resume, or the first run, of the innermost task. */
    private static int base(StackTraceElement[] trace) {
        for (int i = 0; i < trace.length; i++) {
            String type = trace[i].getClassName();
            String method = trace[i].getMethodName();
            if ((type.equals(Trampoline.class.getName()) && method.equals("resume"))
                    || (type.equals(Strand.class.getName())
                            && (method.equals("beginCoroutine") || method.equals("step")))) {
                return i;
            }
        }
        return -1;
    }

    private static List<StackTraceElement> without(Set<String> types, StackTraceElement[] trace, int end) {
        List<StackTraceElement> lines = new ArrayList<>(end + 8);
        for (int i = 0; i < end; i++) {
            String type = trace[i].getClassName();
            if (!types.contains(type) && !type.startsWith(WOVEN) && !type.equals(AWAITS)) {
                lines.add(trace[i]);
            }
        }
        return lines;
    }

    private static void addCallers(List<StackTraceElement> lines, @Nullable Frame innermost) {
        for (Frame frame = innermost; frame != null && lines.size() < MOST_LINES; frame = frame.parent) {
            if (frame instanceof AsyncGeneratorRun<?>.Request<?> request) {
                addDelegators(lines, request.delegator());
            }
            StackTraceElement site = Site.of(frame);
            if (site != null) {
                lines.add(site);
            }
        }
    }

    private static void addDelegators(List<StackTraceElement> lines, @Nullable Delegation innermost) {
        for (Delegation each = innermost; each != null && lines.size() < MOST_LINES; each = each.delegator) {
            StackTraceElement site = Site.of(each.frame);
            if (site != null) {
                lines.add(site);
            }
        }
    }

    private static void set(Throwable error, List<StackTraceElement> lines) {
        error.setStackTrace(lines.toArray(StackTraceElement[]::new));
    }

    /** Where the frames from this one outwards wait. */
    static List<StackTraceElement> places(@Nullable Frame innermost) {
        List<StackTraceElement> places = new ArrayList<>();
        for (Frame each = innermost; each != null; each = each.parent) {
            StackTraceElement site = Site.of(each);
            if (site != null) {
                places.add(site);
            }
        }
        return places;
    }
}
