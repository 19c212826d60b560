import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class CompoundLongElements {
    @Async
    static Coroutine<String> run() {
        long[] l = {1L << 40, -9, 3};
        l[await(tick(0))] += await(tick(5)); l[await(tick(0))] -= await(tick(2L)); l[await(tick(0))] *= await(tick(3L));
        l[await(tick(0))] /= await(tick(7)); l[await(tick(0))] %= await(tick(1000003L)); l[await(tick(1))] <<= await(tick(33));
        l[await(tick(1))] >>= await(tick(3L)); l[await(tick(1))] >>>= await(tick(1)); l[await(tick(2))] &= await(tick(0xffL)); l[await(tick(2))] |= await(tick(256)); l[await(tick(2))] ^= await(tick('c'));
        long mixed = l[await(tick(2))] += await(tick(2.9));
        long twice = l[note(0)] + (l[note(0)] -= await(tick(1L))) + l[note(0)];
        return done(Arrays.toString(l) + mixed + " " + twice);
    }
}
