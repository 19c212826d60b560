import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class Casts {
    @Async
    static Coroutine<String> run() {
        Object o = await(tick("text"));
        String s = (String) o + ((CharSequence) await(tick((Object) "cs"))).length();
        try {
            s += (Integer) await(tick(o));
        } catch (ClassCastException e) {
            s += "cce" + await(tick(1));
        }
        int i = (int) (double) await(tick(2.9));
        long l = (long) (double) await(tick(1e19));
        int[] ints = (int[]) (await(tick(1)) == 2 ? null : (Object) new int[] {4, await(tick(5))});
        List<String>[] lists = array(await(tick(2)));
        lists[0] = List.of(await(tick("in")));
        return done(s + i + l + ints.length + lists[0] + (char) (int) await(tick(97)) + (o instanceof Comparable));
    }
    @SuppressWarnings("unchecked") static <T> T[] array(int n) { return (T[]) new List[n]; }
}
