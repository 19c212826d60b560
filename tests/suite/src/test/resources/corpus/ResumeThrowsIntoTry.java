import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ResumeThrowsIntoTry {
    @Async
    static Coroutine<String> one(int at) {
        String s = "start";
        int n = 1;
        try {
            n++;
            s += at == 0 ? await(CR.<String>boom("0")) : "no0";
            n++;
            s += at == 1 ? await(CR.<String>boom("1")) : "no1";
            try {
                n++;
                s += at == 2 ? await(CR.<String>boom("2")) : "no2";
            } catch (IllegalStateException e) {
                s += "wrong";
            }
            n++;
        } catch (IllegalArgumentException e) {
            s += "caught" + e.getMessage() + n + await(tick("in catch"));
            if (at == 1) s += await(CR.<String>boom("again"));
        } finally {
            s += "finally" + n;
            log(s);
            await(tick(n));
        }
        return done(s);
    }
    static class CR {
        @Async static <T> Coroutine<T> boom(String m) { await(tick(m)); return fail(m); }
    }
    @Async
    static Coroutine<String> run() {
        String all = "";
        for (int at = 0; at < 4; at++) {
            try {
                all += await(one(at)) + "\n";
            } catch (IllegalArgumentException e) {
                all += "out " + e.getMessage() + "\n";
            }
        }
        return done(all);
    }
}
