import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class FailuresBetweenAwaits {
    @Async
    static Coroutine<String> run() {
        String s = ""; int[] a = {1}; Object o = "text"; String none = null; long w = 0; int zero = 0;
        for (int k = 0; k < 7; k++) {
            int stage = 0; long wide = k; String where = "start";
            try {
                stage = await(tick(1)); wide += stage;
                if (k == 0) stage += a[stage];
                where = await(tick("array")); stage++;
                if (k == 1) stage /= zero;
                wide *= await(tick(2L)); where += "divide"; stage++;
                if (k == 2) stage += ((Integer) o);
                where += await(tick("cast")); stage++;
                if (k == 3) stage += none.length();
                await(tick("null")); stage++; wide = -wide;
                if (k == 4) { Object[] os = new String[1]; os[0] = stage; }
                if (k == 5) stage += new int[await(tick(-3))].length;
                where = "end";
            } catch (RuntimeException e) {
                s += e.getClass().getSimpleName();
            }
            s += stage + where + wide + await(tick(k)) + ";";
        }
        return done(s + w);
    }
}
