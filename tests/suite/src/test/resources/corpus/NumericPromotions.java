import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NumericPromotions {
    static String kind(int x) { return "int" + x; }
    static String kind(long x) { return "long" + x; }
    static String kind(float x) { return "float" + x; }
    static String kind(double x) { return "double" + x; }
    @Async
    static Coroutine<String> run() {
        byte b = 7; short s = 300; char c = 'c'; int i = 1 << 30; long l = 1L << 60; float f = 1.5f; double d = 2.25;
        String r = kind(b + await(tick(s))) + kind(c * await(tick(b))) + kind(i * await(tick(4))) + kind(i * await(tick(4L))) + kind(l + await(tick(1f))) + kind(l + await(tick(1d))) + kind(f / await(tick(3))) + kind(f * await(tick(3d)));
        r += kind(await(tick(c)) + b) + kind(await(tick(b)) << l) + kind(await(tick(l)) >> i) + kind(await(tick(s)) % await(tick(f))) + kind(await(tick(i)) / await(tick(d))) + kind(await(tick('x')) - await(tick('a')));
        r += kind(await(tick(true)) ? await(tick(1)) : l) + kind(await(tick(true)) ? b : f) + kind(i + await(tick(l)) - i);
        return done(r + ((await(tick(1)) / 2) + await(tick(1)) / 2.0 + 1 / await(tick(2f))));
    }
}
