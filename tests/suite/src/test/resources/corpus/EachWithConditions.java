import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachWithConditions {
    @Async
    static Coroutine<String> find(int n, boolean strict) {
        int count = 0;
        long sum = 0;
        for (int x : each(source(1, 2, 3, 4, 5))) {
            count++;
            if (x < n && !strict || await(tick(x == n)) && strict) {
                sum += x;
                continue;
            }
            if (sum > 2 ? x % 2 == 0 : count > 3) break;
            Object o = x;
            if (!(o instanceof Integer i && i > 1)) {
                log("one");
            } else if (i == 4) {
                return strict ? done("strict " + sum) : Coroutine.upcast(tick("loose " + count));
            }
            do {
                sum++;
                if (sum > 20) break;
            } while (await(tick(sum % 3 != 0)));
        }
        return done(count + " " + sum);
    }

    @Async
    static Coroutine<Void> run() {
        for (int n = 0; n < 6; n++) {
            log(await(find(n, true)));
            log(await(find(n, false)));
        }
        return done();
    }
}
