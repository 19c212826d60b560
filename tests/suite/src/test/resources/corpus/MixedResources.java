import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class MixedResources {
    static class Slow implements AsyncCloseable {
        final String name;
        Slow(String name) { this.name = name; log("open " + name); }
        @Async public Coroutine<Void> closeAsync() { log("closing " + name); await(tick("closed " + name)); return done(); }
        @Override public void close() { log("closing " + name); tick("closed " + name); }
    }
    static class Quick implements AutoCloseable {
        final String name;
        Quick(String name) { this.name = name; log("open " + name); }
        @Override public void close() throws java.io.IOException { log("close " + name); if (name.equals("bad")) throw new java.io.IOException(name); }
    }
    @Async static Coroutine<AutoCloseable> either(boolean slow, String name) { await(tick(name)); return done(slow ? new Slow(name) : new Quick(name)); }
    @Async
    static Coroutine<String> run() throws Exception {
        String s = "";
        try (Slow a = new Slow("a"); Quick b = new Quick("b"); Slow c = new Slow("c")) { s += a.name + b.name + c.name; }
        try (AutoCloseable a = await(either(true, "d")); AutoCloseable b = await(either(false, "e")); var c = await(either(true, "f"))) { s += await(tick("body")); }
        try (Slow a = new Slow("g"); AutoCloseable b = await(either(false, "bad"))) { s += await(tick("body")); } catch (java.io.IOException e) { s += e.getMessage(); }
        try (Quick a = new Quick("bad"); Slow b = new Slow("h")) { await(fail("body fails")); } catch (IllegalArgumentException e) { s += e.getMessage() + e.getSuppressed()[0].getMessage(); }
        for (AutoCloseable a : List.of(new Slow("i"), new Quick("j"))) try (a) { s += a.getClass().getSimpleName() + await(tick("loop")); }
        return done(s);
    }
}
