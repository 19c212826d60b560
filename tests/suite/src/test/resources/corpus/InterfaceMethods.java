import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class InterfaceMethods {
    interface Greeter {
        String name();
        @Async default Coroutine<String> greet() { return done(await(prefix()) + name() + await(suffix("!"))); }
        @Async private Coroutine<String> prefix() { return done("hi " + await(tick(name()))); }
        @Async static Coroutine<String> suffix(String s) { String t = await(tick(s)); return done(t + await(repeat(t, 2))); }
        @Async private static Coroutine<String> repeat(String s, int n) { String r = ""; for (int i = 0; i < n; i++) r += await(tick(s)); return done(r); }
    }
    interface Loud extends Greeter {
        @Override @Async default Coroutine<String> greet() { return done(await(Greeter.super.greet()).toUpperCase() + await(tick("LOUD"))); }
    }
    record Person(String name) implements Greeter {}
    record Shouter(String name) implements Loud {}
    @Async
    static Coroutine<String> run() {
        Greeter lambda = () -> "lambda";
        return done(await(new Person("p").greet()) + await(new Shouter("s").greet()) + await(lambda.greet()) + await(Greeter.suffix("?")));
    }
}
