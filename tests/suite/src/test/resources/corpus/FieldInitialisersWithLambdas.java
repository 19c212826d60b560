import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class FieldInitialisersWithLambdas {
    interface Op { Coroutine<String> on(Object o); }
    static int made; final int id = ++made;
    final Op first = o -> done(id + "first" + await(tick(o)) + this.late);
    static final Op SHARED; static { String local = "static"; SHARED = o -> done(local + await(tick(o)) + made); }
    final List<Op> ops = new ArrayList<>(); { for (int i = 0; i < 2; i++) { int k = i; ops.add(o -> done(k + "" + id + await(tick(o)))); } }
    String late = "late"; final Op second; final Op third = new Op() { int calls; @Async public Coroutine<String> on(Object o) { return done("third" + ++calls + id + await(first.on(await(tick(o))))); } };
    FieldInitialisersWithLambdas(String parameter) { second = o -> { parameters.add(parameter); return done(parameter + await(third.on(o))); }; late += parameter; }
    static final List<String> parameters = new ArrayList<>();
    @Async
    static Coroutine<String> run() {
        FieldInitialisersWithLambdas a = new FieldInitialisersWithLambdas(await(tick("a"))), b = new FieldInitialisersWithLambdas("b");
        String s = ""; for (Op op : List.of(a.first, b.first, SHARED, a.ops.get(0), b.ops.get(1), a.second, a.third, b.second)) s += await(op.on(await(tick(s.length())))) + ";";
        return done(s + parameters);
    }
}
