import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ResourceExpressions {
    static class R implements AutoCloseable {
        final String name;
        R(Object... parts) { name = Arrays.toString(parts); log("open " + name); }
        @Override public void close() { log("close " + name); }
        R renamed(Object o) { return new R(name, o); }
    }
    interface Closing extends AutoCloseable { @Override void close(); }
    @Async
    static Coroutine<String> run() {
        String s = "";
        try (R a = await(tick(1)) == 1 ? new R(await(tick("yes"))) : new R("no")) { s += a.name; }
        try (R a = new R(await(tick(2)), await(tick(3L))).renamed(await(tick(4))); R b = a.renamed(await(tick(5)))) { s += b.name; }
        try (Closing c = () -> log("lambda closed"); Closing d = R::new) { s += await(tick("lambdas")); }
        try (R a = switch (await(tick(6))) { case 6 -> new R(await(tick("arm"))); default -> null; }) { s += a.name; }
        try (R a = new R[] {null, new R(await(tick(7)))}[await(tick(1))]) { s += a.name; }
        try (R a = (R) await(tick((Object) null)); R b = new R(await(tick(8)) / await(tick(0)))) { s += "never"; } catch (ArithmeticException e) { s += await(tick("zero")); }
        return done(s);
    }
}
