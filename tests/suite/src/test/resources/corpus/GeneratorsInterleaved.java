import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class GeneratorsInterleaved {
    int shared;

    @Async
    Generator<String> step(String name, int by) {
        for (int i = 0; i < 3; i++) {
            shared += by;
            emit(name + shared);
        }
        return end(shared);
    }

    @Async
    static Generator<Object> zip(Generator<?> a, Generator<?> b) {
        while (a.hasNext() & b.hasNext()) {
            emit(a.next() + "+" + b.next());
        }
        return end(a.hasNext() ? "a" : b.hasNext() ? "b" : "both");
    }

    @Async
    static Coroutine<Void> run() {
        GeneratorsInterleaved it = new GeneratorsInterleaved();
        takeAll(zip(it.step("a", 1), it.step("b", 10)));
        takeAll(zip(zip(it.step("c", 1), it.step("d", 2)), List.of(1).isEmpty() ? null : it.step("e", 3)));
        Generator<String> a = it.step("x", 100);
        Generator<String> b = it.step("y", 1000);
        log(a.next());
        log(b.next() + b.hasNext());
        log(a.next());
        b.close();
        log(b.hasNext());
        takeAll(a);
        return done();
    }
}
