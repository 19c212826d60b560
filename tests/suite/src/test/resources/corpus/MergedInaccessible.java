import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class MergedInaccessible {
    @Async
    static Coroutine<String> run() {
        StringBuilder a = new StringBuilder("a"); StringBuffer b = new StringBuffer("b");
        var x = await(tick(true)) ? a : b;
        await(tick("live"));
        return done("" + x);
    }
}
