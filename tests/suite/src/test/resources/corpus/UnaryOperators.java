import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class UnaryOperators {
    @Async
    static Coroutine<String> run() {
        int i = -await(tick(5)) + ~await(tick(6)) - +await(tick((short) 7)) + -(-await(tick('a')));
        long l = ~await(tick(1L << 40)) ^ -await(tick(3L));
        float f = -await(tick(0f)); double d = -await(tick(-0.0)) / -await(tick(0.0));
        boolean z = !await(tick(true)) ^ !!await(tick(true)) | !(await(tick(1)) > 2);
        int bits = ~(await(tick((byte) -1)) & 0xff) >>> -await(tick(4));
        return done(i + " " + l + " " + f + " " + d + " " + z + bits + -await(tick(Integer.MIN_VALUE)));
    }
}
