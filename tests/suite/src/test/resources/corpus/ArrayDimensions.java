import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ArrayDimensions {
    @Async
    static Coroutine<String> run() {
        int[][][] cube = new int[await(tick(2))][note(3)][await(tick(1))];
        String[][] open = new String[await(tick(2))][];
        long[] wide = new long[await(tick('\3'))];
        Object[][] partly = new Object[note(1)][await(tick(2))];
        byte[] short1 = new byte[await(tick((short) 4)) + note(1)];
        String s = cube[1][2].length + "" + open[1] + wide.length + partly[0].length + short1.length;
        for (int i = 0; i < 3; i++) {
            try {
                Object o = i == 0 ? new int[await(tick(-1))][await(tick(2))] : i == 1 ? new int[await(tick(0))][await(tick(-2))] : new List<?>[await(tick(1))];
                s += o.getClass().getSimpleName();
            } catch (NegativeArraySizeException e) {
                s += e.getMessage() + await(tick("caught"));
            }
        }
        return done(s);
    }
}
