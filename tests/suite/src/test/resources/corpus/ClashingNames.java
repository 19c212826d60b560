import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import dev.ikat.frame.Frame;
import dev.ikat.frame.Trampoline;

class ClashingNames {
    @Async static Coroutine<String> work(int n) { return done("work" + await(tick(n)) + work((Frame) null, "o", null, null)); }
    static Object work(Frame frame, Object value, Throwable error, Trampoline trampoline) { return "mine" + frame + value + error + trampoline; }
    static Object work(int n, Trampoline trampoline) { return "direct" + n; }
    static Object work(int n, Frame frame, Trampoline trampoline) { return "direct frame" + n; }
    @Async Coroutine<String> resume(Frame f, Object o, Throwable t) { return done("resume" + f + o + t + await(tick(1))); }
    Object resume(Frame f, Object o, Throwable t, Trampoline r) { return "plain resume"; }
    @Async Coroutine<String> resume(ClashingNames f, Object o, Throwable t, Trampoline r) { return done("async resume" + o + await(tick(2)) + work(1, r)); }
    @Async static Coroutine<String> body(Trampoline t) { return done("body" + t + await(tick(3)) + body(t, t)); }
    static Object body(Trampoline t, Trampoline u) { return "plain body"; }
    @Async Coroutine<String> label() { int label = await(tick(4)); Object parent = "parent", frame = "frame", outcome = null, error = null, trampoline = 5; return done(label + "" + parent + frame + outcome + error + await(tick(trampoline))); }
    @Async
    static Coroutine<String> run() {
        ClashingNames c = new ClashingNames();
        return done(await(work(7)) + work(2, null) + work(3, null, null) + await(c.resume(null, "x", null)) + c.resume((Frame) null, null, null, null) + await(c.resume(c, "y", null, null)) + await(body(null)) + await(c.label()));
    }
}
