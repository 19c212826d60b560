import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class GeneratorsOfAllMethods {
    interface Walk<T> {
        @Async
        default Generator<T> walk(T a, T b) {
            log("default " + first(a));
            emit(a);
            emitAll(twice(b));
            return end(this);
        }

        @Async
        private Generator<T> twice(T x) {
            emit(x);
            emit(x);
            return end();
        }

        T first(T a);

        @Async
        static <A, B extends Comparable<B>> Generator<Object> both(A a, B b) {
            emit(a);
            emit(b.compareTo(b));
            return end();
        }
    }

    abstract static class Base implements Walk<String> {
        final String name;

        Base(String name) {
            this.name = name;
        }

        @Async
        Generator<? extends Object> elements() {
            emit(name);
            return end("base");
        }

        public String first(String a) {
            return name + a;
        }

        public String toString() {
            return name;
        }
    }

    static class Sub extends Base {
        Sub() {
            super("sub");
        }

        @Async
        @Override
        Generator<String> elements() {
            emit("before");
            Object end = emitAll(super.elements());
            emit("after " + end);
            return end("sub");
        }

        @Async
        @Override
        public Generator<String> walk(String a, String b) {
            emit("overridden");
            return super.walk(b, a);
        }
    }

    enum Direction {
        LEFT {
            @Async
            Generator<Object> steps(int n) {
                for (; n > 0; n--) emit(this + "" + n);
                return end();
            }
        },
        RIGHT;

        @Async
        Generator<Object> steps(int n) {
            emit(ordinal() + n);
            return end(name());
        }
    }

    record Range(int from, int to) {
        @Async
        Generator<Integer> all() {
            for (int i = from; i < to; i++) emit(i);
            return end(this);
        }
    }

    class Inner {
        @Async
        private final Generator<Object> of(int... numbers) {
            for (int number : numbers) emit(number + field);
            return end();
        }
    }

    int field = 10;

    @Async
    static Coroutine<Void> run() {
        Base sub = new Sub();
        takeAll(sub.elements());
        takeAll(sub.walk("a", "b"));
        Walk<Integer> lambda = a -> a;
        takeAll(lambda.walk(1, 2).hasNext() ? Walk.both("x", 1) : null);
        takeAll(Walk.both(1.5, "y"));
        takeAll(Direction.LEFT.steps(2));
        takeAll(Direction.RIGHT.steps(2));
        takeAll(new Range(2, 5).all());
        takeAll(new GeneratorsOfAllMethods().new Inner().of(1, 2, 3));
        takeAll(new GeneratorsOfAllMethods().new Inner().of());
        takeAll(new Object() {
            @Async
            Generator<Long> longs(long... all) {
                for (long one : all) emit(one);
                return end();
            }
        }.longs(1L, 1L << 40));
        class Local {
            @Async
            <T extends Number> Generator<T> halves(T x) {
                emit(x.intValue() / 2);
                return end(sub);
            }
        }
        takeAll(new Local().halves(9.0));
        return done();
    }
}
