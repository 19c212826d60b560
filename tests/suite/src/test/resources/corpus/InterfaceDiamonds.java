import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class InterfaceDiamonds {
    interface Top { @Async default Coroutine<String> name() { return done("top" + await(tick(0))); } Coroutine<String> own(int n); }
    interface Left extends Top { @Override @Async default Coroutine<String> name() { return done("left" + await(Top.super.name())); } }
    interface Right extends Top { @Override @Async default Coroutine<String> name() { String s = await(tick("right")); return done(s + await(own(1))); } @Async default Coroutine<String> own(int n) { return done("own" + await(tick(n)) + await(hidden(n))); } @Async private Coroutine<String> hidden(int n) { return n > 0 ? hidden(n - 1) : done("hidden" + this); } }
    static class Both implements Left, Right { @Override @Async public Coroutine<String> name() { return done(await(Left.super.name()) + await(Right.super.name()) + await(tick("both"))); } public String toString() { return "B"; } }
    static class More extends Both { @Override @Async public Coroutine<String> own(int n) { return n > 3 ? super.own(n) : own(n + await(tick(2))); } }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (Top t : new Top[] {new Both(), new More(), n -> tick("lambda" + n)}) s += await(t.name()) + await(t.own(0)) + ";";
        return done(s);
    }
}
