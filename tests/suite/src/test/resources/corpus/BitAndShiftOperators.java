import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class BitAndShiftOperators {
    @Async
    static Coroutine<String> run() {
        int i = -17; long l = -17L;
        return done("" + (i >> await(tick(2))) + (i >>> await(tick(28))) + (l << await(tick(3L))) + (l >>> await(tick(60))) + (~await(tick(5)) & i | await(tick(8)) ^ 3) + (-await(tick(4L)) % l) + (await(tick(7)) / 2 * await(tick(2.0f))) + (i += l -= await(tick(1))) + l + (+await(tick('a'))) + !await(tick(true)));
    }
}
