import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ForEachOverAwaited {
    static Iterable<String> counted(String... all) { return () -> { log("iterator"); return new Iterator<>() { int n = 0; public boolean hasNext() { log("hasNext " + n); return n < all.length; } public String next() { log("next"); return all[n++]; } }; }; }
    public String toString() { return "counted"; }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (String t : await(tick(List.of("a", "b")))) s += t + await(tick(t));
        for (int i : await(tick(new int[] {1, 2, 3}))) { if (i == 2) continue; s += i + await(tick(i)); }
        for (String t : counted("x", await(tick("y")), "z")) { s += await(tick(t)); if (t.equals("y")) break; }
        for (long l : await(tick(List.of(4, 5)))) s += l + await(tick(l));
        for (char c : await(tick("hi")).toCharArray()) s += c;
        for (var e : await(tick(new TreeMap<>(Map.of(1, "one", 2, "two")))).entrySet()) for (char c : e.getValue().toCharArray()) s += await(tick(e.getKey())) + c;
        for (Integer n : Arrays.asList(1, null)) s += n + await(tick("n"));
        try { for (Object o : await(tick((List<Object>) null))) s += o; } catch (NullPointerException e) { s += "npe" + await(tick(1)); }
        try { for (int i : Arrays.asList(2, null)) s += i + await(tick(2)); } catch (NullPointerException e) { s += "unboxed" + await(tick(3)); }
        try { List<Integer> l = new ArrayList<>(List.of(1, 2)); for (Integer i : l) l.add(await(tick(i))); } catch (ConcurrentModificationException e) { s += "cme" + await(tick(4)); }
        return done(s);
    }
}
