import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class LogicInLoops {
    @Async
    static Coroutine<String> run() {
        String s = "";
        int n = 0;
        while (n < 5 && await(tick(n)) < 4 || n == 5 && await(tick(true))) { s += n; n++; }
        do { s += "d" + n--; } while (n > 2 && await(tick(n)) != 3 && (n > 9 || await(tick(true))));
        for (int i = 0; await(tick(i)) < 3 && (i < 2 || await(tick(false)) || i == 2 && await(tick(n)) > 0); i += await(tick(1)) > 0 && i < 9 ? 1 : 2) s += "f" + i;
        while (!(n > 6 || await(tick(n)) > 5) && !await(tick(n == 4 && s.length() > 1000))) { n += 2; s += "w" + n; }
        boolean again = true;
        do if (!again && await(tick(true))) break; else again = await(tick(s.length() < 0)) || false; while (await(tick(true)) && n < 100);
        return done(s + n + again);
    }
}
