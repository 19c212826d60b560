import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachInGenerators {
    @Async
    static AsyncGenerator<Integer> numbers(int n) {
        try {
            for (int i = 0; i < n; i++) {
                Object sent = emit(i);
                if (sent != null) log("sent " + sent);
            }
        } finally {
            log("numbers close");
            await(tick("n"));
        }
        return end("numbers");
    }

    @Async
    static AsyncGenerator<String> mapped(int n, int last) {
        try {
            for (int x : each(numbers(n))) {
                try {
                    emit("m" + x + await(tick(x)));
                    if (x == last) return end("last");
                    if (x == last - 10) return returned(rest(x));
                } finally {
                    log("after " + x);
                }
            }
        } finally {
            log("mapped closes");
            await(tick("m"));
        }
        return end("whole");
    }

    @Async
    static AsyncGenerator<String> rest(int x) {
        emit("rest " + x);
        return end("rest");
    }

    @Async
    static AsyncGenerator<Object> flat() {
        for (int a : each(numbers(2))) {
            for (String b : each(mapped(3, 1))) {
                if (emit(a + b) != null) break;
            }
            log(emitAll(mapped(2, a)));
        }
        return end();
    }

    @Async
    static Coroutine<Void> run() {
        for (int last : new int[] {0, 1, 5, 11}) {
            for (String s : each(mapped(3, last))) log(s);
            for (String s : each(mapped(3, last))) {
                log(s);
                if (s.startsWith("m1")) break;
            }
        }
        for (Object o : each(flat())) log(o);
        AsyncGenerator<Object> sent = flat();
        log(await(sent.hasNext()) + " " + sent.next());
        log(await(sent.send("stop")) + " " + sent.next());
        await(sent.closeAsync());
        log("closed");
        AsyncGenerator<Object> raised = flat();
        log(await(raised.hasNext()) + " " + raised.next());
        try {
            await(raised.raise(new IllegalStateException("raised")));
        } catch (IllegalStateException error) {
            log(error.getMessage() + await(raised.hasNext()));
        }
        return done();
    }
}
