import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ConcatenationKinds {
    final Object o = new Object() { @Override public String toString() { log("toString"); return "O"; } };
    @Async
    Coroutine<String> all() {
        String none = null; char[] chars = {'a'}; byte b = -1; short h = 2; float f = .5f;
        String s = o + await(tick("1")) + o;
        s += none + await(tick("2")) + null;
        s += await(tick('c')) + 1 + await(tick("x")) + 'c' + 1 + (await(tick('c')) + 1) + b + h + f + 1L + 2d + true;
        s += "" + await(tick(b)) + await(tick(h)) + await(tick(f)) + await(tick(1L)) + await(tick(2d)) + await(tick(true)) + await(tick((Object) null));
        s += chars.length + await(tick("{}%s\u0001\u0002\n")) + chars[await(tick(0))];
        s += s.length() + await(tick("y")) + s.length();
        return done(s);
    }
    @Async
    static Coroutine<String> run() { return done(await(new ConcatenationKinds().all())); }
}
