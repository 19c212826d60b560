import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class CompoundBooleanAndReferenceElements {
    @Async
    static Coroutine<String> run() {
        boolean[] z = {true, false}; String[] t = {"a", null}; Integer[] n = {1000, 2}; Object[] o = {"o", 1}; CharSequence[] q = {"q"};
        z[await(tick(0))] &= await(tick(true)); z[await(tick(1))] |= await(tick(true)); z[await(tick(0))] ^= await(tick(z[1]));
        t[await(tick(0))] += await(tick("b")); t[await(tick(1))] += await(tick(1)); t[await(tick(0))] += await(tick('c')) + note(1); t[note(0)] += t[await(tick(1))] + await(tick((Object) null));
        n[await(tick(0))] += await(tick(1)); n[await(tick(1))] <<= await(tick(10)); n[await(tick(0))] -= n[await(tick(1))]++;
        o[await(tick(0))] += await(tick("x")); o[await(tick(1))] += "y" + await(tick(2)); q[await(tick(0))] += await(tick("r"));
        String value = t[note(0)] + (t[note(0)] += await(tick("!"))) + (z[note(1)] |= await(tick(false)));
        return done(Arrays.toString(z) + Arrays.toString(t) + Arrays.toString(n) + Arrays.toString(o) + q[0] + value);
    }
}
