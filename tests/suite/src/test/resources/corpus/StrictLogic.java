import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class StrictLogic {
    @Async
    static Coroutine<String> run() {
        String s = "";
        boolean x = true, y = false; int bits = 0xf0;
        x &= await(tick(true)) | await(tick(false)); y |= await(tick(true)) & !await(tick(false)); x ^= y ^ await(tick(true));
        if (await(tick(false)) & await(tick(true))) s += "never";
        if (await(tick(true)) | await(tick(false))) s += "or";
        if (await(tick(true)) ^ await(tick(true))) s += "never";
        while (x & await(tick(y)) | !await(tick(true))) { y = false; s += "w"; }
        bits &= await(tick(0x3c)) | await(tick(1)); bits |= await(tick(2)) ^ bits;
        Boolean boxed = await(tick(true)) & x;
        boxed |= await(tick(false));
        return done(s + x + y + bits + boxed + (await(tick(1L)) | bits & await(tick(6))));
    }
}
