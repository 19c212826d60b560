import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ReassignedParameters {
    @Async Coroutine<String> all(boolean z, byte b, short s, char c, int i, long l, float f, double d, String t, int[] a, Object o) {
        z = !z; b += 1; s <<= 1; c++; i--;
        await(tick("first"));
        l *= i; f /= 2; d = -d; t += b; a = a.clone(); a[0] += s; o = t;
        String r = "" + z + b + s + c + i + l + f + d + t + a[0] + o;
        o = await(tick(a.length)); z = (Integer) o > 1; t = null; l = await(tick(l)); i += await(tick(i)); a = null;
        for (; i > 0; i -= 9) d += await(tick(1));
        return done(r + z + b + s + c + i + l + f + d + t + (a == null) + o);
    }
    @Async static Coroutine<String> swap(String a, String b, boolean once) { String t = a; a = await(tick(b)); b = t; return once ? done(a + b) : swap(a, b, !once); }
    @Async static Coroutine<Long> gcd(long a, long b) { while (b != 0) { long r = a % b; a = await(tick(b)); b = r; } return done(a); }
    @Async
    static Coroutine<String> run() { int[] a = {1, 2}; return done(await(new ReassignedParameters().all(false, (byte) 127, (short) 3, 'c', 5, 7L, 1f, 2.0, "t", a, a)) + a[0] + await(swap("x", "y", false)) + await(gcd(84, 36))); }
}
