package dev.ikat.compiler.rules;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.ikat.compiler.source.Body;
import dev.ikat.compiler.source.Place;
import java.util.Arrays;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/**
 * A lock of java.util.concurrent that is taken before an await and released after it. It goes by the order in which calls are
 * written, so one that is released on the way to the await is no finding. {@code tryAcquire} of a semaphore and the {@code try}
 * methods of a StampedLock are left alone: they neither wait nor belong to a thread.
 */
final class LockAcrossAwait extends Rule {
    private static final String PACKAGE = "java.util.concurrent.";

    /** How a kind of lock is taken and released, and what is wrong when a task waits in between. */
    private enum Kind {
        LOCK(
                "locks.Lock",
                Set.of("lock", "lockInterruptibly", "tryLock"),
                Set.of("unlock"),
                "it belongs to the thread, so every other task of the loop enters too, or stops the loop when the lock is"
                        + " held elsewhere. Use a dev.ikat.sync.Lock: try (var permit = await(lock.acquire())) { … }"),
        STAMPED(
                "locks.StampedLock",
                Set.of("writeLock", "readLock", "writeLockInterruptibly", "readLockInterruptibly"),
                Set.of("unlock", "unlockWrite", "unlockRead"),
                "a task that takes it then stops the thread that would release it. Use a dev.ikat.sync.Lock: try (var permit"
                        + " = await(lock.acquire())) { … }"),
        SEMAPHORE(
                "Semaphore",
                Set.of("acquire", "acquireUninterruptibly"),
                Set.of("release"),
                "a task that acquires it then stops the thread that would release it. Use a dev.ikat.sync.Semaphore: try (var"
                        + " permit = await(semaphore.acquire())) { … }");

        final String type;
        final Set<String> taking;
        final Set<String> releasing;
        final String advice;

        Kind(String type, Set<String> taking, Set<String> releasing, String advice) {
            this.type = PACKAGE + type;
            this.taking = taking;
            this.releasing = releasing;
            this.advice = advice;
        }

        /** The kind of lock that a call takes; null when it takes none. */
        static @Nullable Kind takenBy(Place place) {
            String name = Place.nameOf((MethodInvocationTree) place.tree());
            return Arrays.stream(values())
                    .filter(each -> each.taking.contains(name) && each.isCalledBy(place))
                    .findFirst()
                    .orElse(null);
        }

        private boolean isCalledBy(Place place) {
            ExecutableElement method = place.methodOf(place.path());
            return method != null && place.symbols().isDeclaredBelow(method, type);
        }
    }

    LockAcrossAwait() {
        super("lock-across-await", Level.WARNING, Tree.Kind.METHOD_INVOCATION);
    }

    @Override
    public void check(Place place, Findings findings) {
        Body body = place.body();
        TreePath lock = place.receiver();
        if (body == null || lock == null || !body.runsOnLoop()) {
            return;
        }
        Kind kind = Kind.takenBy(place);
        TreePath await =
                kind == null ? null : heldOver(place, body, lock.getLeaf().toString(), kind);
        if (kind != null && await != null) {
            findings.report(
                    place.path(),
                    Place.text(lock.getLeaf()) + " is held over " + Place.text(await.getLeaf()) + " in line "
                            + place.lineOf(await.getLeaf()) + ": " + kind.advice);
        }
    }

    /** The first await between taking and releasing; null where there is none, or nothing releases it. */
    private static @Nullable TreePath heldOver(Place place, Body body, String lock, Kind kind) {
        TreePath await = null;
        for (TreePath call : body.calls().after(place.tree())) {
            if (await == null && place.suspendingCall(call) != null) {
                await = call;
            }
            TreePath receiver = Place.receiver(call);
            if (receiver != null
                    && kind.releasing.contains(Place.nameOf((MethodInvocationTree) call.getLeaf()))
                    && receiver.getLeaf().toString().equals(lock)) {
                return await;
            }
        }
        return null;
    }
}
