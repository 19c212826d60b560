import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ShadowedNames {
    String name = "field"; static int n = 1; int x = 10;
    interface Op { Coroutine<String> on(String s); }
    @Async Coroutine<String> all(String name, int n) {
        String r = name + this.name + n + ShadowedNames.n;
        { int x = await(tick(n)); r += x + this.x; x++; this.x += x; }
        r += x; long x = await(tick(3L)); r += x + this.x;
        class Local { String name = "local"; int n = 7; @Async Coroutine<String> get(int n) { String name = await(tick("inmost")); return done(name + this.name + n + this.n); } }
        Op op = new Op() { String name = "anonymous"; @Async public Coroutine<String> on(String s) { int n = await(tick(9)); return done(s + name + this.name + n); } };
        Op lambda = s -> { String t = s + name; int x2 = await(tick(n)); return done(t + x2 + this.name); };
        for (int i = 0; i < 2; i++) { String s = "s" + i; r += await(lambda.on(s)); } for (long i = 5; i < 6; i++) { Object s = i; r += s + await(op.on("o")); }
        return done(r + await(new Local().get(await(tick(8)))));
    }
    @Async
    static Coroutine<String> run() { return done(await(new ShadowedNames().all("parameter", 2))); }
}
