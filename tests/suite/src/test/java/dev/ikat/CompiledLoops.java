package dev.ikat;

import static dev.ikat.Ikat.emit;
import static dev.ikat.Ikat.emitAll;
import static dev.ikat.Ikat.end;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** Prints what loops over generators allocate once they are compiled: for {@link CompiledLoopsTest}. */
final class CompiledLoops {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int TIMES = 20_000;
    private static final int ELEMENTS = 100;

    /** Compiled it is in two or three; a busy machine compiles later. */
    private static final int ROUNDS = 500;

    private CompiledLoops() {}

    @Async
    private static Generator<String> all(String[] array) {
        for (String each : array) {
            emit(each);
        }
        return end();
    }

    @Async
    private static Generator<String> backwards(String[] array) {
        for (int i = array.length - 1; i >= 0; i--) {
            emit(array[i]);
        }
        return end();
    }

    @Async
    private static Generator<String> endless(String element) {
        while (true) {
            emit(element);
        }
    }

    /** What a program does with other generators, too, must not cost the loops over those. */
    @Async
    private static Generator<String> chained(List<String> list) {
        emit("first");
        emitAll(list);
        return end();
    }

    private static int sumAll(String[] array) {
        int sum = 0;
        for (Generator<String> strings = all(array); strings.hasNext(); ) {
            sum += strings.next().length();
        }
        return sum;
    }

    private static int sumBackwards(String[] array) {
        int sum = 0;
        for (String each : backwards(array)) {
            sum += each.length();
        }
        return sum;
    }

    /** Without {@code hasNext}. */
    private static int sumEndless(String[] array) {
        int sum = 0;
        Generator<String> strings = endless(array[1]);
        for (int i = 0; i < array.length; i++) {
            sum += strings.next().length();
        }
        return sum;
    }

    private static int others(String[] array) {
        int sum = 0;
        for (int i = 0; i < TIMES; i++) {
            Generator<String> closed = all(array);
            if (closed.hasNext()) {
                closed.close();
            }
            for (Generator<String> chain = chained(List.of(array)); chain.hasNext(); ) {
                sum += chain.next().length();
            }
        }
        return sum;
    }

    private static int times(ToIntFunction<String[]> loop, String[] array) {
        int sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += loop.applyAsInt(array);
        }
        return sum;
    }

    public static void main(String[] args) {
        String[] array = new String[ELEMENTS];
        Arrays.setAll(array, i -> "x".repeat(i & 7));
        List<ToIntFunction<String[]>> loops =
                List.of(CompiledLoops::sumAll, CompiledLoops::sumBackwards, CompiledLoops::sumEndless);
        long[] least = new long[loops.size()];
        Arrays.fill(least, Long.MAX_VALUE);
        int sum = others(array);
        for (int round = 0; round < ROUNDS && Arrays.stream(least).anyMatch(bytes -> bytes > 0); round++) {
            for (int i = 0; i < least.length; i++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                sum += times(loops.get(i), array);
                least[i] = Math.min(least[i], (THREADS.getCurrentThreadAllocatedBytes() - before) / TIMES);
            }
        }
        System.out.println(sum == 0 ? "nothing was summed up" : Arrays.toString(least));
    }
}
