import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SixOperands {
    static String six(int a, long b, float c, double d, Object e, char f, boolean g, byte h, short i) {
        return a + "," + b + "," + c + "," + d + "," + e + "," + f + "," + g + "," + h + "," + i;
    }
    @Async
    static Coroutine<String> run() {
        int n = 1;
        String s = six(n++, n++ * 2L, n++ / 2f, n++ / 4d, "e" + n++, (char) ('a' + n++), n++ == 7, (byte) n++, await(tick((short) 9)));
        s += six(await(tick(1)), await(tick(2L)), await(tick(3f)), await(tick(4d)), await(tick("5")), await(tick('6')), await(tick(true)), await(tick((byte) 8)), await(tick((short) 9)));
        s += six(n, 2L, 3f, 4d, new int[] {n, await(tick(5))}[1], 'x', six(1, 2, 3, 4, five(1, await(tick(2L)), 3), 'y', true, (byte) 1, await(tick((short) 2))).isEmpty(), (byte) 0, (short) 0);
        return done(s);
    }
    static String five(int a, long b, double c) { return a + b + c + "!"; }
}
