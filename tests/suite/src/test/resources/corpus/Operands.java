import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class Operands {
    static int count;
    static int next() { return ++count; }
    @Async
    static Coroutine<String> run() {
        int[] a = {1, 2, 3, 4};
        int i = 0;
        a[i++] += await(tick(10)) + a[i++] * await(tick(3));
        long w = next() + 5L * await(tick(2L)) - (next() << await(tick(1)));
        double d = 2.5 * await(tick(1.5)) + next() * await(tick(2.0f));
        String s = "x" + next() + await(tick("y")) + w + await(tick('z')) + d;
        Object[] os = {next(), await(tick("in array")), new int[] {await(tick(9))}[0]};
        boolean both = await(tick(true)) && await(tick(false)) || !await(tick(false)) & await(tick(true));
        int q = await(tick(true)) ? await(tick(5)) : await(tick(6));
        return done(Arrays.toString(a) + i + w + d + s + Arrays.toString(os) + both + q + String.format("%s%d", await(tick("f")), await(tick(4))));
    }
}
