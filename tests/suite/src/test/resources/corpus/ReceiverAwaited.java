import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ReceiverAwaited {
    final String name; ReceiverAwaited next; long value = 7;
    ReceiverAwaited(String name, ReceiverAwaited next) { this.name = name; this.next = next; }
    ReceiverAwaited step(Object note) { log(name + " steps " + note); return next; }
    static String stat() { return "static"; }
    public String toString() { return name; }
    @Async
    static Coroutine<String> run() {
        ReceiverAwaited a = new ReceiverAwaited("a", new ReceiverAwaited("b", new ReceiverAwaited("c", null)));
        String s = await(tick(a)).step(await(tick(1))).step(note(2)).name;
        s += await(tick(a)).next.step(await(tick(3))).value + await(tick(a.next)).next.name.concat(await(tick("!")));
        s += await(tick("text")).substring(await(tick(1)), note(3)).length() + await(tick(List.of(4, 5))).get(await(tick(1)));
        s += await(tick(new int[] {1, 2, 3})).length + await(tick(a)).stat();
        return done(s + (await(tick(a)).next = null) + a.next);
    }
}
