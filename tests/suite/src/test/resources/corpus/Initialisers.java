import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class Initialisers {
    static final List<String> CREATED = new ArrayList<>();
    interface F { Coroutine<String> get(); }
    final String name;
    F lambda = () -> done("field " + this.name2 + await(tick("lambda")));
    String name2 = "n2";
    { log("instance initialiser"); CREATED.add("init"); }
    static { log("static initialiser"); }
    Initialisers(String name) { this.name = name; log("constructor " + name); }
    { F inBlock = () -> done(await(tick("block"))); blocks = inBlock; }
    final F blocks;
    @Async Coroutine<String> all() { return done(name + await(lambda.get()) + await(blocks.get())); }
    static class Lazy { static { log("lazy initialised"); } static String value = "lazy"; @Async static Coroutine<String> get() { return done(value + await(tick(1))); } }
    @Async
    static Coroutine<String> run() {
        log("before");
        String s = await(new Initialisers(await(tick("x"))).all());
        return done(s + await(Lazy.get()) + CREATED);
    }
}
