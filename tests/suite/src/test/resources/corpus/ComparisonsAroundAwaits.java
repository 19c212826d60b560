import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ComparisonsAroundAwaits {
    @Async
    static Coroutine<String> run() {
        StringBuilder s = new StringBuilder();
        for (int k = -1; k < 2; k++) {
            int i = k; long l = k; float f = k; double d = k; char c = (char) ('b' + k);
            s.append(i < await(tick(0))).append(i <= await(tick(0))).append(i == await(tick(0))).append(i != await(tick(0))).append(i >= await(tick(0))).append(i > await(tick(0)));
            s.append(l < await(tick(0L))).append(l <= await(tick(0))).append(await(tick(0L)) == l).append(await(tick(0)) != l).append(l >= await(tick(0L))).append(await(tick(0L)) > l);
            s.append(f < await(tick(0f))).append(await(tick(0f)) <= f).append(f == await(tick(0))).append(f != await(tick(0L))).append(f >= await(tick(0f))).append(f > await(tick(0.0)));
            s.append(d < await(tick(0d))).append(await(tick(0f)) <= d).append(d == await(tick(0))).append(d != await(tick(0L))).append(d >= await(tick('\0'))).append(d > await(tick(0.0)));
            s.append(c < await(tick('b'))).append(await(tick(98)) <= c).append(c == await(tick('b'))).append(c >= await(tick(98L))).append('\n');
        }
        return done(s.toString());
    }
}
