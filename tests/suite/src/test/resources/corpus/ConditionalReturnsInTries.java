import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ConditionalReturnsInTries {
    @Async static Coroutine<String> withFinally(int n) { try { return n == 0 ? fail("zero") : n == 1 ? tick("one") : done("d" + await(tick(2))); } catch (IllegalArgumentException e) { return done(e.getMessage()); } finally { log("finally" + await(tick(n))); } }
    @Async static Coroutine<String> order(int n) { try { return n > 1 ? withFinally(n) : order(n + 1); } finally { log("left " + n); } }
    @Async static Coroutine<String> arms(int n) { try { return switch (n) { case 0 -> fail("arm"); case 1 -> order(1); default -> { String s = await(tick("block")); yield tick(s); } }; } finally { log("arms " + n); } }
    @Async static Coroutine<String> resources(boolean b) throws Exception { try (AutoCloseable c = () -> log("closed")) { return b ? tick("open") : arms(1); } }
    @Async
    static Coroutine<String> run() throws Exception {
        String s = "";
        for (int n = 0; n < 3; n++) try { s += await(withFinally(n)) + await(arms(n)); } catch (IllegalArgumentException e) { s += e.getMessage(); }
        return done(s + await(order(0)) + await(resources(true)) + await(resources(false)));
    }
}
