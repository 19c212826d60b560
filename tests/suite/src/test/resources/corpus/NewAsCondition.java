import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NewAsCondition {
    static class P {
        final boolean ok; int[] array = {1, 2}; int n;
        P(Object a, boolean ok) { log("P " + a + ok); this.ok = ok; }
        boolean is(Object o) { log("is " + o); return ok; }
        static P made; { made = this; }
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        if (new P(await(tick(1)), await(tick(true))).ok) s += "1";
        if (!new P(await(tick(2)), false).is(await(tick(3))) && new P(note(4), await(tick(true))).is(await(tick(5)))) s += "2";
        int turns = 0;
        while (new P(turns, await(tick(turns++ < 2))).ok) s += "w";
        do s += "d"; while (new P(await(tick(6)), turns > 9).is(await(tick(7))));
        for (; new P("for", await(tick(turns < 5))).ok || turns == 100; turns++) s += "f";
        s += new P(await(tick(8)), true) instanceof Object ? "i" : "n";
        s += new P(await(tick(9)), await(tick(true))).ok ? new P(await(tick(10)), false).array[await(tick(1))] : await(tick("no"));
        if (new P(await(tick(11)), true) == P.made) s += "same";
        return done(s + turns);
    }
}
