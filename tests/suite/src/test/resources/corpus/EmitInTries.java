import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EmitInTries {
    @Async
    static Generator<Integer> tries() {
        try {
            emit(1);
            try {
                emit(2);
                emit(3);
            } catch (IllegalArgumentException error) {
                log("caught " + error.getMessage() + emit(4));
                emit(5);
            } finally {
                log("inner " + emit(6));
            }
            emit(7);
        } catch (RuntimeException error) {
            log("outer " + error.getMessage());
            emit(8);
            throw error;
        } finally {
            log("finally");
            emit(9);
            log("end of finally");
        }
        return end("done");
    }

    @Async
    static Coroutine<Void> run() {
        takeAll(tries());
        for (int i = 0; i < 10; i++) {
            log("raise after " + i);
            raiseAfter(i, tries(), i % 2 == 0 ? new IllegalArgumentException("a") : new IllegalStateException("s"));
        }
        return done();
    }
}
