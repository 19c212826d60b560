import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ArrayCompoundAssignments {
    @Async
    static Coroutine<String> run() {
        byte[] b = {1, 2}; short[] s = {3, 4}; char[] c = {'a', 'b'}; int[] i = {5, 6}; long[] l = {7, 8}; float[] f = {9, 10}; double[] d = {11, 12};
        boolean[] z = {true, false}; String[] t = {"x", "y"}; Object[] o = {null, 1};
        int k = 0;
        b[k++] += await(tick(100)); b[k] -= await(tick((byte) 3)); k = 0;
        s[k++] *= await(tick(2)); s[k] <<= await(tick(1)); k = 0;
        c[k++] += await(tick(1)); c[k] = (char) (c[k] + await(tick(2))); k = 0;
        i[k++] %= await(tick(3)); i[k] >>>= await(tick(1)); k = 0;
        l[k++] |= await(tick(256L)); l[k] ^= await(tick(5)); k = 0;
        f[k++] /= await(tick(4)); f[k] += await(tick(0.5f)); k = 0;
        d[k++] -= await(tick(0.25)); d[k] *= await(tick(2L)); k = 0;
        z[k++] &= await(tick(false)); z[k] |= await(tick(true)); k = 0;
        t[k++] += await(tick("z")); t[k] = t[k] + await(tick('w')); k = 0;
        o[k++] = await(tick("o")); o[k] = o[0] + "" + await(tick(2));
        long sum = i[0] += i[1] += await(tick(3));
        return done(Arrays.toString(b) + Arrays.toString(s) + Arrays.toString(c) + Arrays.toString(i) + Arrays.toString(l) + Arrays.toString(f) + Arrays.toString(d) + Arrays.toString(z) + Arrays.toString(t) + Arrays.toString(o) + sum);
    }
}
