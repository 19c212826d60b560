import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ThrowStatements {
    static RuntimeException make(Object o) { log("make " + o); return new IllegalStateException("made " + o); }
    @Async static Coroutine<String> one(int n) {
        if (n == 0) throw make(await(tick(0)));
        if (n == 1) throw await(tick(true)) ? make(1) : new IllegalArgumentException(await(tick("x")));
        if (n == 2) throw (RuntimeException) null;
        if (n == 3) Objects.requireNonNull(await(tick((Object) null)), "required");
        if (n == 4) throw new StackOverflowError(await(tick("error")));
        return switch (n) { case 5 -> throw make(await(tick(5))); default -> done("d" + await(tick(n))); };
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int n = 0; n < 7; n++) {
            try { s += await(one(n)); } catch (Exception e) { s += n + e.getClass().getSimpleName() + (n == 2 ? "" : e.getMessage()); } catch (Error e) { s += e; }
        }
        throw new IllegalStateException(s + await(tick("last")));
    }
}
