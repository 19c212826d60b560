import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class InstanceAndStaticOverloads {
    @Async Coroutine<String> f() { return done("0" + await(tick(0))); }
    @Async Coroutine<String> f(int n) { return done("int" + await(tick(n)) + await(f())); }
    @Async Coroutine<String> f(long n) { return done("long" + await(tick(n))); }
    @Async static Coroutine<String> f(String s) { return done("String" + await(tick(s))); }
    @Async static Coroutine<String> f(Object s, Object... more) { return done("varargs" + await(tick(more.length))); }
    @Async Coroutine<String> f$2() { return done("dollar" + await(tick("$"))); }
    static Object f(Object frame) { return "plain" + frame; }
    @Async
    static Coroutine<String> run() {
        InstanceAndStaticOverloads o = new InstanceAndStaticOverloads();
        return done(await(o.f()) + await(o.f(1)) + await(o.f(2L)) + await(f("s")) + await(f('a', 'b', 'c')) + await(o.f$2()) + f((Object) null));
    }
}
