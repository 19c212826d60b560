import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class Exceptions {
    @Async
    static Coroutine<String> one(String how) {
        StringBuilder sb = new StringBuilder();
        try {
            sb.append("a");
            if (how.equals("throw")) throw new IllegalStateException(await(tick("msg")));
            if (how.equals("fail")) sb.append(await(Exceptions.<String>lost(how)));
            sb.append(await(tick("b")));
        } catch (IllegalArgumentException e) {
            sb.append("caught ").append(e.getMessage()).append(await(tick("c")));
            if (how.equals("fail")) return done(sb + "returned");
        } catch (IllegalStateException e) {
            String m = e.getMessage();
            sb.append(await(tick(m)));
            throw new UnsupportedOperationException(sb.toString(), e);
        } finally {
            log("finally " + sb + await(tick("f")));
            sb.append("F");
        }
        return done(sb.toString());
    }
    @Async
    static <T> Coroutine<T> lost(String m) {
        try {
            return fail(m);
        } finally {
            log("lost finally");
            await(tick("lf"));
        }
    }
    @Async
    static Coroutine<String> run() {
        String all = "";
        for (String how : new String[] {"ok", "fail", "throw"}) {
            try {
                all += await(one(how)) + ";";
            } catch (RuntimeException e) {
                all += e + ";";
            }
        }
        return done(all);
    }
}
