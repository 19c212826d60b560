import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachReturns {
    @Async
    static AsyncGenerator<Integer> numbers(String name, int n) {
        try {
            for (int i = 0; i < n; i++) emit(await(tick(i)));
        } finally {
            log(name + " closes");
            await(tick(name));
        }
        return end();
    }

    @Async
    static Coroutine<String> other(String s) {
        log("other " + s);
        await(tick(s));
        return done("o" + s);
    }

    @Async
    static Coroutine<String> value(int n) {
        for (int x : each(numbers("value", 3))) {
            if (x == n) return done("v" + note(x));
        }
        return done("none");
    }

    @Async
    static Coroutine<String> tail(int n) {
        for (int x : each(numbers("tail", 3))) {
            if (x == n) return other("t" + x);
        }
        return other("none");
    }

    @Async
    static Coroutine<String> guarded(int n) {
        try {
            log("outer try");
            for (int x : each(numbers("guarded", 4))) {
                try {
                    if (x == n) return done("in " + await(tick(x)));
                    if (x == 2) return other("two");
                } finally {
                    log("inner finally " + x);
                    await(tick("inner"));
                }
            }
        } finally {
            log("outer finally");
            await(tick("outer"));
        }
        return done("end");
    }

    @Async
    static Coroutine<String> caught(int n) {
        try {
            for (int x : each(numbers("caught", 4))) {
                try {
                    if (x == n) return done("c" + x);
                    if (x == 2) return Corpus2.failing();
                } catch (IllegalArgumentException error) {
                    log("inner " + error.getMessage());
                    if (n == 3) return other("three");
                }
            }
        } catch (RuntimeException error) {
            log("outer " + error.getMessage());
        }
        return done("end");
    }

    static class Corpus2 {
        static Coroutine<String> failing() {
            return fail("other fails");
        }
    }

    @Async
    static Coroutine<String> tailFails() {
        for (int x : each(numbers("tail fails", 4))) {
            if (x == 1) return Corpus2.failing();
        }
        return done("end");
    }

    @Async
    static Coroutine<Void> nothing() {
        for (int x : each(numbers("nothing", 2))) return done();
        return done();
    }

    @Async
    static Coroutine<Void> run() {
        for (int n = 0; n < 5; n++) {
            log("n " + n);
            log(await(value(n)));
            log(await(tail(n)));
            log(await(guarded(n)));
            log(await(caught(n)));
        }
        await(nothing());
        try {
            log(await(tailFails()));
        } catch (IllegalArgumentException error) {
            log("thrown " + error.getMessage());
        }
        return done();
    }
}
