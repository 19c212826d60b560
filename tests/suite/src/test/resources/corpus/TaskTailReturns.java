import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class TaskTailReturns {
    static boolean flag = true;
    @Async static Task<Integer> one(int n) { return Task.of(n + await(tick(1))); }
    @Async static Task<Integer> tail(int n) { return one(await(tick(n))); }
    @Async static Task<Integer> chosen(int n) { return n == 0 ? one(10) : n == 1 ? Task.of(await(tick(20))) : tail(30); }
    @Async static Task<Integer> arms(int n) { return switch (n) { case 0 -> one(1); case 1 -> { int k = await(tick(2)); yield tail(k); } default -> Task.of(n); }; }
    @Async static Task<Integer> loop(int n) { for (int i = 0; i < 5; i++) { if (await(tick(i)) == n) return one(i * 100); } return Task.of(-1); }
    @Async static Task<Integer> down(int n, int sum) { if (n == 0) return Task.of(sum); if (n % 10 == 0) await(tick(n)); return down(n - 1, sum + n); }
    @Async static Task<Integer> variable(boolean b) { Task<Integer> t = b ? one(1) : tail(2); await(t); return t; }
    @Async
    static Coroutine<String> run() {
        String s = "" + await(tail(1));
        for (int n = 0; n < 3; n++) s += "," + await(chosen(n)) + "," + await(arms(n)) + "," + await(loop(n * 3));
        return done(s + "," + await(down(25, 0)) + "," + await(variable(true)) + await(variable(false)));
    }
}
