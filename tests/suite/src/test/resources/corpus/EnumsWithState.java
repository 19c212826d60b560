import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class EnumsWithState {
    interface Step { Coroutine<Integer> run(int n); }
    enum Stage implements Step {
        FIRST(n -> done(n + await(tick(1)))) { @Override Stage next() { return SECOND; } },
        SECOND(n -> tick(n * 2)) { @Override @Async public Coroutine<Integer> run(int n) { return done(await(super.run(n)) + await(own(n))); } @Async private Coroutine<Integer> own(int n) { return done(100 + await(tick(n))); } Stage next() { return LAST; } },
        LAST(Stage::shared) { @Override Stage next() { return null; } };
        static int runs; private final Step step;
        Stage(Step step) { this.step = step; }
        abstract Stage next();
        @Async static Coroutine<Integer> shared(int n) { runs++; return done(-await(tick(n))); }
        @Async public Coroutine<Integer> run(int n) { log(name()); return done(await(step.run(n)) + ordinal()); }
        @Async Coroutine<String> all(int n) { int r = await(run(n)); return next() == null ? done(this + "" + r) : done(this + "" + r + await(next().all(r))); }
    }
    @Async
    static Coroutine<String> run() {
        EnumMap<Stage, Integer> counts = new EnumMap<>(Stage.class);
        for (Stage s : Stage.values()) counts.merge(s, await(s.run(await(tick(3)))), Integer::sum);
        return done(await(Stage.FIRST.all(1)) + counts + Stage.runs + Stage.valueOf(await(tick("LAST"))).compareTo(Stage.FIRST));
    }
}
