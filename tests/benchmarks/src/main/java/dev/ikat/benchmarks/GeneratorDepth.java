package dev.ikat.benchmarks;

import static dev.ikat.Ikat.emit;
import static dev.ikat.Ikat.emitAll;
import static dev.ikat.Ikat.end;

import dev.ikat.Async;
import dev.ikat.Generator;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An element that comes up through so many generators. The baseline is as many nested iterators. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class GeneratorDepth {
    protected static final int ELEMENTS = 10_000;

    @State(Scope.Thread)
    public static class Depth {
        @Param({"1", "10", "1000"})
        public int depth;
    }

    private static final class Counter implements Iterator<String> {
        private int left = ELEMENTS;

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public String next() {
            if (left-- <= 0) {
                throw new NoSuchElementException();
            }
            return "x";
        }
    }

    private static final class Nested implements Iterator<String> {
        private final Iterator<String> inner;

        Nested(Iterator<String> inner) {
            this.inner = inner;
        }

        @Override
        public boolean hasNext() {
            return inner.hasNext();
        }

        @Override
        public String next() {
            return inner.next();
        }
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public int baselineIterators(Depth depth) {
        Iterator<String> iterator = new Counter();
        for (int i = 1; i < depth.depth; i++) {
            iterator = new Nested(iterator);
        }
        return sum(iterator);
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public int ikat(Depth depth) {
        return sum(nested(depth.depth));
    }

    protected static int sum(Iterator<String> iterator) {
        int sum = 0;
        while (iterator.hasNext()) {
            sum += iterator.next().length();
        }
        return sum;
    }

    @Async
    private static Generator<String> nested(int depth) {
        if (depth > 1) {
            emitAll(nested(depth - 1));
            return end();
        }
        for (int i = 0; i < ELEMENTS; i++) {
            emit("x");
        }
        return end();
    }
}
