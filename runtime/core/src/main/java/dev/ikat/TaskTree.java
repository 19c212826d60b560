package dev.ikat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a loop as text: who awaits whom, and where each stands. The tasks that nobody awaits come first, each with
 * those that it awaits under it, also through gathers, groups and shields. Source: asyncio's call graph.
 */
final class TaskTree {
    private final StringBuilder text = new StringBuilder();
    private final Set<Promise<?>> shown = Collections.newSetFromMap(new IdentityHashMap<>());
    private final @Nullable Task<?> current;

    private TaskTree(@Nullable Task<?> current) {
        this.current = current;
    }

    static String of(Kernel kernel) {
        List<Task<?>> tasks = kernel.tasks();
        Set<Promise<?>> awaited = Collections.newSetFromMap(new IdentityHashMap<>());
        tasks.forEach(task -> awaited.addAll(awaitedBy(task)));
        TaskTree tree = new TaskTree(kernel.currentTask());
        tasks.stream().filter(task -> !awaited.contains(task)).forEach(task -> tree.show(task, 0));
        tasks.stream()
                .filter(task -> !tree.shown.contains(task))
                .forEach(task -> tree.show(task, 0)); // await each other
        return tree.text.toString();
    }

    /** The tasks at the ends of what it waits for. */
    private static List<Task<?>> awaitedBy(Promise<?> waiting) {
        List<Task<?>> tasks = new ArrayList<>();
        collect(waiting.waitsFor(), tasks, Collections.newSetFromMap(new IdentityHashMap<>()));
        return tasks;
    }

    private static void collect(Collection<? extends Promise<?>> promises, List<Task<?>> tasks, Set<Promise<?>> seen) {
        for (Promise<?> promise : promises) {
            if (!seen.add(promise) || promise.isDone()) {
                continue;
            }
            if (promise instanceof Task<?> task) {
                tasks.add(task);
            } else {
                collect(promise.waitsFor(), tasks, seen);
            }
        }
    }

    private void show(Task<?> task, int depth) {
        String indent = "    ".repeat(depth);
        boolean first = shown.add(task);
        text.append(indent)
                .append("task ")
                .append(task.name())
                .append(" (")
                .append(state(task))
                .append(')');
        text.append(first ? "\n" : ", shown above\n");
        if (first) {
            task.stack()
                    .forEach(place ->
                            text.append(indent).append("  at ").append(place).append('\n'));
            awaitedBy(task).forEach(each -> show(each, depth + 1));
        }
    }

    private String state(Task<?> task) {
        if (task == current) {
            return "running";
        }
        Collection<? extends Promise<?>> awaited = task.waitsFor();
        return awaited.isEmpty() || awaited.stream().allMatch(Promise::isDone) ? "ready" : "waiting";
    }
}
