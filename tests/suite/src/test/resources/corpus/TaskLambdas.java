import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class TaskLambdas {
    interface Op { Task<Integer> on(int n) throws Exception; }
    @Async static Task<Integer> other(int n) { return Task.of(-await(tick(n))); }
    @Async
    static Coroutine<String> run() throws Exception {
        int k = await(tick(10));
        Op plain = n -> Task.of(await(tick(n)) + k);
        Op tail = n -> n > 1 ? other(n) : plain.on(await(tick(n)));
        Op tries = n -> { try { if (n == 1) throw new Exception("one" + await(tick(n))); return tail.on(n); } catch (Exception e) { log(e.getMessage()); return Task.of(await(tick(0))); } finally { log("f" + await(tick("f"))); } };
        Op nested = n -> { Op inner = m -> Task.of(await(plain.on(m)) * n); return inner.on(await(tail.on(n))); };
        Op reference = TaskLambdas::other;
        String s = "";
        for (Op op : List.of(plain, tail, tries, nested, reference)) for (int n = 0; n < 3; n++) s += await(op.on(n)) + ",";
        return done(s);
    }
}
