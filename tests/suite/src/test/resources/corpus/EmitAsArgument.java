import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EmitAsArgument {
    static String join(Object a, long b, double c, Object d) {
        return a + "/" + b + "/" + c + "/" + d;
    }

    @Async
    static Generator<Object> arguments(long wide) {
        log(join(note("a"), wide, 1.5, emit(1)));
        log(join(emit(2), note(7L) + wide, note(2.5), note("d")));
        log(join(emit(3), wide * 2, 0.5, emit(emit(4))));
        log(String.valueOf(emit(5)).concat(String.valueOf(emit(6))));
        log(Math.max(note(1), Ikat.<Integer>emit(7)) + Ikat.<Integer>emit(8));
        return end(join(wide, wide, wide, emit(9)));
    }

    @Async
    static Coroutine<Void> run() {
        sendAll(arguments(1L << 40), "s", "t", "u", "v", "w", "x", 3, 4, "y", "z");
        takeAll(arguments(2));
        return done();
    }
}
