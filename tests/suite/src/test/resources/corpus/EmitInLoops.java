import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EmitInLoops {
    @Async
    static Generator<String> loops(int n) {
        outer:
        for (int i = 0; i < n; i++) {
            for (long j = i; ; j += 2) {
                if (emit(i + "," + j) instanceof String command) {
                    switch (command) {
                        case "continue" -> {
                            continue outer;
                        }
                        case "break" -> {
                            break outer;
                        }
                        case "end" -> {
                            return end(i + j);
                        }
                        default -> log(command);
                    }
                }
                if (j > 3) break;
            }
            log("end of " + i);
        }
        int k = 0;
        do {
            k++;
            if (k == 2) continue;
            emit("k" + k);
        } while (k < 4);
        for (String s : List.of("x", "y")) emit(s);
        for (int x : new int[] {1, 2}) emit("a" + x);
        return end();
    }

    @Async
    static Coroutine<Void> run() {
        takeAll(loops(3));
        sendAll(loops(3), "continue", "what", "break", null);
        sendAll(loops(4), null, "continue", "continue", "end");
        return done();
    }
}
