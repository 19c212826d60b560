import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class LogicAsValues {
    boolean field; static boolean shared = true;
    static String all(boolean a, boolean b, Object c, boolean d) { return "" + a + b + c + d + ";"; }
    @Async
    static Coroutine<String> run() {
        String s = "";
        LogicAsValues o = new LogicAsValues();
        boolean[] z = new boolean[2];
        for (int i = 0; i < 4; i++) {
            boolean a = (i & 1) > 0, b = (i & 2) > 0;
            s += all(a && await(tick(b)), await(tick(a)) || b, await(tick(i)) > 1 && a, !(await(tick(a)) && await(tick(b))));
            o.field = a || await(tick(b)) && o.field;
            shared &= await(tick(b)) || a;
            z[i / 2] = z[0] | await(tick(a)) && !await(tick(b));
            Boolean boxed = a && await(tick(true)) ? await(tick(b)) : null;
            s = s + o.field + shared + z[i / 2] + boxed + (await(tick(a)) && b ? 1 : await(tick(2)));
            s += i + (a || await(tick(b)) ? await(tick("t")) : await(tick("f")));
        }
        return done(s);
    }
}
