import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class LoopVariablesCaptured {
    interface Op { Coroutine<String> on(); }
    @Async
    static Coroutine<String> run() {
        List<Op> ops = new ArrayList<>();
        for (int i = 0; i < 3; i++) { int kept = await(tick(i)); long wide = kept * 10L; ops.add(() -> done("i" + await(tick(kept)) + wide)); }
        for (String t : List.of("x", "y")) { ops.add(() -> done(t + await(tick(t)))); await(tick("added")); }
        for (char c : new char[] {'p', 'q'}) ops.add(() -> tick("" + c));
        int n = 0;
        while (n < 2) { final int m = n++; Op first = ops.get(await(tick(m))); ops.add(() -> done(m + await(first.on()))); }
        String s = "";
        for (Op op : ops) s += await(op.on()) + ",";
        return done(s);
    }
}
