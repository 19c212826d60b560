import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ArrayForEach {
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (byte b : new byte[] {1, -1}) s += b + await(tick(b));
        for (char c : "xy".toCharArray()) s += c + await(tick("c"));
        for (long l : new long[] {await(tick(5L)), 6}) for (double d : new double[] {0.5}) s += l * await(tick(d));
        for (int[] row : new int[][] {{1, 2}, {}, {3}}) for (int x : row) s += x + await(tick(row.length));
        for (String[] pair : List.of(new String[] {"a", "b"}, new String[] {"c"})) s += pair[await(tick(0))] + pair.length;
        Iterator<Integer> it = List.of(7, 8).iterator();
        for (Integer boxed = null; it.hasNext(); s += boxed) boxed = it.next() + await(tick(1));
        for (Map.Entry<String, Integer> e : new TreeMap<>(Map.of("k", 1, "j", 2)).entrySet()) s += e.getKey() + await(tick(e.getValue()));
        for (int i = 0, j = await(tick(10)); i < await(tick(2)); i++, j += await(tick(i))) s += i + j;
        return done(s);
    }
}
