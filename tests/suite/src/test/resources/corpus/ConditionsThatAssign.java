import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ConditionsThatAssign {
    @Async
    static Coroutine<String> run() {
        Iterator<String> lines = Arrays.asList("a", "b", null, "c").iterator();
        String line, s = "";
        while ((line = await(tick(lines.next()))) != null) s += line;
        int n, m = 0;
        while ((n = await(tick(m++))) < 3 && (m += await(tick(n))) < 100) s += n + "" + m;
        boolean b;
        if ((b = await(tick(true))) && !(b = await(tick(false)))) s += b;
        if (b = await(tick(true))) s += b;
        for (long w; (w = await(tick(s.length()))) < 20; s += w) log(w);
        String t = (line = await(tick("set"))).concat(line += await(tick("2")));
        return done(s + line + n + m + b + t);
    }
}
