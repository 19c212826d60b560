import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachOnTheStack {
    record Box(Object a, Object b) {}

    /** What is not closed needs no try in the plain run, which javac cannot compile above a long. */
    static class Countdown implements AsyncIterable<Integer>, AsyncIterator<Integer> {
        int left = 3;

        public AsyncIterator<Integer> iterator() {
            return this;
        }

        public Coroutine<Boolean> hasNext() {
            return tick(left > 0);
        }

        public Integer next() {
            return left--;
        }
    }

    static String join(Object a, Object b, Object c) {
        return a + "," + b + "," + c;
    }

    @Async
    static Coroutine<Void> run() {
        long wide = 1L << 40;
        for (int n = 0; n < 4; n++) {
            int k = n;
            String text = join(note("a"), note(n), (Object) switch (k) {
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
            log(new Box(note(n), (Object) switch (m) {
                case 0, 1 -> {
                    for (String s : each(source("p", "q"))) {
                        if (m == 1) yield s + await(tick("r"));
                    }
                    yield "all";
                }
                default -> new Box(note(1), (Object) switch (m) {
                    case 2 -> {
                        for (String s : each(source("s"))) log(s);
                        yield 2;
                    }
                    default -> 3;
                });
            }));
        }
        for (int n = 0; n < 3; n++) {
            int m = n;
            log(wide * n + wide + switch (m) {
                case 0 -> {
                    Iterable<Integer> kept = each(new Countdown());
                    for (int x : kept) {
                        log(x);
                        if (x == 2) break;
                    }
                    yield 1.5;
                }
                case 1 -> {
                    Iterable<Integer> kept = each(new Countdown());
                    for (int x : kept) if (x == 1) yield x;
                    yield 0;
                }
                default -> await(tick(2));
            });
        }
        return done();
    }
}
