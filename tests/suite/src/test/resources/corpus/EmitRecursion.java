import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EmitRecursion {
    @Async
    static Generator<String> permutations(String prefix, String rest) {
        if (rest.isEmpty()) {
            emit(prefix);
        }
        for (int i = 0; i < rest.length(); i++) {
            emitAll(permutations(prefix + rest.charAt(i), rest.substring(0, i) + rest.substring(i + 1)));
        }
        return end();
    }

    @Async
    static Generator<Integer> down(int n) {
        emit(n);
        return n == 0 ? end("bottom") : down(n - 1);
    }

    @Async
    static AsyncGenerator<Integer> tower(int n) {
        if (n > 0) {
            emit(n);
            log("level " + n + " " + emitAll(tower(n - 1)) + await(tick("t" + n)));
        }
        return end(n);
    }

    @Async
    static Coroutine<Void> run() {
        takeAll(permutations("", "abc"));
        takeAll(down(5));
        for (int level : each(tower(4))) log(level);
        return done();
    }
}
