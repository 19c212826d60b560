import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ThrowAwaited {
    @Async static Coroutine<String> go(int n) throws Exception {
        RuntimeException one = new IllegalStateException("one");
        switch (n) {
            case 0: throw await(tick(one));
            case 1: throw await(tick(true)) ? await(tick(one)) : new Exception("never");
            case 2: throw (Exception) await(tick((Object) new java.io.IOException("io")));
            case 3: throw await(tick((RuntimeException) null));
            case 4: try { throw await(tick(one)); } finally { log("finally" + await(tick(4))); }
            case 5: try { throw await(tick(one)); } catch (IllegalStateException e) { throw await(tick(new Exception("second", e))); }
            case 6: for (int i = 0; ; i++) if (await(tick(i)) == 2) throw new IllegalStateException("turn" + i);
            default: return done("none" + await(tick(n)));
        }
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int n = 0; n < 8; n++) {
            try { s += await(go(n)); } catch (NullPointerException e) { s += "npe"; } catch (Exception e) { s += e.getMessage() + (e.getCause() == null ? "" : e.getCause().getMessage()) + await(tick(n)); }
        }
        return done(s);
    }
}
