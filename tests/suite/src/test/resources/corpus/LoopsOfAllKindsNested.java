import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class LoopsOfAllKindsNested {
    @Async
    static Coroutine<String> run() {
        StringBuilder s = new StringBuilder();
        int total = 0;
        for (int i = 0; i < 3; i++) {
            long w = i * 100L;
            for (String t : List.of("p", "q")) {
                int k = await(tick(i));
                while (k < 3) {
                    double d = k / 2.0;
                    do {
                        for (char c : new char[] {'x', 'y'}) {
                            if (c == 'y' && k == 1) continue;
                            total += await(tick(1)) + (int) w;
                            s.append(t).append(c);
                        }
                        d -= await(tick(0.5));
                    } while (d > 0);
                    k++;
                }
                s.append(k).append(w);
            }
        }
        return done(s.append(total).toString());
    }
}
