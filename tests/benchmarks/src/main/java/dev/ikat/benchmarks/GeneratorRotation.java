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

/** Ten generators, each of its own method, in rotation: no call site knows its target. An operation is one element. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class GeneratorRotation {
    private static final int ROUNDS = 1_000;
    private static final int KINDS = 10;

    private abstract static class Counting implements Iterator<String> {
        int left = ROUNDS;

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        final void take() {
            if (left-- <= 0) {
                throw new NoSuchElementException();
            }
        }
    }

    private static final class A extends Counting {
        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public String next() {
            take();
            return "a";
        }
    }

    private static final class B extends Counting {
        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public String next() {
            take();
            return "bb";
        }
    }

    private static final class C extends Counting {
        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public String next() {
            take();
            return "ccc";
        }
    }

    private static final class D extends Counting {
        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public String next() {
            take();
            return "dddd";
        }
    }

    private static final class E extends Counting {
        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public String next() {
            take();
            return "eeeee";
        }
    }

    private static final class F extends Counting {
        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public String next() {
            take();
            return "ffffff";
        }
    }

    private static final class G extends Counting {
        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public String next() {
            take();
            return "ggggggg";
        }
    }

    private static final class H extends Counting {
        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public String next() {
            take();
            return "hhhhhhhh";
        }
    }

    private static final class I extends Counting {
        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public String next() {
            take();
            return "iiiiiiiii";
        }
    }

    private static final class J extends Counting {
        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public String next() {
            take();
            return "jjjjjjjjjj";
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS * KINDS)
    public int baselineIterators() {
        return sum(new Iterator<?>[] {
            new A(), new B(), new C(), new D(), new E(), new F(), new G(), new H(), new I(), new J()
        });
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS * KINDS)
    public int ikat() {
        return sum(new Iterator<?>[] {a(), b(), c(), d(), e(), f(), g(), h(), i(), j()});
    }

    private static int sum(Iterator<?>[] iterators) {
        int sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (Iterator<?> each : iterators) {
                if (each.hasNext()) {
                    sum += ((String) each.next()).length();
                }
            }
        }
        return sum;
    }

    @Async
    private static Generator<String> a() {
        for (int left = ROUNDS; left > 0; left--) {
            emit("a");
        }
        return end();
    }

    @Async
    private static Generator<String> b() {
        for (int left = ROUNDS; left > 0; left--) {
            emit("bb");
        }
        return end();
    }

    @Async
    private static Generator<String> c() {
        for (int left = ROUNDS; left > 0; left--) {
            emit("ccc");
        }
        return end();
    }

    @Async
    private static Generator<String> d() {
        for (int left = ROUNDS; left > 0; left--) {
            emit("dddd");
        }
        return end();
    }

    @Async
    private static Generator<String> e() {
        for (int left = ROUNDS; left > 0; left--) {
            emit("eeeee");
        }
        return end();
    }

    @Async
    private static Generator<String> f() {
        for (int left = ROUNDS; left > 0; left--) {
            emit("ffffff");
        }
        return end();
    }

    @Async
    private static Generator<String> g() {
        for (int left = ROUNDS; left > 0; left--) {
            emit("ggggggg");
        }
        return end();
    }

    @Async
    private static Generator<String> h() {
        for (int left = ROUNDS; left > 0; left--) {
            emit("hhhhhhhh");
        }
        return end();
    }

    @Async
    private static Generator<String> i() {
        for (int left = ROUNDS; left > 0; left--) {
            emit("iiiiiiiii");
        }
        return end();
    }

    @Async
    private static Generator<String> j() {
        for (int left = ROUNDS; left > 0; left--) {
            emit("jjjjjjjjjj");
        }
        return end();
    }
}
