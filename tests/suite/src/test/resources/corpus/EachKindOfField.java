import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class EachKindOfField {
    byte b = 1; short s = 2; char c = 'c'; int i = 4; long l = 5; float f = 6; double d = 7; boolean z; String t = "t"; int[] a = {1};
    static byte sb = 1; static long sl = 5; static double sd = 7; static String st = "st";
    @Async
    Coroutine<String> all() {
        b += await(tick(1)); s -= await(tick(1)); c += await(tick(1)); i *= await(tick(3)); l <<= await(tick(2)); f /= await(tick(4)); d %= await(tick(2.5)); z |= await(tick(true)); t += await(tick("u")); a[0] += await(tick(1)); a = new int[] {a[0], await(tick(9))};
        sb++; sl = sl-- - await(tick(1L)); sd = -sd + await(tick(0.5)); st = st + st.length() + await(tick('q'));
        long chained = this.l = sl = await(tick(42));
        return done(b + " " + s + c + i + l + f + d + z + t + Arrays.toString(a) + sb + sl + sd + st + chained);
    }
    @Async
    static Coroutine<String> run() { return done(await(new EachKindOfField().all())); }
}
