import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class CompoundNarrowElements {
    @Async
    static Coroutine<String> run() {
        byte[] b = {127, -128, 5}; short[] s = {32767, 1}; char[] c = {'z', '\uffff'};
        b[await(tick(0))] += await(tick(1)); b[await(tick(1))] -= await(tick(1L)); b[await(tick(2))] *= await(tick(60.5)); b[await(tick(2))] >>>= await(tick(1)); b[await(tick(0))] |= await(tick((byte) 3)); b[await(tick(0))] /= await(tick('\2'));
        s[await(tick(0))] += await(tick(2)); s[await(tick(1))] <<= await(tick(15)); s[await(tick(1))] ^= await(tick(0x7fL)); s[await(tick(0))] %= await(tick(1000f));
        c[await(tick(0))] += await(tick(1)); c[await(tick(1))] += await(tick(0.99)); c[await(tick(1))] >>= await(tick(8)); c[await(tick(0))] -= await(tick('\5')); c[await(tick(0))] &= await(tick(~1));
        int value = b[note(0)] + (c[note(1)] *= await(tick(2))) + (s[note(0)] -= await(tick(1)));
        return done(Arrays.toString(b) + Arrays.toString(s) + (int) c[0] + " " + (int) c[1] + " " + value);
    }
}
