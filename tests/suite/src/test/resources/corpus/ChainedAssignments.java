import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ChainedAssignments {
    int f; static long g; double d; String t = "t";
    @Async
    static Coroutine<String> run() {
        ChainedAssignments o = new ChainedAssignments();
        int[] a = new int[3]; long[] l = new long[2]; String[] t = {"x"};
        int x, y;
        x = y = a[await(tick(1))] = o.f = await(tick(7));
        g = l[await(tick(0))] = a[note(0)] = await(tick(3)) + x;
        o.d = g += l[await(tick(1))] += await(tick(4L));
        o.t += t[await(tick(0))] += await(tick("y"));
        a[x = await(tick(2))] = x = await(tick(9));
        boolean z = (x = await(tick(1))) == (y = await(tick(1))) && (o.f += await(tick(1))) > x++;
        return done(Arrays.toString(a) + Arrays.toString(l) + t[0] + o.t + o.f + g + o.d + x + y + z);
    }
}
