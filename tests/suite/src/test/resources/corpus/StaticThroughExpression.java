import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class StaticThroughExpression {
    static int count = 1; static long wide = 2; static String text = "s";
    static String stat(Object o) { return "stat" + o; }
    public String toString() { return "unused"; }
    @Async
    static Coroutine<String> run() {
        int n = await(tick(new StaticThroughExpression())).count + await(tick(1));
        await(tick((StaticThroughExpression) null)).wide += await(tick(5L));
        await(tick((StaticThroughExpression) null)).text += await(tick("t"));
        n += await(tick((StaticThroughExpression) null)).count++ + ++await(tick(new StaticThroughExpression())).count;
        return done(n + await(tick((StaticThroughExpression) null)).stat(await(tick(3))) + count + wide + text);
    }
}
