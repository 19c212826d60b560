package dev.ikat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.loop.RunningLoop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Runs after every JUnit test, found through {@code META-INF/services}: no thread that the test started lives, no loop
 * is left on the thread, and each {@link VirtualLoop} was closed (which has checked what was left on it).
 */
public final class Sweep implements BeforeEachCallback, AfterEachCallback {
    private static final Namespace STORE = Namespace.create(Sweep.class);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Threads that are started when they are first needed, and kept: by the JDK, by JUnit, and the loop for hot methods. */
    private static final Pattern KEPT = Pattern.compile(
            "ForkJoinPool.*|CompletableFutureDelayScheduler|process reaper.*|Common-Cleaner|Cleaner-\\d+|Attach Listener"
                    + "|junit-.*|HttpClient-\\d+.*|VirtualThread-.*|Keep-Alive-Timer|C[12] CompilerThread\\d*"
                    + "|Notification Thread|Java2D.*|ikat-shared-loop");

    @Override
    public void beforeEach(ExtensionContext context) {
        VirtualLoop.made();
        context.getStore(STORE).put("threads", Thread.getAllStackTraces().keySet());
    }

    @Override
    @SuppressWarnings("unchecked")
    public void afterEach(ExtensionContext context) {
        Set<Thread> before = (Set<Thread>) context.getStore(STORE).get("threads");
        check(before == null ? Set.of() : before, PATIENCE_NANOS);
    }

    static void check(Set<Thread> before, long patienceNanos) {
        assertThat(RunningLoop.current()).as("a loop left on the thread").isNull();
        assertThat(VirtualLoop.made()).as("loops left open").allMatch(VirtualLoop::isClosed);
        assertThat(livingSince(before, patienceNanos)).as("threads left").isEmpty();
    }

    /** Those that do not end within the patience. */
    private static List<Thread> livingSince(Set<Thread> before, long patienceNanos) {
        Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
        started.removeAll(before);
        started.remove(Thread.currentThread());
        started.removeIf(Sweep::isKept);
        long deadline = System.nanoTime() + patienceNanos;
        List<Thread> living = new ArrayList<>();
        for (Thread thread : started) {
            if (!ends(thread, deadline - System.nanoTime())) {
                living.add(thread);
            }
        }
        return living;
    }

    /** By its name, or by the group in which the JDK puts threads of its own. */
    private static boolean isKept(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        boolean jdk = group != null && group.getName().equals("InnocuousThreadGroup");
        return jdk || KEPT.matcher(thread.getName()).matches();
    }

    private static boolean ends(Thread thread, long patienceNanos) {
        try {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(patienceNanos)));
            return !thread.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
