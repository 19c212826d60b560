import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class RecursionWithLoops {
    record Node(String name, Node... kids) {}
    @Async static Coroutine<Integer> walk(Node n, int depth, StringBuilder path) { int count = 1; String before = path.toString(); path.append(n.name()); for (Node kid : n.kids()) { count += await(walk(kid, depth + 1, path)); path.append(await(tick(depth))); } log(before + ">" + path); return done(count); }
    @Async static Coroutine<List<String>> permutations(String s) { if (s.length() < 2) return done(List.of(s)); List<String> all = new ArrayList<>(); for (int i = 0; i < s.length(); i++) for (String rest : await(permutations(s.substring(0, i) + s.substring(i + 1)))) all.add(await(tick(s.charAt(i))) + rest); return done(all); }
    @Async static Coroutine<int[]> sort(int[] a) { if (a.length < 2) return tick(a); int[] l = await(sort(Arrays.copyOfRange(a, 0, a.length / 2))), r = await(sort(Arrays.copyOfRange(a, a.length / 2, a.length))); int[] out = new int[a.length]; for (int i = 0, j = 0, k = 0; k < out.length; k++) out[k] = j == r.length || i < l.length && l[i] <= await(tick(r[j])) ? l[i++] : r[j++]; return done(out); }
    @Async
    static Coroutine<String> run() {
        StringBuilder path = new StringBuilder();
        return done(await(walk(new Node("a", new Node("b", new Node("c")), new Node("d"), new Node("e", new Node("f"), new Node("g"))), 0, path)) + path.toString() + await(permutations("abc")) + Arrays.toString(await(sort(new int[] {5, 2, 8, 1, 9, 3}))));
    }
}
