import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class InstanceofOperands {
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (Object o : new Object[] {"t", 1, new int[0], new String[] {"x"}, null, List.of()}) {
            s += (await(tick(o)) instanceof String) + "" + (await(tick(o)) instanceof int[]) + (await(tick(o)) instanceof Object[]) + (await(tick(o)) instanceof Collection<?>);
            if (!(await(tick(o)) instanceof Comparable<?>)) s += "not";
            if (await(tick(o)) instanceof Number == await(tick(true))) s += "number";
            while (await(tick(o)) instanceof List && s.length() < 400) { s += "list"; o = null; }
            s += await(tick(o)) instanceof CharSequence ? await(tick("chars")) : "none";
            s += ";";
        }
        return done(s);
    }
}
