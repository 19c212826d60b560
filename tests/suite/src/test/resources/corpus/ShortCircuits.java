import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ShortCircuits {
    static boolean is(boolean b) { log("is " + b); return b; }
    @Async
    static Coroutine<String> run() {
        boolean a = is(true) || await(tick(false));
        boolean b = is(false) && await(tick(true));
        boolean c = await(tick(false)) || (await(tick(true)) && !await(tick(false))) || is(true);
        boolean d = (await(tick(1)) > 2 ? await(tick(true)) : is(false)) ^ await(tick(true));
        int n = 0;
        while (n < 3 && await(tick(n)) < 2 || await(tick(n == 2))) n++;
        if (!(a && (b || await(tick(c))) && d) || n == await(tick(3))) log("taken");
        boolean e = a & await(tick(b)) | c;
        return done("" + a + b + c + d + e + n);
    }
}
