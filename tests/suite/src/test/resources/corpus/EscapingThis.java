import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class EscapingThis {
    static final List<EscapingThis> ALL = new ArrayList<>();
    String state = "fresh"; final Object argument;
    EscapingThis(Object argument) { ALL.add(this); seen(); this.argument = argument; state = "argued"; if (argument.equals("bad")) throw new IllegalStateException("bad"); state = "whole"; }
    void seen() { log("seen " + state + argument); }
    @Async Coroutine<String> state() { return done(state + argument + await(tick(ALL.indexOf(this)))); }
    static class Sub extends EscapingThis { String own = "own"; Sub(Object o) { super(o); } @Override void seen() { super.seen(); log("sub " + own); } }
    @Async
    static Coroutine<String> run() {
        EscapingThis a = new EscapingThis(await(tick("a"))), b = new Sub(new EscapingThis(await(tick("b"))).state);
        String s = await(a.state()) + await(b.state());
        try { new Sub(await(tick("bad"))); } catch (IllegalStateException e) { s += e.getMessage() + await(tick("caught")); }
        for (EscapingThis e : ALL) s += await(e.state()) + ";";
        return done(s + ALL.size());
    }
}
