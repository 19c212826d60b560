package dev.ikat;

import dev.ikat.frame.Frame;
import dev.ikat.loop.StackSnapshot;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a program made something, in debug mode: the stack without the frames of this library, innermost first.
 *
 * @param via the method of this library that the program called, as {@code Ikat.sleep}; empty when it called none
 */
record Origin(String via, List<StackTraceElement> stack) {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final int MOST_FRAMES = 64;
    private static final int FEW_FRAMES = 12;

    /** Of the call that leads here. */
    static Origin here() {
        List<StackFrame> frames = frames();
        int inside = 0;
        while (inside < frames.size() && isOurs(frames.get(inside))) {
            inside++;
        }
        String via = inside == 0 ? "" : name(frames.get(inside - 1));
        return new Origin(via, programs(frames));
    }

    /** As {@link #here}, at a quarter of the price: the line of the call, and few that led to it. */
    static Origin near() {
        return new Origin("", programs(frames(FEW_FRAMES)));
    }

    static List<StackFrame> frames() {
        return frames(MOST_FRAMES);
    }

    private static List<StackFrame> frames(int most) {
        return WALKER.walk(all -> all.limit(most).collect(Collectors.toList()));
    }

    /** The lines of the program; where a task runs, those of the methods that await its innermost one are among them. */
    static List<StackTraceElement> programs(List<StackFrame> frames) {
        List<StackTraceElement> lines = new ArrayList<>();
        boolean inStep = true;
        for (StackFrame frame : frames) {
            if (!isOurs(frame)) {
                lines.add(frame.toStackTraceElement());
            } else if (inStep && isStep(frame)) {
                inStep = false;
                lines.addAll(callersInCurrentStep());
            }
        }
        return lines;
    }

    /** The methods that await the one that was resumed in the step that runs on this thread; none where none runs. */
    private static List<StackTraceElement> callersInCurrentStep() {
        Kernel kernel = Kernel.currentOrNull();
        Strand<?> task = kernel == null ? null : (Strand<?>) kernel.currentTask();
        Frame leaf = task == null ? null : task.leaf();
        return leaf == null ? List.of() : AsyncTrace.places(leaf.parent);
    }

    private static boolean isStep(StackFrame frame) {
        return frame.getDeclaringClass() == Strand.class
                && frame.getMethodName().equals("step");
    }

    /** By name and by where it was loaded from: a program may be in a package of the same name, or in the same jar. */
    static boolean isOurs(StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        return type.getName().startsWith("dev.ikat.")
                && type.getProtectionDomain() == Origin.class.getProtectionDomain();
    }

    private static String name(StackFrame frame) {
        return frame.getDeclaringClass().getSimpleName() + "." + frame.getMethodName();
    }

    /** The innermost place, as {@code Greet.main(Greet.java:12)}. */
    String place() {
        return stack.isEmpty() ? "an unknown place" : stack.get(0).toString();
    }

    StackSnapshot snapshot(String message) {
        return new StackSnapshot(message, stack);
    }
}
