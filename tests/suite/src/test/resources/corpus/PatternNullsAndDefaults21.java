import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class PatternNullsAndDefaults21 {
    enum E { A, B } sealed interface I permits R, Q {} record R(I inner) implements I {} record Q() implements I {}
    @Async static Coroutine<String> objects(Object o) { switch (await(tick(o))) { case null: return done("null" + await(tick(1))); case String s: return tick(s); case Integer i when i > 1: await(tick(i)); break; case Character c: return done("c" + c + await(tick(c))); default: return done("default"); } return done("after"); }
    @Async static Coroutine<String> strings(String s) { return done(switch (await(tick(s))) { case "a" -> await(tick("A")); case null, default -> "other" + await(tick(2)); }); }
    @Async static Coroutine<String> enums(E e) { return done(switch (e) { case A -> "a" + await(tick(e)); case null -> "none" + await(tick(3)); case B -> "b"; }); }
    @Async static Coroutine<String> sealed(I i) { switch (i) { case R(R(var deep)) -> { await(tick("rr")); return sealed(deep); } case R(Q q) -> { return done("rq" + await(tick(4))); } case R(var n) -> { return done("r" + n); } case Q q -> log("q"); } return tick("q"); }
    @Async
    static Coroutine<String> run() {
        String s = ""; for (Object o : new Object[] {null, "s", 1, 2, 'c'}) s += await(objects(o));
        s += await(strings("a")) + await(strings("b")) + await(strings(null)) + await(enums(E.A)) + await(enums(E.B)) + await(enums(null)) + await(sealed(new R(new R(new Q())))) + await(sealed(new R(new Q()))) + await(sealed(new R(null))) + await(sealed(new Q()));
        try { await(sealed(null)); } catch (NullPointerException e) { s += "npe" + await(tick(5)); }
        return done(s);
    }
}
