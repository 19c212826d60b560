import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class VarargsArguments {
    static String ints(int... a) { return "i" + Arrays.toString(a); }
    static String longs(String first, long... a) { return first + Arrays.toString(a); }
    static String doubles(double d, double... a) { return d + Arrays.toString(a); }
    static String objects(Object... a) { return a == null ? "none" : "o" + Arrays.deepToString(a); }
    @SafeVarargs static <T> String generic(T... a) { return a.getClass().getComponentType().getSimpleName() + a.length; }
    @Async
    static Coroutine<String> run() {
        String s = ints() + ints(await(tick(1))) + ints(note(1), await(tick(2)), note(3)) + ints(new int[] {await(tick(4))});
        s += longs(await(tick("f"))) + longs(note("g"), await(tick(1L)), await(tick(2))) + doubles(await(tick(0.5)), note(1f), await(tick(2.5f)), await(tick('a')));
        s += objects(await(tick("x")), null, new Object[] {await(tick("y"))}) + objects((Object[]) null) + objects((Object) await(tick((Object) null)));
        return done(s + generic(await(tick("a")), await(tick("b"))) + generic(await(tick(1)), "mixed") + generic());
    }
}
