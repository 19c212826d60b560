import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NaNComparisons {
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (double x : new double[] {Double.NaN, -0.0, Double.POSITIVE_INFINITY}) {
            if (x < await(tick(0.0))) s += "lt"; else s += "-";
            if (!(x < await(tick(0.0)))) s += "nlt"; else s += "-";
            if (await(tick(0.0)) >= x) s += "ge"; else s += "-";
            if (await(tick(x)) == await(tick(x))) s += "eq"; else s += "ne";
            while (x > await(tick(1.0))) { s += "gt"; x = 0; }
            float f = (float) x;
            boolean a = f <= await(tick(0f)), b = !(f <= await(tick(0f))), c = await(tick(f)) != f, d = f == await(tick(0f));
            s += a + "" + b + c + d + (await(tick(x)).equals(0.0)) + (f > await(tick(-1f)) ? "t" : "f") + ";";
        }
        return done(s);
    }
}
