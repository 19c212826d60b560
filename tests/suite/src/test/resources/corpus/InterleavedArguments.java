import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class InterleavedArguments {
    static int five(int a, int b, int c, int d, int e) { log("five " + a + b + c + d + e); return a * 10000 + b * 1000 + c * 100 + d * 10 + e; }
    static long wide(long a, int b, double c, int d, long e) { log("wide " + a + b + c + d + e); return a + b + (long) c + d + e; }
    @Async
    static Coroutine<String> run() {
        int n = 1;
        int first = five(n++, await(tick(n++)), n++, await(tick(n++)), n++);
        long second = wide(n, await(tick(n += 2)), n, await(tick(n *= 2)), n--);
        int nested = five(note(1), five(await(tick(1)), note(2), await(tick(3)), 4, 5) % 10, note(2), await(tick(five(0, 0, 0, await(tick(1)), note(n)) % 10)), n);
        return done(first + " " + second + " " + nested + " " + n);
    }
}
