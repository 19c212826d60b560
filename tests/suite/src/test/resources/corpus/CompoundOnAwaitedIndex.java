import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class CompoundOnAwaitedIndex {
    static int[] a = {1, 1, 1};
    static int[] array() { log("array " + Arrays.toString(a)); return a; }
    @Async
    static Coroutine<Integer> changing(int by) { await(tick(by)); a[1] += by; return done(by); }
    @Async
    static Coroutine<String> run() {
        array()[await(tick(0))] += await(tick(7));
        array()[await(tick(0))] -= note(2);
        array()[note(0)] *= await(tick(9));
        array()[await(tick(0))] /= await(tick(4));
        array()[await(tick(0))] %= await(tick(8));
        array()[await(tick(0))] <<= await(tick(5));
        array()[await(tick(0))] >>= await(tick(1));
        array()[await(tick(0))] >>>= await(tick(1L));
        array()[await(tick(0))] &= await(tick(0x1f));
        array()[await(tick(0))] |= await(tick(0x60));
        array()[await(tick(0))] ^= await(tick(0x7));
        array()[note(1)] += await(changing(10));
        array()[await(changing(100)) - 99] *= await(changing(1000));
        return done(Arrays.toString(a) + (array()[await(tick(2))] += await(tick(3))));
    }
}
