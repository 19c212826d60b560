import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ConstructorChains {
    static class A {
        final String s; String c = "c";
        A(Object s) { log("A " + s); this.s = "" + s; }
        A b(Object o) { log("b " + o); c += o; return this; }
        A self() { return this; }
    }
    @Async
    static Coroutine<String> run() {
        String s = new A(await(tick(1))).b(await(tick(2))).c;
        s += new A(new A(await(tick(3))).b(await(tick(4))).s).b(new A(await(tick(5))).self().c).b(await(tick(6))).c;
        A[] all = {new A(await(tick(7))), null, new A(await(tick(8))).b(await(tick(9)))};
        A[][] nested = {{new A(await(tick(10)))}, {}, {new A("x"), new A(await(tick(11)))}, new A[await(tick(2))]};
        int[][] sized = new int[await(tick(2))][await(tick(3))];
        new A(await(tick("dropped"))).b(1);
        s += all[0].s + all[2].c + nested[2][1].s + nested[3].length + sized[1].length;
        return done(s + new StringBuilder(await(tick("sb"))).append(await(tick(12))).append(new A(await(tick(13))).s));
    }
}
