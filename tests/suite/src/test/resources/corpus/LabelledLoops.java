import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class LabelledLoops {
    @Async
    static Coroutine<String> run() {
        StringBuilder path = new StringBuilder();
        outer:
        for (int i = 0; i < 4; i++) {
            inner:
            for (int j = 0; ; j++) {
                path.append(await(tick(i * 10 + j))).append(' ');
                if (j == 1 && i == 0) continue outer;
                if (j == 2 && i == 1) break inner;
                if (i == 3) break outer;
                while (await(tick(j < 2))) {
                    if (j == 1) continue inner;
                    j++;
                }
                if (j > 3) break;
            }
            path.append("end").append(i);
        }
        block: {
            if (await(tick(true))) break block;
            path.append("unreached");
        }
        return done(path.toString());
    }
}
