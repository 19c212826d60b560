import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ExpressionsAsStatements {
    static int n; int f; static int[] a = {1, 2}; long[] l = {3};
    static int bump(int by) { return n += by; }
    @Async
    static Coroutine<String> run() {
        ExpressionsAsStatements o = new ExpressionsAsStatements();
        await(tick(1)); await(tick(2L)); await(tick((Object) null)); bump(await(tick(3))); n = await(tick(n)); n++; --o.f; a[await(tick(0))]++; o.l[await(tick(0))]--; --await(tick(o.l))[0];
        await(tick("t")).length(); await(tick(new ArrayList<>(List.of(1)))).add(await(tick(2))); new int[] {await(tick(4))}.clone(); await(tick(o.l)).clone(); await(tick(a)).getClass();
        for (await(tick("init")), bump(await(tick(1))); n < 8; bump(await(tick(2))), o.f++) await(tick("body"));
        if (await(tick(true))) ; else await(tick("never")); ; { await(tick("block")); } label: await(tick("labelled"));
        Runnable r = () -> bump(1); r.run(); (o.f) += await(tick(5)); ((n)) = bump(await(tick(1))) + (n);
        switch (await(tick(1))) { case 1 -> await(tick("arm")); default -> bump(9); }
        return done(n + "" + o.f + Arrays.toString(a) + o.l[0]);
    }
    public String toString() { return "o"; }
}
