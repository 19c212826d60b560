import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class GeneratorElements {
    @Async
    static Generator<Integer> count(int n) {
        log("begin");
        for (int i = 0; i < n; i++) {
            Object sent = emit(i);
            log("sent " + sent);
        }
        log("end");
        return end("all of " + n);
    }

    @Async
    static AsyncGenerator<String> slow(int n) {
        for (int i = 0; i < n; i++) {
            log("got " + emit("e" + await(tick(i))));
        }
        return end();
    }

    @Async
    static Coroutine<String> run() {
        StringBuilder all = new StringBuilder();
        Generator<Integer> counting = count(3);
        log("made");
        for (int element : counting) {
            all.append(element);
            log("took " + element);
        }
        all.append(counting.endValue());
        for (String element : each(slow(3))) {
            all.append(element);
            if (element.equals("e1")) {
                log("leave");
                break;
            }
        }
        for (int x : each(source(1, 2, 3))) {
            log(x);
            if (x == 2) break;
        }
        return done(all.toString());
    }
}
