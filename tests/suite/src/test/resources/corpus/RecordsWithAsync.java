import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class RecordsWithAsync {
    interface Doubling { Coroutine<Integer> doubled(); }
    record Point(int x, long y, String name) implements Doubling {
        Point { log("canonical " + x); }
        Point(int x) { this(x, x * 2L, "p" + x); }
        @Async public Coroutine<Integer> doubled() { return done(x * await(tick(2)) + (int) y); }
        @Async static Coroutine<Point> make(int x) { return done(new Point(await(tick(x)), await(tick(5L)), await(tick("n")))); }
    }
    record Generic<T extends Comparable<T>>(T value) {
        @Async Coroutine<Boolean> less(T other) { return done(value.compareTo(await(tick(other))) < 0); }
    }
    @Async
    static Coroutine<String> run() {
        Point p = await(Point.make(3));
        record Local(Object a, Object b) {}
        return done(p.toString() + await(new Point(await(tick(4))).doubled()) + await(new Generic<>("a").less("b")) + new Local(await(tick(1)), p.equals(new Point(3, 5, await(tick("n"))))));
    }
}
