package dev.ikat.benchmarks;

import static dev.ikat.Ikat.emit;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * As a program has them: three generators, each of its own method, with a loop of its own over each, all hot. An operation
 * is one element.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class GeneratorLoops {
    private static final int LOOPS = 3;
    private static final int ALL = LOOPS * GeneratorElement.ELEMENTS;

    private abstract static class Walk implements Iterator<String> {
        final String[] array;
        int next;

        Walk(String[] array, int next) {
            this.array = array;
            this.next = next;
        }

        final int checked() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return next;
        }
    }

    private static final class Forwards extends Walk {
        Forwards(String[] array) {
            super(array, 0);
        }

        @Override
        public boolean hasNext() {
            return next < array.length;
        }

        @Override
        public String next() {
            String element = array[checked()];
            next++;
            return element;
        }
    }

    private static final class Backwards extends Walk {
        Backwards(String[] array) {
            super(array, array.length - 1);
        }

        @Override
        public boolean hasNext() {
            return next >= 0;
        }

        @Override
        public String next() {
            String element = array[checked()];
            next--;
            return element;
        }
    }

    private static final class Twice extends Walk {
        Twice(String[] array) {
            super(array, 0);
        }

        @Override
        public boolean hasNext() {
            return next < array.length;
        }

        @Override
        public String next() {
            String element = array[checked() & ~1];
            next++;
            return element;
        }
    }

    @Async
    private static Generator<String> forwards(String[] array) {
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
    private static Generator<String> twice(String[] array) {
        for (int i = 0; i < array.length; i++) {
            emit(array[i & ~1]);
        }
        return end();
    }

    @Benchmark
    @OperationsPerInvocation(ALL)
    public int baselineIterators(GeneratorElement.Elements elements) {
        int sum = 0;
        for (Iterator<String> each = new Forwards(elements.array); each.hasNext(); ) {
            sum += each.next().length();
        }
        for (Iterator<String> each = new Backwards(elements.array); each.hasNext(); ) {
            sum += each.next().length();
        }
        for (Iterator<String> each = new Twice(elements.array); each.hasNext(); ) {
            sum += each.next().length();
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(ALL)
    public int ikat(GeneratorElement.Elements elements) {
        int sum = 0;
        for (String each : forwards(elements.array)) {
            sum += each.length();
        }
        for (String each : backwards(elements.array)) {
            sum += each.length();
        }
        for (String each : twice(elements.array)) {
            sum += each.length();
        }
        return sum;
    }

    /** Without {@code hasNext}. */
    @Benchmark
    @OperationsPerInvocation(ALL)
    public int ikatNext(GeneratorElement.Elements elements) {
        Generator<String> forwards = forwards(elements.array);
        Generator<String> backwards = backwards(elements.array);
        Generator<String> twice = twice(elements.array);
        return sum(forwards, elements) + sum(backwards, elements) + sum(twice, elements);
    }

    private static int sum(Generator<String> generator, GeneratorElement.Elements elements) {
        int sum = 0;
        for (int i = 0; i < elements.array.length; i++) {
            sum += generator.next().length();
        }
        return sum;
    }
}
