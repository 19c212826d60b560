import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class TaskOverrides {
    interface Job<T> { Task<T> run(T in); @Async default Task<T> twice(T in) { return run(await(run(in))); } @Async static <T> Task<T> of(T t) { return Task.of(await(tick(t))); } }
    static class Base implements Job<String> { @Async public Task<String> run(String in) { return Task.of(in + await(tick("b"))); } @Async protected Task<Integer> count(int n) { return n == 0 ? Task.of(0) : count(n - 1); } }
    static class Sub extends Base { @Override @Async public Task<String> run(String in) { return Task.of(await(super.run(in + "s")) + await(tick("S"))); } @Override @Async protected Task<Integer> count(int n) { return super.count(await(tick(n))); } }
    enum Kind { A { @Async Task<String> go() { return Task.of("A" + await(tick(1))); } }, B { @Async Task<String> go() { return A.go(); } }; abstract Task<String> go(); }
    record Rec(int n) { @Async Task<Rec> next() { return Task.of(new Rec(await(tick(n + 1)))); } }
    @Async
    static Coroutine<String> run() {
        Job<String> lambda = in -> Job.of(in + "l"); Job<Integer> body = n -> { int k = await(tick(n)); return Task.of(k * 2); };
        return done(await(new Base().twice("x")) + await(new Sub().twice("y")) + await(new Sub().count(2)) + await(lambda.twice("z")) + await(body.twice(3)) + await(Kind.A.go()) + await(Kind.B.go()) + await(await(new Rec(1).next()).next()));
    }
}
