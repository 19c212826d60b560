import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class Loops {
    @Async
    static Coroutine<Long> run() {
        long sum = 0;
        for (int i = 0; i < 5; i++) {
            sum += await(tick(i));
            int j = 0;
            while (true) {
                if (++j > 3) break;
                if (j == 2) continue;
                sum = sum * 3 + await(tick(j));
            }
        }
        do {
            sum -= await(tick(7));
        } while (sum % 3 != 0);
        for (String s : List.of("a", "b")) {
            for (int c : new int[] {1, 2}) log(s + c + await(tick(s)));
        }
        return done(sum);
    }
}
