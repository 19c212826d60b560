import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class GeneratorLambdas {
    interface Source<T> {
        Generator<T> all(int n);
    }

    int field = 3;

    Source<Object> capturing(long wide, String text) {
        return n -> {
            for (int i = 0; i < n; i++) {
                emit(text + wide + field++ + i);
            }
            return end(n);
        };
    }

    @Async
    static Coroutine<Void> run() {
        GeneratorLambdas it = new GeneratorLambdas();
        takeAll(it.capturing(1L << 35, "t").all(2));
        Source<Integer> plain = n -> {
            log("runs at the call");
            return end(n);
        };
        takeAll(plain.all(4));
        Supplier<Generator<String>> nested = () -> {
            Source<String> inner = n -> {
                emit("inner " + n);
                return end("i");
            };
            emit("outer");
            Object end = emitAll(inner.all(7));
            emit("ended " + end);
            return inner.all(8);
        };
        takeAll(nested.get());
        Source<String> reference = GeneratorLambdas::reference;
        takeAll(reference.all(2));
        Function<String, AsyncGenerator<String>> slow = s -> {
            emit(s + await(tick(1)));
            emit(s + await(tick(2)));
            return end();
        };
        for (String s : each(slow.apply("s"))) log(s);
        return done();
    }

    @Async
    static Generator<String> reference(int n) {
        while (n-- > 0) emit("r" + n);
        return end();
    }
}
