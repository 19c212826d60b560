import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ConcatenationIntoPlaces {
    static String s = "s"; String f = "f";
    static String[] array(String[] a) { log("array"); return a; }
    @Async static Coroutine<String> touch(ConcatenationIntoPlaces o, String t) { s += "*"; o.f += "+"; return done(await(tick(t))); }
    @Async
    static Coroutine<String> run() {
        ConcatenationIntoPlaces o = new ConcatenationIntoPlaces();
        String local = "l"; String[] a = {"a", null};
        s += await(touch(o, "1")) + s;
        o.f += await(touch(o, "2")) + o.f;
        local += local + await(touch(o, "3")) + (local = "m") + local;
        array(a)[note(0)] += await(touch(o, "4")) + (a[0] = "b");
        array(a)[await(tick(1))] += array(a)[0] + await(touch(o, "5"));
        Object object = "o"; object += await(tick("6")) + object;
        CharSequence q = "q"; q = q + await(tick("7"));
        return done(s + o.f + local + Arrays.toString(a) + object + q);
    }
}
