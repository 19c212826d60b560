import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class EachArgumentPlace {
    interface Plain { String at(String a, long b, Object c); }
    static String of(String a, long b, Object c) { return a + b + c; }
    String at(String a, long b, Object c) { return "i" + a + b + c; }
    @Async
    static Coroutine<String> run() {
        EachArgumentPlace o = new EachArgumentPlace();
        Plain p = o::at;
        String s = of(await(tick("a")), note(1L), note('c')) + of(note("b"), await(tick(2L)), note('d')) + of(note("e"), note(3L), await(tick('f')));
        s += o.at(await(tick("g")), note(4L), note(1.5)) + o.at(note("h"), await(tick(5L)), note(2.5)) + o.at(note("i"), note(6L), await(tick(3.5)));
        s += p.at(await(tick("j")), note(7L), note(1f)) + p.at(note("k"), await(tick(8L)), note(2f)) + p.at(note("l"), note(9L), await(tick(3f)));
        return done(s);
    }
}
