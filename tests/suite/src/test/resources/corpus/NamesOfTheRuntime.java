import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NamesOfTheRuntime {
    int label = 1; Object parent = "p"; String body = "b"; static final Object SUSPENDED = "not the sentinel";
    interface Frame { @Async default Coroutine<String> resume() { return done("frame" + await(tick(1))); } }
    static class Coroutines implements Frame { @Async Coroutine<Object> coroutine() { return done(SUSPENDED + "" + await(tick(SUSPENDED))); } Coroutine<Boolean> close() { return tick(true); } }
    @Async Coroutine<String> begin() { label += await(tick(1)); parent = body + parent; return done(label + "" + parent + body); }
    @Async Coroutine<String> outcome(Object outcome) { return done("outcome" + outcome + await(begin())); }
    @Async static Coroutine<String> sleep(long n) { return done("my sleep" + await(tick(n))); }
    @Async static Coroutine<String> start(String s) { return done("my start" + await(tick(s))); }
    @Async
    static Coroutine<String> run() {
        Coroutines c = new Coroutines();
        return done(await(c.resume()) + await(c.coroutine()) + await(c.close()) + await(new NamesOfTheRuntime().outcome("o")) + await(sleep(3)) + await(start("s")));
    }
}
