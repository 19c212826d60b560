import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ConditionalsAsArguments {
    static String all(Object a, long b, Object c, int d) { return a + "," + b + "," + c + "," + d + ";"; }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 4; i++) {
            boolean odd = i % 2 == 1;
            s += all(odd ? await(tick("a")) : note("b"), i > 1 ? await(tick(1L)) : await(tick(2)), await(tick(odd)) ? i > 1 ? await(tick('c')) : "d" : note(3.5), odd ? note(i) : await(tick(-i)));
            s = s + (odd ? s.length() + await(tick("x")) : await(tick("y")) + s.length()) + i;
            int[] a = {i, odd ? await(tick(5)) : 6, 7};
            a[odd ? await(tick(0)) : 1] += odd ? 1 : await(tick(2));
            s += a[0] + a[1] * (await(tick(i)) > 1 ? await(tick(2)) : 3) - a[2];
        }
        return done(s);
    }
}
