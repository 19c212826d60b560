import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ArrayReadsByAwaitedIndex {
    @Async
    static Coroutine<String> run() {
        boolean[] z = {false, true}; byte[] b = {1, -2}; short[] s = {3, -4}; char[] c = {'e', 'f'}; int[] i = {7, 8}; long[] l = {9, 10}; float[] f = {.5f, 1.5f}; double[] d = {2.5, 3.5}; String[] t = {"x", "y"}; int[][] ii = {{11}, {12, 13}};
        String r = "" + z[await(tick(1))] + b[await(tick(1))] + s[await(tick(1))] + c[await(tick(1))] + i[await(tick(1))] + l[await(tick(1))] + f[await(tick(1))] + d[await(tick(1))] + t[await(tick(1))] + ii[await(tick(1))][await(tick(0))];
        r += i[i[await(tick(0))] - 7] + l[await(tick(0))] * d[await(tick(0))] + t[b[await(tick(0))]] + c[await(tick('\1'))];
        try {
            r += i[await(tick(2))] + await(tick("never"));
        } catch (ArrayIndexOutOfBoundsException e) {
            r += "out" + await(tick(2));
        }
        return done(r);
    }
}
