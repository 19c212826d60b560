import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class AsyncResources {
    static class R implements AsyncCloseable {
        final String name; final boolean failing;
        R(String name, boolean failing) { log("open " + name); this.name = name; this.failing = failing; }
        @Async public Coroutine<Void> closeAsync() {
            await(tick("close " + name));
            if (failing) throw new IllegalStateException("close " + name);
            return done();
        }
        @Override public void close() { tick("close " + name); if (failing) throw new IllegalStateException("close " + name); }
    }
    @Async
    static Coroutine<R> open(String name, boolean failing) { return done(new R(await(tick(name)), failing)); }
    @Async
    static Coroutine<String> use(boolean closeFails, boolean bodyFails) {
        String s = "";
        try (var a = await(open("a", closeFails)); var b = await(open("b", false)); R none = null; R c = new R("c", closeFails)) {
            s += a.name + b.name + c.name + none;
            if (bodyFails) s += await(fail("body"));
            s += await(tick("after"));
        } catch (IllegalArgumentException | IllegalStateException e) {
            s += e.getMessage() + Arrays.toString(e.getSuppressed());
        }
        return done(s);
    }
    @Async
    static Coroutine<String> leave() {
        String s = "";
        for (int i = 0; i < 3; i++) {
            try (R r = new R("loop" + i, false)) {
                if (i == 0) continue;
                if (i == 1) return done(s + await(tick(r.name)));
                s += "unreached";
            }
        }
        return done(s);
    }
    @Async
    static Coroutine<String> run() {
        return done(await(use(false, false)) + await(use(true, false)) + await(use(false, true)) + await(use(true, true)) + await(leave()));
    }
}
