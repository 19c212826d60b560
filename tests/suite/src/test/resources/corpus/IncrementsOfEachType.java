import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class IncrementsOfEachType {
    @Async
    static Coroutine<String> run() {
        byte[] b = {127}; short[] s = {-32768}; char[] c = {'\uffff'}; int[] i = {1}; long[] l = {1L << 33}; float[] f = {.5f}; double[] d = {-.5}; Integer[] n = {127}; Character[] h = {'c'}; Long[] w = {5L};
        String r = b[await(tick(0))]++ + " " + ++b[await(tick(0))] + " " + s[await(tick(0))]-- + " " + --s[await(tick(0))] + " " + (int) c[await(tick(0))]++ + " " + (int) ++c[await(tick(0))];
        r += i[await(tick(0))]-- + await(tick(1)) + --i[await(tick(0))] + " " + (l[await(tick(0))]++ + await(tick(2L)) + ++l[await(tick(0))]) + " " + (f[await(tick(0))]-- * await(tick(2f)) + ++f[await(tick(0))]);
        r += " " + (d[await(tick(0))]++ - await(tick(1.5)) - --d[await(tick(0))]) + " " + n[await(tick(0))]++ + ++n[await(tick(0))] + h[await(tick(0))]++ + --h[await(tick(0))] + (w[await(tick(0))]-- + await(tick(3)));
        return done(r + b[0] + s[0] + (int) c[0] + i[0] + l[0] + f[0] + d[0] + n[0] + h[0] + w[0]);
    }
}
