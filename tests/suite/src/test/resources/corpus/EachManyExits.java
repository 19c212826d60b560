import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachManyExits {
    @Async
    static Coroutine<Object> exits(int how, String text) {
        double weight = 0.5;
        for (String s : each(source("a", "b", "c", "d"))) {
            int hash = s.hashCode() - 'a';
            switch (how * 10 + hash) {
                case 1:
                    weight *= 2;
                    return done(weight);
                case 10, 12:
                    text += s;
                    break;
                case 13:
                    text += await(tick("z"));
                    throw new IllegalStateException(text);
                case 20:
                    continue;
                case 21:
                    return exits(9, text + weight);
                case 31:
                    return text.isEmpty() ? done() == null ? null : done(1) : exits(4, "");
                default:
                    if (how == 4 && hash == 2) return done(null);
                    log(s + how);
            }
            if (how == 5) break;
            weight += hash;
        }
        return done(text + weight);
    }

    @Async
    static Coroutine<Void> run() {
        for (int how = 0; how < 7; how++) {
            try {
                log(await(exits(how, "t" + how)));
            } catch (IllegalStateException error) {
                log(error.getMessage());
            }
        }
        return done();
    }
}
