import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class InstanceMainLikeMembers25 {
    static String s = ""; int state = 1;
    @Async Coroutine<Integer> step(int _unused, int by) { state += await(tick(by)); return done(state); }
    /// A Markdown comment before a member, with `await(tick(1))` in it.
    @Async static Coroutine<String> text() { return done("""
        block \
        "quoted" """ + await(tick("t"))); }
    @Async
    static Coroutine<String> run() {
        var o = new InstanceMainLikeMembers25();
        var list = new ArrayList<>(List.of(await(o.step(0, 1)), await(o.step(0, 2)))); list.addFirst(await(tick(9)));
        record Point(int x, int y) { static int made; Point { made++; } }
        if (new Point(await(tick(1)), await(tick(2))) instanceof Point(var x, var y) && x < y) s += x + y + await(tick(Point.made));
        interface Local { @Async static Coroutine<Integer> twice(int n) { return done(n * await(tick(2))); } }
        return done(s + list.reversed() + await(text()) + await(Local.twice(o.state)));
    }
}
