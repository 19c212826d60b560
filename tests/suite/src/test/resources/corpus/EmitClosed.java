import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EmitClosed {
    @Async
    static Generator<Integer> closed() {
        int seen = 0;
        try {
            while (true) {
                seen++;
                try {
                    emit(seen);
                } finally {
                    log("after " + seen);
                }
                if (seen == 4) break;
            }
            emit(5);
        } catch (Exception swallowed) {
            log("an exception");
        } finally {
            log("last " + seen);
        }
        return end(seen);
    }

    @Async
    static Generator<Integer> stubborn() {
        try {
            emit(1);
        } finally {
            emit(2);
        }
        return end();
    }

    @Async
    static Generator<Integer> ending() {
        try {
            emit(1);
        } catch (Throwable exit) {
            log(exit.getClass().getSimpleName());
            return end("caught");
        }
        return end();
    }

    @Async
    static Coroutine<Void> run() {
        for (int i = 0; i < 6; i++) {
            closeAfter(i, closed());
        }
        closeAfter(1, stubborn());
        closeAfter(1, ending());
        closeAfter(0, ending());
        closeAfter(2, ending());
        try (Generator<Integer> resource = closed()) {
            log(resource.next());
        }
        return done();
    }
}
