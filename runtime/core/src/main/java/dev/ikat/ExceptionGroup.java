package dev.ikat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Several failures at once: what a {@link TaskGroup} throws. The first is the {@linkplain #getCause cause}, the others are
 * {@linkplain #getSuppressed suppressed}, so that every logger shows all of them; {@link #exceptions} lists them in the
 * order in which they came. Groups nest: a task of a group may fail with a group of its own.
 */
public final class ExceptionGroup extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_IN_MESSAGE = 3;

    private final Throwable[] exceptions;

    /**
     * A group of these.
     *
     * @param message what failed; the exceptions are added to it
     * @throws IllegalArgumentException when there is none
     */
    public ExceptionGroup(String message, List<? extends Throwable> exceptions) {
        super(text(message, exceptions), exceptions.isEmpty() ? null : exceptions.get(0));
        if (exceptions.isEmpty()) {
            throw new IllegalArgumentException("an exception group needs one exception at least");
        }
        this.exceptions = exceptions.toArray(new Throwable[0]);
        Set<Throwable> shown = Collections.newSetFromMap(new IdentityHashMap<>());
        shown.add(exceptions.get(0));
        for (Throwable each : exceptions) {
            if (shown.add(each)) {
                addSuppressed(each);
            }
        }
    }

    private static String text(String message, List<? extends Throwable> exceptions) {
        StringBuilder text = new StringBuilder(message);
        String separator = ": ";
        for (Throwable each : exceptions.subList(0, Math.min(MOST_IN_MESSAGE, exceptions.size()))) {
            text.append(separator).append(each);
            separator = "; ";
        }
        int more = exceptions.size() - MOST_IN_MESSAGE;
        return more > 0 ? text + "; and " + more + " more" : text.toString();
    }

    /** The failures, in the order in which they came; never empty, and each may be a group itself. */
    public List<Throwable> exceptions() {
        return List.of(exceptions);
    }

    /**
     * The failures of a class, those in nested groups too, in their order. Groups are looked into and not listed, unless
     * {@code ExceptionGroup.class} is asked for.
     */
    public <E extends Throwable> List<E> matching(Class<E> type) {
        List<E> found = new ArrayList<>();
        collect(type, found);
        return found;
    }

    private <E extends Throwable> void collect(Class<E> type, List<E> found) {
        for (Throwable each : exceptions) {
            boolean nested = each instanceof ExceptionGroup;
            if (type.isInstance(each) && (!nested || type == (Class<?>) ExceptionGroup.class)) {
                found.add(type.cast(each));
            }
            if (nested) {
                ((ExceptionGroup) each).collect(type, found);
            }
        }
    }
}
