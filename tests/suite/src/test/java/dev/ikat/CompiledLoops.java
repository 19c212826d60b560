package dev.ikat;

import static dev.ikat.Ikat.emit;
import static dev.ikat.Ikat.emitAll;
import static dev.ikat.Ikat.end;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/** Prints what a loop over a generator allocates once it is compiled: for {@link CompiledLoopsTest}. */
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

    /** What a program does with other generators, too, must not cost the loop over that one. */
    @Async
    private static Generator<String> chained(List<String> list) {
        emit("first");
        emitAll(list);
        return end();
    }

    private static int sum(String[] array) {
        int sum = 0;
        for (Generator<String> strings = all(array); strings.hasNext(); ) {
            sum += strings.next().length();
        }
        return sum;
    }

    private static int sums(String[] array) {
        int sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += sum(array);
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

    public static void main(String[] args) {
        String[] array = new String[ELEMENTS];
        Arrays.setAll(array, i -> "x".repeat(i & 7));
        int sum = others(array);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            sum += sums(array);
            least = Math.min(least, (THREADS.getCurrentThreadAllocatedBytes() - before) / TIMES);
        }
        System.out.println(sum == 0 ? "nothing was summed up" : least + " B");
    }
}
