import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class AbstractTemplate {
    static abstract class Template {
        @Async final Coroutine<String> whole() { return done(await(before()) + await(step(await(tick(1)))) + after()); }
        @Async protected Coroutine<String> before() { return done("before"); }
        protected abstract Coroutine<String> step(int n);
        abstract String after();
    }
    static class Concrete extends Template {
        @Async protected Coroutine<String> step(int n) { return done("step" + await(tick(n))); }
        String after() { return "after"; }
    }
    @Async
    static Coroutine<String> run() {
        return done(await(new Concrete().whole()) + await(new Template() {
            protected Coroutine<String> step(int n) { return tick("anonymous" + n); }
            String after() { return "."; }
        }.whole()));
    }
}
