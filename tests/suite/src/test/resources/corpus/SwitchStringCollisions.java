import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SwitchStringCollisions {
    @Async static Coroutine<String> pick(String t) {
        String r = "";
        switch (await(tick(t))) { case "AaAa": r += await(tick(1)); case "BBBB": r += 2; break; case "AaBB": r += "3"; break; case "": r += "empty"; break; case "\u00e4\n": r += await(tick("special")); default: r += "default"; }
        return done(r + switch (t) { case "AaAa", "BBAa" -> await(tick("left")); case "BBBB", "AaBB" -> { String u = await(tick(t.toLowerCase())); yield switch (u) { case "bbbb" -> "b" + await(tick(u)); default -> u; }; } default -> t.hashCode(); });
    }
    @Async
    static Coroutine<String> run() { String s = ""; for (String t : List.of("AaAa", "BBBB", "AaBB", "BBAa", "", "\u00e4\n", "other")) s += await(pick(t)) + ";"; return done(s); }
}
