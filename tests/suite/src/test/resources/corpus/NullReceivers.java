import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NullReceivers {
    int n; long w; int[] array;
    String m(Object a, Object b) { return "never"; }
    @Async
    static Coroutine<String> run() {
        NullReceivers none = null;
        String s = "";
        for (int i = 0; i < 8; i++) {
            try {
                switch (i) {
                    case 0 -> s += none.m(await(tick("a")), note("b"));
                    case 1 -> s += await(tick(none)).m(note("a"), await(tick("b")));
                    case 2 -> none.n = await(tick(2));
                    case 3 -> none.w += await(tick(3L));
                    case 4 -> s += none.n++ + await(tick(4));
                    case 5 -> none.array[await(tick(0))] = await(tick(5));
                    case 6 -> new NullReceivers().array[await(tick(0))] = await(tick(6));
                    default -> new NullReceivers().array[await(tick(0))] += await(tick(7));
                }
            } catch (NullPointerException e) {
                s += "npe" + await(tick(i));
            }
        }
        return done(s);
    }
}
