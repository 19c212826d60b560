import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ArrayInitialisers {
    @Async
    static Coroutine<String> run() {
        boolean[] z = {true, await(tick(true)), await(tick(false))};
        byte[] b = {1, await(tick((byte) 2)), (byte) (int) await(tick(300))};
        short[] s = {await(tick((short) 3)), 4};
        char[] c = {'a', await(tick('b')), (char) (await(tick('b')) + 1)};
        int[] i = {await(tick('x')), await(tick((byte) 1)), note(3), await(tick(4))};
        long[] l = {await(tick(1)), 2, await(tick(3L))};
        float[] f = {await(tick(1L)), await(tick(2)), 3, await(tick(0.5f))};
        double[] d = {await(tick(1.5)), await(tick(2f)), await(tick(3))};
        Object[] o = {null, await(tick("o")), await(tick(1)), new int[] {await(tick(2))}, new Object[] {await(tick('n')), new long[] {await(tick(9L))}}};
        int[][] ii = {{}, {await(tick(5))}, null, {await(tick(6)), await(tick(7))}};
        Integer[] boxed = {await(tick(1)), 2, null};
        return done(Arrays.toString(z) + Arrays.toString(b) + Arrays.toString(s) + Arrays.toString(c) + Arrays.toString(i) + Arrays.toString(l) + Arrays.toString(f) + Arrays.toString(d) + Arrays.deepToString(o) + Arrays.deepToString(ii) + Arrays.toString(boxed));
    }
}
