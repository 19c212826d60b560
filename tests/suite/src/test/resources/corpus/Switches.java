import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class Switches {
    enum E { A, B, C }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 4; i++) {
            switch (await(tick(i))) {
                case 0: s += "zero"; 
                case 1: s += await(tick("one")); break;
                case 2: { String t = await(tick("two")); s += t; break; }
                default: s += "many";
            }
            s += switch (i) { case 0 -> await(tick("x")); case 1 -> { int k = await(tick(i)); yield "y" + k; } default -> "d"; };
        }
        for (E e : E.values()) {
            s += switch (e) { case A -> 1; case B -> await(tick(2)); case C -> 3; };
            switch (await(tick(e.name()))) { case "A" -> s += "a"; case "B" -> s += await(tick("b")); default -> {} }
        }
        return done(s);
    }
}
