import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class PatternsInLoops21 {
    record Node(Object value, Node next) {}
    @Async
    static Coroutine<String> run() {
        Node list = new Node(1, new Node("two", new Node(3L, new Node('4', null)))); String s = "";
        for (Node n = list; n instanceof Node(var v, var rest); n = rest) { s += v + await(tick("n")); if (v instanceof Long l && l > await(tick(2))) continue; s += ";"; }
        Object o = list; int turns = 0;
        loop: while (turns++ < 9) { switch (o) { case Node(Integer i, Node next) -> { s += i + await(tick(i)); o = next; } case Node(String t, var next) when await(tick(t)).isEmpty() -> s += "never"; case Node(String t, var next) -> { o = next.value(); continue loop; } case Long l -> { try { o = await(tick("done")); } finally { s += l; } } case String t -> { break loop; } default -> throw new IllegalStateException("" + o); } s += turns; }
        do { o = switch (o) { case String t when t.length() > 2 -> t.substring(await(tick(1))); case String t -> t.length(); default -> null; }; s += o; } while (o != null && await(tick(turns++)) < 20);
        return done(s + turns);
    }
}
