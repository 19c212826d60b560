import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ConstantsFolded {
    static final int K = 3; static final String TEXT = "text" + K; static final long BIG = 1L << 40; static final boolean OFF = false; static final char C = 'c';
    @Async
    static Coroutine<String> run() {
        final int local = 2; final String name = "n" + local; final byte b = 10; final double half = 1 / 2.0;
        String s = TEXT + name + await(tick(TEXT)) + (TEXT == "text3") + local * K;
        if (OFF) s += await(tick("never")); else s += await(tick("on"));
        switch (await(tick(5))) { case local + K: s += "five"; case K: s += await(tick(K)); break; }
        switch (await(tick("n2"))) { case name -> s += name; case TEXT -> s += "never"; default -> s += "never"; }
        while (!OFF) { s += await(tick(BIG)) == BIG; break; }
        do { s += half + await(tick(1)); } while (OFF);
        byte narrow = b; narrow += local; char next = C + 1;
        await(tick("live"));
        return done(s + narrow + next + (K > 2 ? await(tick("folded")) : "never") + (local == 2 && await(tick(true))) + Integer.MAX_VALUE + Long.MIN_VALUE);
    }
}
