import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class CastsThatFailOnStack {
    @SuppressWarnings("unchecked") static <T> T unchecked(Object o) { return (T) o; }
    @Async static <T> Coroutine<T> polluted(Object o) { return done(CastsThatFailOnStack.<T>unchecked(await(tick(o)))); }
    @Async
    static Coroutine<String> run() {
        String s = "";
        Object text = "text";
        for (int i = 0; i < 5; i++) {
            try {
                s += i + note(1) + switch (i) {
                    case 0 -> note(2) + (Integer) await(tick(text));
                    case 1 -> { Integer n = await(CastsThatFailOnStack.<Integer>polluted("not a number")); yield n + 1; }
                    case 2 -> new Object[] {note(3), (Integer) await(tick(text))}.length;
                    case 3 -> { Object fine = await(CastsThatFailOnStack.<Integer>polluted("fine")); yield 3; }
                    default -> Math.max(note(4), (int) await(tick((Object) 5)));
                };
            } catch (ClassCastException e) {
                s += "cce" + await(tick(i));
            }
        }
        return done(s);
    }
}
