import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ConstructorThrowsBetweenAwaits {
    static class Bad { Bad(Object o) { log("Bad " + o); throw new IllegalStateException("bad " + o); } }
    static class Holder { Holder(Object a, Object b) { log("never"); } }
    static class Broken { static { log("initialising Broken"); if (true) throw new IllegalStateException("broken"); } Broken(Object o) {} }
    @Async
    static Coroutine<String> run() {
        String s = await(tick("s"));
        try {
            new Holder(await(tick(1)), new Bad(await(tick(2))));
        } catch (IllegalStateException e) {
            s += e.getMessage() + await(tick(3));
        } finally {
            s += await(tick("f"));
        }
        try {
            new Broken(await(tick("not reached")));
        } catch (ExceptionInInitializerError e) {
            s += e.getCause().getMessage();
        }
        try {
            s += new Holder(new int[await(tick(-1))], await(tick(4)));
        } catch (NegativeArraySizeException e) {
            s += e.getMessage();
        }
        return done(s);
    }
}
