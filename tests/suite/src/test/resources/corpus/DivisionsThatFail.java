import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class DivisionsThatFail {
    @Async
    static Coroutine<String> run() {
        String s = "";
        int i = 9; long l = 9; int[] a = {9};
        for (int k = 0; k < 7; k++) {
            try {
                s += switch (k) {
                    case 0 -> i / await(tick(0));
                    case 1 -> note(l) % await(tick(0L));
                    case 2 -> i /= await(tick(0));
                    case 3 -> a[await(tick(0))] %= await(tick(0));
                    case 4 -> i / await(tick(0f));
                    case 5 -> l / await(tick(0.0)) + -l % await(tick(0d));
                    default -> await(tick(Integer.MIN_VALUE)) / await(tick(-1)) + await(tick(Long.MIN_VALUE)) / -1 + (long) (await(tick(7)) % -3);
                };
            } catch (ArithmeticException e) {
                s += "zero" + await(tick(k));
            }
            s += ";";
        }
        return done(s + i + l + a[0]);
    }
}
