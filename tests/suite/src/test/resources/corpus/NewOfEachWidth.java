import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NewOfEachWidth {
    static class W {
        final String s;
        W(long a, double b, long c) { s = "w" + a + b + c; }
        W(boolean z, byte b, short h, char c, int i, long l, float f, double d, Object o) { s = "n" + z + b + h + c + i + l + f + d + o; }
        W(double... d) { s = "v" + Arrays.toString(d); }
        public String toString() { return s; }
    }
    @Async
    static Coroutine<String> run() {
        String s = new W(await(tick(1L)), note(2.0), note(3L)).s + new W(note(4L), await(tick(5.0)), note(6L)).s + new W(note(7L), note(8.0), await(tick(9L))).s;
        s += new W(await(tick(true)), await(tick((byte) 1)), await(tick((short) 2)), await(tick('c')), await(tick(3)), await(tick(4L)), await(tick(5f)), await(tick(6d)), await(tick("o")));
        s += new W(note(true), note((byte) 1), note((short) 2), note('c'), note(3), note(4L), note(5f), note(6d), await(tick("p")));
        s += 5L * new W(await(tick(1f))).s.length() + 2.5 * new W(await(tick(2)), await(tick(3L)), note(4f), await(tick('d'))).s.length();
        return done(s + new W(new W(await(tick(1L)), 2, 3).s.length(), await(tick(.5)), s.length()));
    }
}
