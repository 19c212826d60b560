import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class IncrementElements {
    static int[] array(int[] a) { log("array"); return a; }
    long field; static double shared; Integer boxed = 3;
    @Async
    static Coroutine<String> run() {
        int[] a = {0, 1, 2}; long[] l = {5}; byte[] b = {127}; double[] d = {0.5}; Integer[] in = {1};
        int x = array(a)[await(tick(1))]++ + await(tick(10));
        int y = --array(a)[await(tick(2))] * await(tick(3));
        long w = l[await(tick(0))]++ + ++l[0];
        b[await(tick(0))]++;
        d[await(tick(0))]--;
        in[await(tick(0))]++;
        IncrementElements o = new IncrementElements();
        o.field += o.field++ + await(tick(4)) + ++o.field;
        shared += await(tick(1.5)) - shared--;
        o.boxed += await(tick(2)) + o.boxed++;
        return done(Arrays.toString(a) + x + " " + y + " " + w + Arrays.toString(l) + b[0] + d[0] + in[0] + o.field + shared + o.boxed);
    }
}
