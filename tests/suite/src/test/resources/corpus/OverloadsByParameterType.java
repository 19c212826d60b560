import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class OverloadsByParameterType {
    @Async static Coroutine<String> f(int n) { return done("int" + await(tick(n))); }
    @Async static Coroutine<String> f(long n) { return done("long" + await(tick(n))); }
    @Async static Coroutine<String> f(double n) { return done("double" + await(tick(n))); }
    @Async static Coroutine<String> f(char n) { return done("char" + await(tick(n))); }
    @Async static Coroutine<String> f(Integer n) { return done("Integer" + await(tick(n))); }
    @Async static Coroutine<String> f(Object n) { return done("Object" + await(tick(n))); }
    @Async static Coroutine<String> f(CharSequence n) { return done("CharSequence" + await(tick(n))); }
    @Async static Coroutine<String> f(String n) { return done("String" + await(tick(n)) + await(f((CharSequence) n))); }
    @Async static Coroutine<String> f(int[] n) { return done("ints" + await(tick(n.length))); }
    @Async static Coroutine<String> f(int[][] n) { return done("matrix" + await(tick(n.length))); }
    @Async static Coroutine<String> f(List<String> n) { return done("List" + await(tick(n.size()))); }
    @Async static Coroutine<String> f(Object a, int b) { return done("Object,int" + a + await(tick(b))); }
    @Async static Coroutine<String> f(int a, Object b) { return done("int,Object" + a + await(tick(b))); }
    @Async static Coroutine<String> f(Runnable r) { r.run(); return done("Runnable" + await(tick(1))); }
    @Async
    static Coroutine<String> run() {
        byte b = 1;
        return done(await(f(b)) + await(f(2L)) + await(f(3f)) + await(f('c')) + await(f(await(tick(4)))) + await(f((int) await(tick(5)))) + await(f(await(tick(6L)))) + await(f("s")) + await(f(new StringBuilder("sb"))) + await(f(new int[2])) + await(f(new int[3][])) + await(f(List.of("x"))) + await(f("a", 1)) + await(f(1, "a")) + await(f(() -> log("ran"))) + await(f(1.5)) + await(f((Object) "o")));
    }
}
