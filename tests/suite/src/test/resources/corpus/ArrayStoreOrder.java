import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ArrayStoreOrder {
    static int[] array(int[] a) { log("array"); return a; }
    @Async
    static Coroutine<String> run() {
        int[] a = {0, 0, 0};
        array(a)[note(1)] = await(tick(5));
        array(a)[await(tick(2))] = note(6);
        await(tick(a))[await(tick(0))] = await(tick(7)) + a[note(1)];
        int i = 0;
        a[i] = i = await(tick(2));
        String s = "";
        for (int k = 0; k < 4; k++) {
            try {
                switch (k) {
                    case 0 -> array(null)[note(0)] = await(tick(1));
                    case 1 -> array(a)[note(9)] = await(tick(2));
                    case 2 -> { Object[] o = new String[1]; o[note(0)] = await(tick((Object) 3)); }
                    default -> array(a)[await(tick(0)) / note(0)] = await(tick(4));
                }
            } catch (NullPointerException | ArrayIndexOutOfBoundsException | ArrayStoreException | ArithmeticException e) {
                s += e.getClass().getSimpleName() + await(tick(k));
            }
        }
        return done(Arrays.toString(new int[] {a[1], a[2], a[0]}) + i + s);
    }
}
