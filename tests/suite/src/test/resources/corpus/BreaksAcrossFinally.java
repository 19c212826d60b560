import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class BreaksAcrossFinally {
    @Async
    static Coroutine<String> run() {
        StringBuilder s = new StringBuilder();
        outer:
        for (int i = 0; i < 5; i++) {
            try {
                s.append('[').append(i);
                for (int j = 0; ; j++) {
                    try {
                        if (i == 1 && j == 1) continue outer;
                        if (i == 2) break;
                        if (i == 3 && j == 0) break outer;
                        if (await(tick(j)) == 2) break;
                    } finally {
                        s.append("j").append(await(tick(j)));
                    }
                    s.append('.');
                }
                s.append('-');
            } finally {
                s.append("i").append(await(tick(i))).append(']');
            }
            s.append(';');
        }
        block:
        try {
            if (await(tick(true))) break block;
            s.append("never");
        } finally {
            s.append(await(tick("block")));
        }
        return done(s.toString());
    }
}
