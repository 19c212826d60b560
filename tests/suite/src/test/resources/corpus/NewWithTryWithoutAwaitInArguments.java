import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NewWithTryWithoutAwaitInArguments {
    record P(Object a, Object b, long c) {}
    static int parse(String s) { return Integer.parseInt(s); }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (String t : List.of("7", "seven")) {
            s += new P(await(tick(t)), switch (t.length()) { default -> { try { yield parse(t); } catch (NumberFormatException e) { yield "nan"; } finally { log("parsed"); } } }, await(tick(1L)));
            s += new P(note(t), switch (t) { case "7" -> { try { yield parse(t) + 1; } finally { log("f"); } } default -> { int n = 0; while (n < 3) n++; yield n; } }, 2);
        }
        return done(s);
    }
}
