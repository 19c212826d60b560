import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class FieldsOfAwaitedReceiver {
    boolean z; byte b = 1; short s = 2; char c = 'c'; int i = 4; long l = 5; float f = 6; double d = 7; String t = "t"; Integer n = 8; int[] a = {9};
    public String toString() { return "o"; }
    @Async
    static Coroutine<String> run() {
        FieldsOfAwaitedReceiver o = new FieldsOfAwaitedReceiver();
        await(tick(o)).z |= await(tick(true)); await(tick(o)).b += await(tick(200)); await(tick(o)).s <<= await(tick(3)); await(tick(o)).c -= await(tick(1)); await(tick(o)).i %= await(tick(3));
        await(tick(o)).l *= await(tick(1L << 35)); await(tick(o)).f /= await(tick(4)); await(tick(o)).d -= await(tick(.5)); await(tick(o)).t += await(tick("u")); await(tick(o)).n += await(tick(1)); await(tick(o)).a[await(tick(0))] += await(tick(1));
        long w = await(tick(o)).l++ + --await(tick(o)).i + await(tick(o)).n--;
        await(tick(o)).d = await(tick(o)).f = await(tick(o)).l = await(tick(3));
        String r = "" + (await(tick(o)).t += await(tick(1)) + o.t) + (await(tick(o)).c++);
        return done(r + o.z + o.b + o.s + o.c + o.i + o.l + o.f + o.d + o.t + o.n + o.a[0] + w);
    }
}
