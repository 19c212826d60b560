import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class PrimitiveCasts {
    @Async
    static Coroutine<String> run() {
        double d = 3e9; float f = -1.9f; long l = 0x1234567890L; int i = 70000; char c = '\ufffe';
        String s = "" + (int) (double) await(tick(d)) + (long) (double) await(tick(Double.NaN)) + (float) (double) await(tick(1e40)) + (byte) (int) await(tick(i)) + (short) (int) await(tick(i)) + (char) (int) await(tick(65));
        s += (int) (long) await(tick(l)) + " " + (float) (long) await(tick(l)) + (double) (long) await(tick(l)) + (byte) (long) await(tick(l)) + (int) (float) await(tick(f)) + (char) (float) await(tick(66.6f)) + (short) (char) await(tick(c)) + (byte) (char) await(tick(c));
        s += (long) d + await(tick(1)) + (int) (d + await(tick(1))) + (byte) (i + await(tick(1))) + (float) (l * await(tick(2))) + (int) await(tick('x')) + (long) await(tick(7)) + (double) await(tick(8)) + "" + (Object) (long) await(tick(9));
        return done(s + ((Object) await(tick((byte) 1))).getClass().getSimpleName() + (int) (short) (byte) (i - await(tick(1))));
    }
}
