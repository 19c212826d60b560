import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class CallersOfOtherClasses {
    interface Store { Coroutine<Integer> get(String k); @Async default Coroutine<Integer> both(String a, String b) { return done(await(get(a)) + await(get(b))); } }
    static final class Memory implements Store { private final Map<String, Integer> map = new HashMap<>(); @Async public Coroutine<Integer> get(String k) { return done(map.merge(k, await(tick(k.length())), Integer::sum)); } @Async static Coroutine<Memory> open() { await(tick("open")); return done(new Memory()); } }
    static class Counted implements Store { final Store inner; int calls; Counted(Store inner) { this.inner = inner; } @Async public Coroutine<Integer> get(String k) { calls++; try { return inner.get(k); } finally { log("call " + calls); } } }
    static class Service { private final Store store; Service(Store store) { this.store = store; } @Async Coroutine<String> serve(String... keys) { StringBuilder s = new StringBuilder(); for (String k : keys) s.append(k).append(await(store.get(k))).append(' '); return done(s.append(await(store.both("x", keys[0]))).toString()); } }
    @Async
    static Coroutine<String> run() {
        Memory m = await(Memory.open()); Counted c = new Counted(m);
        return done(await(new Service(m).serve("a", "bb", "a")) + await(new Service(c).serve("a", "ccc")) + await(new Service(k -> tick(k.hashCode())).serve("z")) + c.calls);
    }
}
