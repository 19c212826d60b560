import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EmitInSwitches {
    enum Colour { RED, GREEN, BLUE }

    @Async
    static Generator<Object> switches(Colour colour, String text) {
        int n = note(3) + switch (Ikat.<Integer>emit("which")) {
            case 1 -> Ikat.<Integer>emit("one");
            case 2 -> {
                log("two");
                Integer got = emit("two");
                yield got == null ? -1 : got + note(1);
            }
            default -> 0;
        };
        log(n);
        switch (colour) {
            case RED:
                emit("red");
            case GREEN:
                emit("green");
                break;
            default:
                emit("other");
        }
        String result = text + switch (String.valueOf(emit("text"))) {
            case "a", "b" -> "ab" + emit("ab");
            case "c" -> {
                for (int i = 0; ; i++) {
                    if (Boolean.TRUE.equals(emit("c" + i))) {
                        yield "c" + i;
                    }
                }
            }
            default -> throw new IllegalStateException("no " + emit("none"));
        };
        return end(result);
    }

    @Async
    static Coroutine<Void> run() {
        sendAll(switches(Colour.RED, "x"), 1, 5, "r", "g", "a", "z");
        sendAll(switches(Colour.GREEN, "y"), 2, null, "g", "c", false, true);
        sendAll(switches(Colour.BLUE, "z"), 3, "b", "other", "last");
        return done();
    }
}
