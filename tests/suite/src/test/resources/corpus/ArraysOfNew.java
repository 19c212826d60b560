import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ArraysOfNew {
    static class P { final Object o; P(Object o) { log("P " + o); this.o = o; } public String toString() { return "P" + o; } }
    static P shared; P field; P[] row = new P[2];
    @Async
    static Coroutine<String> run() {
        P[] ps = {new P(await(tick(1))), null, new P(new P(await(tick(2))))};
        P[][] pss = {{new P(note(3)), new P(await(tick(4)))}, ps, {}, new P[await(tick(1))]};
        Object[] mixed = {new P(await(tick(5))), new int[] {await(tick(6))}, new P[] {new P(await(tick(7)))}, new ArrayList<>(List.of(await(tick(8)))), new String(await(tick("s")))};
        ps[await(tick(1))] = new P(await(tick(9)));
        pss[3][await(tick(0))] = ps[0] = new P(await(tick(10)));
        ArraysOfNew o = new ArraysOfNew();
        o.field = shared = new P(await(tick(11)));
        await(tick(o.row))[note(1)] = new P(await(tick(12)));
        String s = "s"; s += new P(await(tick(13))); o.row[0] = new P(s += new P(await(tick(14))));
        return done(Arrays.toString(ps) + Arrays.deepToString(pss) + mixed[0] + ((int[]) mixed[1])[0] + ((P[]) mixed[2])[0] + mixed[3] + mixed[4] + o.field + shared + Arrays.toString(o.row) + s);
    }
}
