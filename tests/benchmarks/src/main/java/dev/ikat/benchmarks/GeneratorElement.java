package dev.ikat.benchmarks;

import static dev.ikat.Ikat.emit;
import static dev.ikat.Ikat.end;

import dev.ikat.Async;
import dev.ikat.Generator;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An element of a generator whose elements exist already. An operation is one element. Allocates nothing. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class GeneratorElement {
    protected static final int ELEMENTS = 1_000;

    @State(Scope.Thread)
    public static class Elements {
        public final String[] array = new String[ELEMENTS];

        public Elements() {
            Arrays.setAll(array, i -> "x".repeat(i & 7));
        }
    }

    private static final class ArrayIterator implements Iterator<String> {
        private final String[] array;
        private int next;

        ArrayIterator(String[] array) {
            this.array = array;
        }

        @Override
        public boolean hasNext() {
            return next < array.length;
        }

        @Override
        public String next() {
            if (next >= array.length) {
                throw new NoSuchElementException();
            }
            return array[next++];
        }
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public int baselineIterator(Elements elements) {
        return sum(new ArrayIterator(elements.array));
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public int ikat(Elements elements) {
        return sum(all(elements.array));
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public int streamIterator(Elements elements) {
        return sum(Arrays.stream(elements.array).iterator());
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    @Fork(
            value = 2,
            jvmArgsAppend = {VirtualThreads.ONE_CARRIER, VirtualThreads.ONE_CARRIER_AT_MOST})
    public int virtualThread(Elements elements) {
        int[] sum = new int[1];
        VirtualThreads.run(() -> sum[0] = sum(new ThreadGenerator<>(elements.array)));
        return sum[0];
    }

    protected static int sum(Iterator<String> iterator) {
        int sum = 0;
        while (iterator.hasNext()) {
            sum += iterator.next().length();
        }
        return sum;
    }

    @Async
    private static Generator<String> all(String[] array) {
        for (String each : array) {
            emit(each);
        }
        return end();
    }
}
