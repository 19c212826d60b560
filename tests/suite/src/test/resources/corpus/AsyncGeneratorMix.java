import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class AsyncGeneratorMix {
    @Async
    static AsyncGenerator<Object> mix(int n) throws Exception {
        int before = await(tick(n)) + Optional.ofNullable(Ikat.<Integer>emit(await(tick("a")))).orElse(0);
        log(before + "/" + emit(await(tick(before)) + await(promised(1))));
        try (var resource = new Resource(await(tick(n)))) {
            for (int i = 0; i < n; i++) {
                try {
                    emit(resource.toString() + i + await(tick(i)));
                    if (i == 2) await(fail("two"));
                } catch (IllegalArgumentException error) {
                    emit(error.getMessage() + await(tick("caught")));
                } finally {
                    log("finally " + await(tick(i)));
                }
            }
        }
        return end(await(tick("end")));
    }

    record Resource(int n) implements AsyncCloseable {
        public Coroutine<Void> closeAsync() {
            log("close " + n);
            return Coroutine.upcast(tick(null));
        }

        public void close() {
            Coroutine<Void> closing = closeAsync();
        }
    }

    @Async
    static AsyncGenerator<Object> all(int n) throws Exception {
        emit("first");
        Object end = emitAll(mix(n));
        emitAll(List.of("x", "y"));
        emitAll(source("s", "t"));
        return end(end);
    }

    @Async
    static Coroutine<Void> run() throws Exception {
        for (Object x : each(mix(3))) log("took " + x);
        AsyncGenerator<Object> byHand = all(2);
        while (await(byHand.hasNext())) log("took " + byHand.next());
        AsyncGenerator<Object> sent = mix(1);
        log(await(sent.send(null)) + " " + sent.next());
        log(await(sent.send(40)) + " " + sent.next());
        try {
            log(await(sent.raise(new IllegalArgumentException("raised"))));
        } catch (IllegalArgumentException error) {
            log(error.getMessage() + await(sent.hasNext()));
        }
        try (AsyncGenerator<Object> left = all(3)) {
            for (int i = 0; i < 4 && await(left.hasNext()); i++) log("took " + left.next());
        }
        return done();
    }
}
