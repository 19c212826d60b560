import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class AnonymousWithArguments {
    static abstract class Base {
        final String s;
        Base(Object a, long b) { s = a + "" + b + hook(); log("Base " + s); }
        abstract String hook();
        Coroutine<String> go() { return tick("plain" + s); }
    }
    int field = 1;
    @Async
    Coroutine<String> all(int parameter) {
        String local = await(tick("local"));
        Base outer = new Base(await(tick("a")), await(tick(1L))) {
            final Base inner = new Base(local, parameter) { String hook() { return "inner" + local + field; } };
            String hook() { return "outer" + local + (inner == null); }
            @Async Coroutine<String> go() {
                Base third = new Base(await(tick(s)), await(tick(2L))) { String hook() { return "third" + local + inner.s + field++; } @Async Coroutine<String> go() { return done(await(super.go()) + await(inner.go()) + parameter); } };
                return done(await(third.go()) + local);
            }
        };
        return done(await(outer.go()) + new Base(await(tick(true)) ? await(tick("yes")) : "no", 3) { String hook() { return "h" + parameter; } }.s);
    }
    @Async
    static Coroutine<String> run() { return done(await(new AnonymousWithArguments().all(7))); }
}
