import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EmitInText {
    @Async
    static Generator<String> text(int i, char c, long l) {
        String s = "i" + i + emit("1") + c + emit("2") + l + emit(emit("3") + "!") + null;
        log(s);
        s += emit("4") + (s + s.length());
        log(s);
        String[] array = {"x"};
        array[Ikat.<Integer>emit("5")] += emit("6") + "" + c;
        log(array[0]);
        char d = c;
        d += Ikat.<Integer>emit("7");
        log(d);
        return end(s + emit("8") + i++ + i + emit("9"));
    }

    @Async
    static Coroutine<Void> run() {
        sendAll(text(1, 'c', 1L << 33), "a", "b", "c", "d", "e", 0, "f", 2, "g", "h");
        return done();
    }
}
