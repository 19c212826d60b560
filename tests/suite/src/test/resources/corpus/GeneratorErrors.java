import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class GeneratorErrors {
    static class Checked extends Exception {
        Checked(String message) {
            super(message);
        }
    }

    @Async
    static Generator<Integer> throwing(int n) throws Checked {
        emit(1);
        int zero = n - n;
        switch (n) {
            case 0 -> throw new Checked("checked");
            case 1 -> emit(1 / zero);
            case 2 -> emit(((Object) "text") instanceof String s ? s.charAt(9) : 0);
            case 3 -> emitAll((Iterable<?>) null);
            case 4 -> throw new StackOverflowError("mine");
            case 5 -> {
                Object o = emit(2);
                emit(((String) o).length());
            }
            default -> emit(3);
        }
        return end();
    }

    @Async
    static Generator<Integer> outer(int n) {
        try {
            emitAll(throwing(n));
        } catch (Checked | ArithmeticException error) {
            log("caught " + error.getMessage());
            emit(4);
        } catch (RuntimeException error) {
            log("caught a " + error.getClass().getSimpleName());
        }
        return end("outer");
    }

    @Async
    static Coroutine<Void> run() {
        for (int n = 0; n < 7; n++) {
            log("n " + n);
            takeAll(outer(n));
        }
        try {
            throwing(0).raise(new Checked("unbegun"));
        } catch (Exception error) {
            log(error.getMessage());
        }
        return done();
    }
}
