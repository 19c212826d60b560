import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class CompoundFloatingElements {
    @Async
    static Coroutine<String> run() {
        double[] d = {1.5, -0.0, 1e300};
        float[] f = {2.25f, Float.MAX_VALUE, -1};
        d[await(tick(0))] += await(tick(2)); d[await(tick(0))] -= await(tick(0.25)); d[await(tick(0))] *= await(tick(3f)); d[await(tick(0))] /= await(tick(2L)); d[await(tick(0))] %= await(tick(1.0));
        d[await(tick(1))] *= await(tick(-1)); d[await(tick(2))] *= await(tick(1e10));
        f[await(tick(0))] += await(tick(1e-3)); f[await(tick(0))] -= await(tick('a')); f[await(tick(0))] *= await(tick(2.5f)); f[await(tick(0))] /= await(tick(3)); f[await(tick(0))] %= await(tick(4L));
        f[await(tick(1))] += await(tick(Float.MAX_VALUE)); f[await(tick(2))] /= await(tick(0));
        double value = d[note(0)] + (f[note(0)] += await(tick(1.0)));
        return done(Arrays.toString(d) + Arrays.toString(f) + value);
    }
}
