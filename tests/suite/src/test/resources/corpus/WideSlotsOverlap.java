import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class WideSlotsOverlap {
    @Async
    static Coroutine<String> run() {
        String s = ""; boolean flag = true;
        for (int i = 0; i < 3; i++) {
            { long w = await(tick(1L << 40)); s += w; }
            { int a = await(tick(2)); long w = a + await(tick(3)); s += w + a; }
            { byte b = 4; double d = await(tick(.5)); short h = 5; long w = b + h; await(tick("odd")); s += d + w + b + h; }
            { String t = "t"; { double d = 1.5; s += d + await(tick(6)); } { String u = await(tick("u")), v = "v"; s += t + u + v; } }
            { float f = .25f; if (flag) { long w = i; s += w * await(tick(7)); flag = false; } else { int x = i, y = x + 1; s += x + y + await(tick(8)) * f; } }
            { int x = i; long w = x; int y = x; double d = y; char c = 'c'; await(tick("all")); x++; w--; y += 2; d /= 2; c++; await(tick("again")); s += x + " " + w + y + d + c; }
        }
        return done(s);
    }
}
