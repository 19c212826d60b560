import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class MatrixElements {
    @Async
    static Coroutine<String> run() {
        int[][] m = {{1, 2}, {3, 4}}; long[][][] cube = new long[2][2][2]; String[][] t = {{"a"}, {"b", "c"}};
        int i = 0;
        m[i++][i] += await(tick(10)) + m[i--][i];
        m[await(tick(1))][await(tick(0))] *= m[await(tick(0))][await(tick(1))];
        m[i] = new int[] {await(tick(8)), m[i][await(tick(1))]};
        cube[await(tick(1))][note(0)][await(tick(1))] = await(tick(5L));
        cube[1][0][await(tick(1))]++;
        cube[await(tick(0))] = cube[await(tick(1))];
        t[await(tick(1))][await(tick(0))] += t[0][await(tick(0))] + await(tick("d"));
        int[] row = m[await(tick(1))];
        row[await(tick(1))] = m[0][0]-- - await(tick(1));
        return done(Arrays.deepToString(m) + Arrays.deepToString(cube) + Arrays.deepToString(t) + i);
    }
}
