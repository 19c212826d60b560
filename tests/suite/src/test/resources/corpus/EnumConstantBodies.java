import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class EnumConstantBodies {
    enum Op {
        PLUS { @Async Coroutine<Integer> apply(int a, int b) { return done(await(tick(a)) + b); } },
        TIMES(3) {
            @Async Coroutine<Integer> apply(int a, int b) { return done(factor * a * await(tick(b)) + await(super.apply(a, b))); }
        },
        DEFAULT;
        final int factor;
        Op() { this(1); }
        Op(int factor) { this.factor = factor; }
        @Async Coroutine<Integer> apply(int a, int b) { return done(factor + ordinal() + await(tick(-1))); }
        @Async static Coroutine<Op> parse(String s) { return done(valueOf(await(tick(s)))); }
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (Op op : Op.values()) s += op + "=" + await(op.apply(2, 5)) + " ";
        return done(s + await(await(Op.parse("PLUS")).apply(1, 1)));
    }
}
