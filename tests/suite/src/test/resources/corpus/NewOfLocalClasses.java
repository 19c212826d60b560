import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NewOfLocalClasses {
    int field = 5;
    @Async
    Coroutine<String> all(long parameter) {
        String captured = await(tick("captured")); int number = await(tick(3));
        class Local {
            final Object a;
            Local(Object a) { this.a = a; log("Local " + a + captured); }
            Local next(Object b) { return new Local(a + "" + b + number); }
            @Async Coroutine<Local> awaiting() { return done(new Local(a + await(tick(captured)) + parameter + field++)); }
            class Inside { final String s; Inside(Object o) { s = o + "" + a + number; } @Async Coroutine<Inside> again() { return done(new Inside(await(tick(s)))); } }
        }
        record Rec(Object x, long y) { Rec { log("Rec " + x); } @Async Coroutine<Rec> twice() { return done(new Rec(await(tick(x)) + "" + x, y * await(tick(2L)))); } }
        Local l = new Local(await(tick("a"))).next(await(tick("b")));
        Object s = await(l.awaiting()).a + await(new Local(new Local(await(tick("c"))).a).new Inside(await(tick("d"))).again()).s;
        return done(s + "" + await(new Rec(await(tick("r")), await(tick(4L))).twice()));
    }
    @Async
    static Coroutine<String> run() { return done(await(new NewOfLocalClasses().all(8))); }
}
