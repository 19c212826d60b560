import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachFinallyLeaves {
    @Async
    @SuppressWarnings("finally")
    static Coroutine<String> leaves(int how) {
        for (int x : each(source(1, 2, 3))) {
            try {
                log("try " + x);
                if (how == 0) throw new IllegalStateException("lost");
                if (how == 1) return done("lost");
            } finally {
                if (x == 2) {
                    log("finally breaks");
                    break;
                }
                if (how < 2) continue;
            }
            try {
                if (how == 2) throw new IllegalStateException("lost too");
            } finally {
                return done("from finally " + x);
            }
        }
        return done("end");
    }

    @Async
    static Coroutine<String> nestedFinally(int how) {
        StringBuilder all = new StringBuilder();
        try {
            try {
                for (int x : each(source(1, 2))) {
                    try {
                        try {
                            if (x == how) return done("r" + x);
                            if (x == how - 2) break;
                        } finally {
                            log("one " + x);
                        }
                    } finally {
                        log("two " + x);
                        for (int y : each(source(5, 6))) {
                            if (y == 5) break;
                        }
                    }
                    log("next");
                }
            } finally {
                log("three");
            }
        } finally {
            log("four " + await(tick(4)));
        }
        return done("end");
    }

    @Async
    static Coroutine<Void> run() {
        for (int how = 0; how < 4; how++) log(await(leaves(how)));
        for (int how = 1; how < 6; how++) log(await(nestedFinally(how)));
        return done();
    }
}
