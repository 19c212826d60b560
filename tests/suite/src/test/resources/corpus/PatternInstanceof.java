import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class PatternInstanceof {
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (Object o : new Object[] {"text", 42, List.of(1, 2), 'c'}) {
            if (o instanceof String t && t.length() == await(tick(4))) s += t + await(tick("!"));
            else if (await(tick(o)) instanceof Integer n && n > await(tick(41))) s += n + await(tick(1));
            else if (!(o instanceof List<?> l)) s += "no list";
            else {
                s += l.size() + await(tick("size")) + l;
            }
        }
        return done(s);
    }
}
