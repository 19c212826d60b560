import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SuperQualifiedArguments {
    static class A { String m(long a, Object b) { return "A" + a + b; } int field = 1; }
    interface I { default String m(long a, Object b) { return "I" + a + b; } }
    static class B extends A implements I {
        int field = 2;
        @Override public String m(long a, Object b) { return "B" + a + b; }
        @Async Coroutine<String> all() {
            String s = super.m(await(tick(1L)), note("x")) + I.super.m(note(2L), await(tick("y"))) + this.m(await(tick(3L)), await(tick("z")));
            super.field += await(tick(10));
            this.field -= await(tick(5));
            return done(s + super.field + field + new Inner().qualified());
        }
        class Inner {
            String qualified() { return B.super.m(4, "q") + B.this.m(5, "r"); }
            @Async Coroutine<String> awaiting() { return done(B.super.m(await(tick(6L)), note("s")) + B.this.m(note(7L), await(tick("t"))) + (B.this.field += await(tick(1)))); }
        }
    }
    @Async
    static Coroutine<String> run() {
        B b = new B();
        return done(await(b.all()) + await(b.new Inner().awaiting()));
    }
}
