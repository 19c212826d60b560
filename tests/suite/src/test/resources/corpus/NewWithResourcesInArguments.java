import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NewWithResourcesInArguments {
    record P(Object a, Object b) {}
    static class R implements AsyncCloseable {
        @Async public Coroutine<Void> closeAsync() { await(tick("close")); return done(); }
        @Override public void close() { tick("close"); }
    }
    @Async
    static Coroutine<String> run() {
        int one = await(tick(1));
        P p = new P(note("first"), switch (one) { case 1 -> { try (R r = new R()) { yield new P(await(tick("in")), one); } } default -> "never"; });
        P q = new P(new P(one, switch (one) { default -> { try { yield new P(await(tick("deep")), 1 / (one - await(tick(1)))); } catch (ArithmeticException e) { yield new StringBuilder(await(tick("zero"))).append(one); } } }).b().toString(), await(tick("end")));
        return done(p + "" + q);
    }
}
