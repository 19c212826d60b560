import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class MemberSuperclasses {
    final String name;
    MemberSuperclasses(String name) { this.name = name; }
    class Inner { final Object o; Inner(Object o) { this.o = o; log(name + " inner " + o); } @Async Coroutine<String> get() { return done(name + await(tick(o))); } }
    static class Outside extends MemberSuperclasses.Inner { Outside(MemberSuperclasses m, Object o) { m.super(o); } @Override @Async Coroutine<String> get() { return done("outside" + await(super.get())); } }
    class Deeper extends Inner { Deeper(Object o) { super("deeper" + o); } class Leaf extends Deeper { Leaf(Object o) { super("leaf" + o); } @Async Coroutine<String> both() { return done(await(get()) + await(Deeper.this.get()) + await(Deeper.super.get())); } } }
    @Async
    static Coroutine<String> run() {
        MemberSuperclasses m = new MemberSuperclasses(await(tick("m")));
        return done(await(new Outside(m, await(tick(1))).get()) + await(new Outside(new MemberSuperclasses(await(tick("n"))), await(tick(2))) { @Override @Async Coroutine<String> get() { return done("anonymous" + await(super.get())); } }.get()) + await(m.new Deeper(await(tick(3))).new Leaf(await(tick(4))).both()));
    }
}
