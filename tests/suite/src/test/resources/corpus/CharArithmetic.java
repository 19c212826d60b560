import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class CharArithmetic {
    @Async
    static Coroutine<String> run() {
        char c = 'a';
        c += await(tick(1));
        c++;
        char d = (char) (c + await(tick(1)));
        int sum = c + d + await(tick('z'));
        String s = "" + c + d + sum + (char) (await(tick('A')) + 2) + (c < await(tick('d'))) + (char) await(tick(65).coroutine() == null ? null : tick(0x263a)).intValue();
        for (char x = 'x'; x <= await(tick('z')); x++) s += x;
        short sh = (short) await(tick(40000)).intValue();
        sh >>>= await(tick(1));
        byte b = (byte) (sh ^ await(tick((byte) -1)));
        return done(s + sh + b + (int) (char) b);
    }
}
