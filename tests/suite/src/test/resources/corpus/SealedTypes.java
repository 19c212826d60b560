import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SealedTypes {
    sealed interface Expr permits Num, Add, Mul, Neg {}
    record Num(int v) implements Expr {} record Add(Expr l, Expr r) implements Expr {} record Mul(Expr l, Expr r) implements Expr {} static final class Neg implements Expr { final Expr e; Neg(Expr e) { this.e = e; } }
    @Async static Coroutine<Integer> eval(Expr e) {
        if (e instanceof Num n) return tick(n.v());
        if (e instanceof Add a) return done(await(eval(a.l())) + await(eval(a.r())));
        if (e instanceof Mul m) { int l = await(eval(m.l())); return l == 0 ? done(0) : done(l * await(eval(m.r()))); }
        return done(e instanceof Neg neg && neg.e != null ? -await(eval(neg.e)) : await(tick(0)));
    }
    @Async
    static Coroutine<String> run() {
        Expr e = new Add(new Num(await(tick(2))), new Mul(new Neg(new Num(await(tick(3)))), new Add(new Num(4), new Num(await(tick(5))))));
        return done(await(eval(e)) + "," + await(eval(new Mul(new Num(0), e))) + "," + await(eval(new Neg(new Neg(e)))));
    }
}
