import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ConditionalReceivers {
    final String name; long w = 1;
    ConditionalReceivers(String name) { this.name = name; }
    String with(Object a) { return name + a; }
    public String toString() { return name; }
    @Async
    static Coroutine<String> run() {
        ConditionalReceivers a = new ConditionalReceivers("a"), b = new ConditionalReceivers("b");
        String s = "";
        for (int i = 0; i < 2; i++) {
            s += (i == 0 ? a : await(tick(b))).with(await(tick(i)));
            (await(tick(i)) == 0 ? await(tick(a)) : b).w += await(tick(10L));
            s += (i == 0 ? await(tick("text")) : List.of(await(tick(2)))).hashCode();
            s += (i == 1 ? new int[] {await(tick(4))} : new int[await(tick(3))])[0];
            s += ((CharSequence) (i == 0 ? new StringBuilder(await(tick("sb"))) : await(tick("string")))).length();
        }
        return done(s + a.w + b.w);
    }
}
