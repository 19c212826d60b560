import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EmitInConditions {
    static boolean yes(Object o) {
        return Boolean.TRUE.equals(o);
    }

    @Async
    static Generator<Integer> conditions(boolean start) {
        if (start && yes(emit(1)) || yes(emit(2)) && !yes(emit(3))) {
            log("then");
        } else {
            log("else");
        }
        boolean both = yes(emit(4)) & yes(emit(5)) | start;
        log(both);
        Object chosen = yes(emit(6)) ? emit(7) : yes(emit(8)) ? note("b") : emit(9);
        log(chosen);
        log(note(1) + (yes(emit(10)) ? Ikat.<Integer>emit(11) : 5));
        while (yes(emit(12)) || yes(emit(13))) {
            log("turn");
        }
        do {
            log("once more");
        } while (start && yes(emit(14)));
        return yes(emit(15)) ? end("yes") : end();
    }

    @Async
    static Coroutine<Void> run() {
        sendAll(conditions(true), true, true, true, true, "7", true, 4, false, true, true, false, false, true, false, true);
        sendAll(conditions(true), false, true, false, false, true, false, false, "n", true, 4, false, false, false, false);
        sendAll(conditions(false), false, false, false, false, true, "q", false, false, false, true);
        takeAll(conditions(false));
        return done();
    }
}
