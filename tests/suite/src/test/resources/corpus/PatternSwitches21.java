import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class PatternSwitches21 {
    sealed interface Shape permits Circle, Square, Pair {}
    record Circle(double r) implements Shape {}
    record Square(int side) implements Shape {}
    record Pair(Shape a, Object b) implements Shape {}
    @Async static Coroutine<Boolean> big(int n) { return done(await(tick(n)) > 3); }
    @Async
    static Coroutine<String> describe(Object o) {
        return done(switch (await(tick(o))) {
            case null -> "null" + await(tick(0));
            case String s when s.length() > await(tick(3)) -> "long " + s;
            case String s -> "short " + await(tick(s));
            case Integer i when i > 10 && await(big(i)) -> { int twice = i * await(tick(2)); yield "big " + twice; }
            case Circle c -> "circle " + c.r() * await(tick(2));
            case Square(int side) when await(big(side)) -> "big square" + side;
            case Pair(Circle(var r), String text) -> "pair " + r + text + await(tick(text));
            case Pair(var a, var b) -> "other " + await(describe(a)) + b;
            case List<?> list -> "list " + list.size() + await(tick(1));
            default -> "default " + o;
        });
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (Object o : new Object[] {null, "ab", "abcd", 5, 50, new Circle(1.5), new Square(2), new Square(4), new Pair(new Circle(1), "t"), new Pair(new Square(9), 1), new Pair(null, null), List.of(1)}) {
            s += await(describe(o)) + ";";
        }
        return done(s);
    }
}
