import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class Concatenations {
    @Async
    static Coroutine<String> run() {
        String s = "a";
        char c = 'c'; long l = 5; Object none = null;
        s = s + c + l + await(tick("x")) + none + await(tick(1.5f)) + 'd' + 2 + await(tick(true));
        s += await(tick("\u0001")) + "\u0002" + s.length();
        s += 1 + await(tick(2)) + "3" + 4 + await(tick(5));
        String t = "" + (s += await(tick("side"))) + s;
        return done(t + new int[0].length + await(tick((Object) null)));
    }
}
