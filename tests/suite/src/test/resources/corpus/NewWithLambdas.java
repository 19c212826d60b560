import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NewWithLambdas {
    interface Op { Coroutine<String> on(int n); }
    static class Holder { final Op op; final Object extra; Holder(Op op, Object extra) { log("Holder " + extra); this.op = op; this.extra = extra; } @Async Coroutine<String> go(int n) { return done(await(op.on(n)) + extra); } }
    @Async
    static Coroutine<String> run() {
        int k = await(tick(3));
        Holder a = new Holder(n -> done(n + await(tick(k)) + ""), await(tick("x")));
        Holder b = new Holder(n -> new Holder(m -> done(m + "deep" + await(tick(n + k))), await(tick("y"))).go(n), new Holder(a.op, await(tick("z"))).extra);
        Holder c = new Holder(await(tick(true)) ? a::go : b::go, await(new Holder(n -> tick("arg" + n), await(tick("w"))).go(await(tick(1)))));
        return done(await(a.go(1)) + await(b.go(2)) + await(c.go(3)) + await(new Holder(new Holder(n -> done("inline" + await(tick(n))), 0).op, await(tick("last"))).go(4)));
    }
}
