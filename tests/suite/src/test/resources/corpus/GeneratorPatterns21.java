import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class GeneratorPatterns21 {
    sealed interface Shape permits Circle, Square, Pair {}

    record Circle(double radius) implements Shape {}

    record Square(int side) implements Shape {}

    record Pair(Shape left, Shape right) implements Shape {}

    @Async
    static Generator<Object> walk(Shape shape) {
        Object sent = switch (shape) {
            case Circle(double radius) when radius > 1 -> emit("big " + radius);
            case Circle c -> emit(c);
            case Square(int side) -> {
                for (int i = 0; i < side; i++) emit("side " + i);
                yield emit(side);
            }
            case Pair(Circle(var r), Square s) -> emitAll(walk(s)) + "" + emit(r);
            case Pair(var left, var right) -> {
                emitAll(walk(left));
                yield emitAll(walk(right));
            }
        };
        return sent instanceof String text && emit(text) == null ? end(text) : end(sent);
    }

    @Async
    static AsyncGenerator<String> slow(Object o) {
        for (Object x : each(source(o, 5, new Square(1)))) {
            String text = switch (x) {
                case Integer i when await(tick(i > 4)) -> {
                    for (int y : each(source(1, 2))) {
                        if (y == 1) yield "y" + y;
                    }
                    yield "none";
                }
                case String s -> "s" + emit(s);
                case Square(var side) -> {
                    if (side == 2) throw new IllegalStateException();
                    yield "square";
                }
                default -> "other";
            };
            emit(text);
        }
        return end();
    }

    @Async
    static Coroutine<Void> run() {
        takeAll(walk(new Pair(new Circle(2), new Square(2))));
        takeAll(walk(new Pair(new Square(1), new Pair(new Circle(0.5), new Circle(3)))));
        sendAll(walk(new Circle(9)), "sent");
        for (String s : each(slow("q"))) log(s);
        return done();
    }
}
