package dev.ikat;

import dev.ikat.frame.Frame;
import dev.ikat.frame.Site;
import dev.ikat.loop.ErrorContext;
import java.lang.StackWalker.StackFrame;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The coroutines that were made in debug mode and have neither begun nor been closed. One that is collected is reported
 * as the next is made, and those of a loop as it closes, whichever is first; each once. What was made where no loop runs
 * is recorded only when debug mode is the process's, and goes to the log when it is collected. From any thread.
 *
 * <p>A set of weak references by identity, beside the coroutines: a field in each would be paid for when this is off.
 */
final class NeverAwaited {
    private static final String ADVICE = " was never awaited, started or closed, so it did nothing; it was made at ";

    private static final ReferenceQueue<Coroutine<?>> COLLECTED = new ReferenceQueue<>();
    private static final Set<Entry> ENTRIES = ConcurrentHashMap.newKeySet();
    private static final AtomicLong MADE = new AtomicLong();

    private NeverAwaited() {}

    /** Equal to another one of the same coroutine. */
    private static final class Entry extends WeakReference<Coroutine<?>> {
        final @Nullable Kernel kernel;
        final @Nullable Report report;
        final long number;
        private final int hash;

        Entry(Coroutine<?> coroutine, @Nullable Kernel kernel, @Nullable Report report) {
            super(coroutine, report == null ? null : COLLECTED);
            this.kernel = kernel;
            this.report = report;
            number = MADE.incrementAndGet();
            hash = System.identityHashCode(coroutine);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof Entry entry && entry.hash == hash && get() != null && get() == entry.get());
        }
    }

    private record Report(String what, Origin origin) {
        ErrorContext context() {
            return new ErrorContext(what + ADVICE + origin.place(), origin.snapshot("it was made here"), null);
        }
    }

    /** Called by the constructor of each coroutine. */
    static void made(Coroutine<?> coroutine) {
        Kernel kernel = Kernel.currentOrNull();
        if (kernel == null ? Debug.BY_PROPERTY : kernel.isDebug()) {
            reportCollected();
            Report report = isStateless(coroutine) ? null : reportOf(coroutine);
            if (report != null) {
                ENTRIES.add(new Entry(coroutine, kernel, report));
            }
        }
    }

    /** It has begun, or was closed. */
    static void forget(Coroutine<?> coroutine) {
        ENTRIES.remove(new Entry(coroutine, null, null));
    }

    /** Reports those that were made on the loop, oldest first. */
    static void loopCloses(Kernel kernel) {
        reportCollected();
        List<Entry> left = ENTRIES.stream()
                .filter(entry -> entry.kernel == kernel)
                .sorted(Comparator.comparingLong(entry -> entry.number))
                .toList();
        for (Entry entry : left) {
            Coroutine<?> coroutine = entry.get();
            if (ENTRIES.remove(entry) && (coroutine == null || coroutine.label == Frame.NEW)) {
                report(entry);
            }
        }
    }

    /** How many are recorded, of all loops. */
    static int recorded() {
        reportCollected();
        return ENTRIES.size();
    }

    private static void reportCollected() {
        for (Reference<?> each; (each = COLLECTED.poll()) != null; ) {
            if (each instanceof Entry entry && ENTRIES.remove(entry)) {
                report(entry);
            }
        }
    }

    private static void report(Entry entry) {
        if (entry.report == null) {
            return;
        }
        ErrorContext context = entry.report.context();
        if (entry.kernel != null) {
            entry.kernel.loop.callExceptionHandler(context);
        } else {
            System.getLogger("dev.ikat").log(System.Logger.Level.ERROR, context.message(), context.error());
        }
    }

    /** They hold nothing that is lost when they are. */
    private static boolean isStateless(Coroutine<?> coroutine) {
        return coroutine instanceof Completed || coroutine instanceof YieldNow;
    }

    /** Null for the frame of a woven method that has been running without one: that is no call. */
    private static @Nullable Report reportOf(Coroutine<?> coroutine) {
        StackTraceElement site = Site.of(coroutine);
        if (site == null) {
            Origin origin = Origin.here();
            return new Report("coroutine " + origin.via(), origin);
        }
        List<StackFrame> frames =
                Origin.frames().stream().dropWhile(frame -> !isOf(frame, site)).toList();
        boolean running = !frames.isEmpty() && frames.get(0).getDescriptor().contains("Ldev/ikat/frame/Trampoline;)");
        List<StackFrame> callers = frames.subList(Math.min(1, frames.size()), frames.size());
        return running ? null : new Report(coroutine.toString(), new Origin("", Origin.programs(callers)));
    }

    private static boolean isOf(StackFrame frame, StackTraceElement site) {
        return frame.getMethodName().equals(site.getMethodName())
                && frame.getClassName().equals(site.getClassName());
    }
}
