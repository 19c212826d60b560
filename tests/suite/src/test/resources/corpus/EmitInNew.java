import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EmitInNew {
    record Pair(Object a, long b, Object c) {
        Pair {
            log("pair " + a + b + c);
        }
    }

    class Inner {
        final String text;

        Inner(Object a) {
            text = "inner " + a;
        }
    }

    @Async
    Generator<Object> make() {
        log(new Pair(emit(1), 7L, note("c")));
        log(new Pair(note("a"), Ikat.<Long>emit(2), new Pair(emit(3), 1, emit(4))));
        log(new Inner(emit(5)).text + new StringBuilder(String.valueOf(emit(6))).append(Ikat.<Object>emit(7)));
        Object[] all = {new Pair(1, 2, emit(8)), emit(9), new int[Ikat.<Integer>emit(10)].length};
        log(Arrays.toString(all));
        return end(new Pair(emit(11), 1, Boolean.TRUE.equals(emit(12)) ? emit(13) : new Inner(emit(14)).text));
    }

    @Async
    static Coroutine<Void> run() {
        sendAll(new EmitInNew().make(), "a", 5L, "b", "c", "d", "e", "f", "g", "h", 3, "i", true, "j", "k");
        sendAll(new EmitInNew().make(), "a", 5L, "b", "c", "d", "e", "f", "g", "h", 3, "i", false, "j", "k");
        return done();
    }
}
