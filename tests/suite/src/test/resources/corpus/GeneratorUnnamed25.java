import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class GeneratorUnnamed25 {
    record Point(int x, int y) {}

    @Async
    static Generator<Object> points(List<Object> all) {
        for (Object one : all) {
            switch (one) {
                case Point(int x, _) when x > 1 -> emit(x);
                case Point _ -> emit("point");
                case String _, Integer _ -> {
                    var _ = emit(one);
                }
                default -> {
                    try {
                        emit(1 / (one.hashCode() - one.hashCode()));
                    } catch (ArithmeticException _) {
                        emit("caught");
                    }
                }
            }
        }
        return end();
    }

    @Async
    static Coroutine<Void> run() {
        takeAll(points(List.of(new Point(1, 2), new Point(2, 3), "s", 4, 5L)));
        int count = 0;
        for (var _ : each(source(1, 2, 3))) {
            if (++count == 2) break;
        }
        log(count);
        return done();
    }
}
