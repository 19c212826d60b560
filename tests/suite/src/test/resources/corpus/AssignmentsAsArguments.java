import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class AssignmentsAsArguments {
    static String all(Object... a) { return Arrays.toString(a); }
    @Async
    static Coroutine<String> run() {
        int n = 0; long w; String t; double d = 1; int[] a = {5};
        String s = all(n = await(tick(1)), n, n += await(tick(2)), n++, n, w = await(tick(4L)), w, t = await(tick("x")), t += await(tick("y")), t, d /= await(tick(4)), d, a[0] = await(tick(6)), a[0]++, a[0]);
        int index = 0;
        int[] b = new int[index = await(tick(2))];
        b[--index] = index = await(tick(3));
        s += all((Object[]) new String[] {t = await(tick("z")), t});
        return done(s + n + w + t + d + b[1] + index);
    }
}
