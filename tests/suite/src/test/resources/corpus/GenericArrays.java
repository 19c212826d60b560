import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class GenericArrays {
    @Async static <T> Coroutine<T[]> swap(T[] a, int i, int j) { T t = a[await(tick(i))]; a[i] = a[j]; a[await(tick(j))] = t; return done(a); }
    @Async @SafeVarargs static <T extends Comparable<T>> Coroutine<T[]> sorted(T... a) { for (int i = 0; i < a.length; i++) for (int j = i + 1; j < a.length; j++) if (await(tick(a[j])).compareTo(a[i]) < 0) { T t = a[i]; a[i] = a[j]; a[j] = t; } return done(a); }
    @Async static Coroutine<int[][]> matrix(int n) { int[][] m = new int[n][n]; for (int[] row : m) for (int i = 0; i < row.length; i++) row[i] = await(tick(i)); return done(m); }
    @Async static <T> Coroutine<List<T>[]> lists(T t) { @SuppressWarnings("unchecked") List<T>[] l = (List<T>[]) new List<?>[2]; l[0] = List.of(await(tick(t))); return done(l); }
    static <T> Coroutine<T[]> quietly(T[] a) { return Coroutine.of(a); }
    @Async
    static Coroutine<String> run() {
        String[] s = await(swap(new String[] {"a", "b", "c"}, 0, 2));
        Integer[] n = await(sorted(3, 1, 2));
        String first = await(quietly(s))[await(tick(0))].concat(await(lists("x"))[0].get(0));
        await(quietly(n))[0] += await(matrix(2))[1][await(tick(1))];
        return done(Arrays.toString(s) + Arrays.toString(n) + first + await(matrix(3))[0].length + await(quietly(new long[][] {{1, 2}, {3}}))[1][0]);
    }
}
