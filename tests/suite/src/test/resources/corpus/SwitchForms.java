import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SwitchForms {
    enum Colour { RED, GREEN, BLUE }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (String word : new String[] {"Aa", "BB", "C", "other"}) {
            s += switch (await(tick(word))) {
                case "Aa" -> await(tick("collides"));
                case "BB", "C" -> {
                    int n = 1;
                    n += await(tick(word.length()));
                    yield word + n;
                }
                default -> "d" + await(tick(1));
            };
            switch (word) {
                case "BB": s += await(tick("old"));
                case "Aa": s += "fall"; break;
                default: if (await(tick(true))) break; s += "unreached";
            }
        }
        for (Colour c : Colour.values()) {
            int v = 10 + switch (await(tick(c))) { case RED -> 1; case GREEN -> { long w = await(tick(2L)); yield (int) w; } case BLUE -> await(tick(3)); } * 2;
            s += v + (switch (c) { case RED: yield await(tick("r")); default: yield "n"; }) + ",";
        }
        char ch = await(tick('b'));
        switch (ch) { case 'a' -> s += "a"; case 'b' -> s += await(tick("b")); default -> throw new IllegalStateException(); }
        Integer boxed = await(tick(1000));
        switch (boxed) { case 1000 -> s += "thousand"; case -5 -> s += "minus"; default -> {} }
        return done(s);
    }
}
