import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class GuardedPatterns21 {
    sealed interface Shape permits Circle, Square, Group {} record Circle(double r) implements Shape {} record Square(int side) implements Shape {} record Group(String name, List<Shape> all) implements Shape {}
    @Async static Coroutine<Boolean> large(Number n) { return done(await(tick(n)).doubleValue() > 2); }
    @Async static Coroutine<String> describe(Shape shape, int depth) {
        return done(switch (shape) {
            case Circle c when c.r() < 0 || await(large(c.r())) -> "large circle" + await(tick(depth));
            case Circle c -> "circle" + c.r();
            case Square s when s.side() > 0 && !await(large(s.side())) && await(tick(depth)) >= 0 -> "small" + s.side();
            case Square s when await(tick(false)) -> "never";
            case Square s -> { int area = s.side() * await(tick(s.side())); yield "square" + area; }
            case Group g when g.all().isEmpty() -> "empty" + await(tick(g.name()));
            case Group(String name, List<Shape> all) when await(tick(all.size())) == 1 -> name + "(" + await(describe(all.get(0), depth + 1)) + ")";
            case Group g -> { String s = g.name(); for (Shape each : g.all()) s += "," + await(describe(each, depth + 1)); yield s; }
        });
    }
    @Async
    static Coroutine<String> run() { return done(await(describe(new Group("g", List.of(new Circle(1), new Circle(3), new Circle(-1), new Square(2), new Square(5), new Group("one", List.of(new Square(0))), new Group("none", List.of()))), 0))); }
}
