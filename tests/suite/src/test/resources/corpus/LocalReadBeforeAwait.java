import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class LocalReadBeforeAwait {
    @Async
    static Coroutine<String> run() {
        int i = 1; long l = 1; String t = "t"; char c = 'a'; double d = 1;
        int a = i + (i = await(tick(5))) + i++ + await(tick(i)) + i;
        i = i++ + await(tick(10));
        i += i++ + await(tick(1)) + ++i;
        long b = l++ + await(tick(2L)) * l-- - l;
        l = l + (l += await(tick(3))) * l;
        t += t + (t = await(tick("u"))) + t;
        c += c++ + await(tick(1));
        d -= d + (d = await(tick(2.5))) * d--;
        return done(a + " " + i + " " + b + " " + l + t + (int) c + d);
    }
}
