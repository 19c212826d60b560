import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class InnerOfAwaitedOuter {
    final String name;
    InnerOfAwaitedOuter(String name) { this.name = name; }
    public String toString() { return name; }
    class Inner {
        final Object a; final long b;
        Inner(Object a, long b) { log(name + " Inner " + a + b); this.a = a; this.b = b; }
        class Leaf { final String s; Leaf(Object o) { s = name + a + b + o; } }
    }
    class Generic<T> { final T t; Generic(T t) { this.t = t; } <U> Generic(U u, T t) { this(t); log("generic " + u); } }
    @Async
    static Coroutine<String> run() {
        InnerOfAwaitedOuter o = new InnerOfAwaitedOuter("o");
        String s = await(tick(o)).new Inner(await(tick("x")), await(tick(1L))).new Leaf(await(tick("y"))).s;
        s += new InnerOfAwaitedOuter(await(tick("p"))).new Inner(note("z"), await(tick(2L))).new Leaf(note("w")).s;
        s += o.new Generic<String>(await(tick("g"))).t + o.new Generic<>(await(tick(1)), await(tick("h"))).t.length() + await(tick(o)).new <Long>Generic<Integer>(await(tick(5L)), await(tick(6))).t;
        for (int i = 0; i < 2; i++) {
            try { s += await(tick(i == 0 ? null : o)).new Inner(await(tick("evaluated")), 3).b; } catch (NullPointerException e) { s += "npe" + await(tick(i)); }
        }
        return done(s);
    }
}
