import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NewInSwitchArms {
    static class P {
        final String s;
        P(Object... parts) { s = Arrays.toString(parts); log("P" + s); }
        public String toString() { return s; }
    }
    @Async
    static Coroutine<String> run() {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            P p = switch (await(tick(i))) {
                case 0 -> new P(await(tick("a")), i);
                case 1 -> { P inner = new P(await(tick("b"))); yield new P(inner, await(tick("c"))); }
                case 2 -> await(tick(true)) ? new P(await(tick("d"))) : null;
                default -> new P(new P(await(tick("e"))), switch (await(tick("f"))) { case "f" -> new P(await(tick("g"))); default -> "never"; });
            };
            s.append(p).append(note(i)).append(switch (i) { case 1: yield new P(i, await(tick("old"))); case 2: s.append("!"); default: yield new StringBuilder(await(tick("sb"))).append(i); });
        }
        return done(s.toString());
    }
}
