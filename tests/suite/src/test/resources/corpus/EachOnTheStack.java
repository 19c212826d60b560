import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachOnTheStack {
    record Box(Object a, Object b) {}

    static String join(Object a, long b, Object c) {
        return a + "," + b + "," + c;
    }

    @Async
    static Coroutine<Void> run() {
        long wide = 1L << 40;
        for (int n = 0; n < 4; n++) {
            String text = join(note("a"), wide + note(n), switch (n) {
                case 0 -> {
                    for (int x : each(source(1, 2, 3))) {
                        if (x == 2) break;
                    }
                    yield "broken";
                }
                case 1 -> {
                    int sum = 0;
                    for (int x : each(source(1, 2, 3))) {
                        sum += x;
                        if (x == 2) yield "yielded " + sum;
                    }
                    yield "whole";
                }
                case 2 -> {
                    for (int x : each(source(1, 2))) log(x);
                    yield "two";
                }
                default -> "none";
            });
            log(text);
            int m = n;
            log(new Box(note(n), switch (m) {
                case 0, 1 -> {
                    for (String s : each(source("p", "q"))) {
                        if (m == 1) yield s + await(tick("r"));
                    }
                    yield "all";
                }
                default -> new Box(note(1), switch (m) {
                    case 2 -> {
                        for (String s : each(source("s"))) log(s);
                        yield 2;
                    }
                    default -> 3;
                });
            }));
        }
        return done();
    }
}
