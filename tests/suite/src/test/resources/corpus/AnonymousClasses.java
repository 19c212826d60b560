import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class AnonymousClasses {
    interface Op { Coroutine<String> apply(int x); }
    static abstract class Named {
        final String name;
        Named(String name, long n) { log("named " + name + n); this.name = name; }
        abstract Coroutine<String> go();
    }
    final int field = 3;
    @Async
    Coroutine<String> all() {
        int local = await(tick(4));
        String text = await(tick("t"));
        Op op = new Op() {
            int calls = local;
            @Async public Coroutine<String> apply(int x) { calls++; return done(text + calls + local + field + await(tick(x))); }
        };
        Named named = new Named(await(tick("arg")), await(tick(2L))) {
            { log("initialiser " + local); }
            @Async Coroutine<String> go() { return done(name + text + await(op.apply(await(tick(9))))); }
        };
        return done(await(op.apply(1)) + await(named.go()) + await(op.apply(2)));
    }
    @Async
    static Coroutine<String> run() { return done(await(new AnonymousClasses().all())); }
}
