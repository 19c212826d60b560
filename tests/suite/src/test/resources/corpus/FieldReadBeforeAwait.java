import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class FieldReadBeforeAwait {
    static int shared = 1; long own = 10; String text = "a"; int[] array = {1, 2};
    @Async Coroutine<Integer> change(int n) { shared += n; own *= 2; text += n; array[0] = n; array = new int[] {n, n}; return done(await(tick(n))); }
    @Async
    Coroutine<String> all() {
        int a = shared + await(change(1)) * shared;
        long b = own - await(change(2)) - own;
        String c = text + await(change(3)) + text;
        int d = array[0] + await(change(4)) + array[0];
        int[] kept = array;
        int e = kept[await(change(5)) - 5] + array[await(change(6)) - 6];
        shared += await(change(7));
        own += own + await(change(8)) + own;
        text += await(change(9)) + text;
        array[0] += await(change(10));
        return done(a + " " + b + " " + c + " " + d + " " + e + " " + shared + " " + own + " " + text + Arrays.toString(array) + Arrays.toString(kept));
    }
    @Async
    static Coroutine<String> run() { return done(await(new FieldReadBeforeAwait().all())); }
}
