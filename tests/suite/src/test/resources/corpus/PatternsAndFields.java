import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class PatternsAndFields {
    Object s = "field"; String n = "n";
    @Async
    Coroutine<String> all(Object o) {
        String r = "";
        if (o instanceof String s && await(tick(s)).length() > 1) r += s + this.s + await(tick(s));
        else r += s + "" + await(tick(s));
        if (!(this.s instanceof String n)) r += this.n; else { n += await(tick("+")); r += n + this.n; }
        r += n;
        this.s = await(tick(5));
        if (this.s instanceof Integer i) { this.s = await(tick("changed")); r += i; }
        return done(r + s);
    }
    @Async
    static Coroutine<String> run() { return done(await(new PatternsAndFields().all("param")) + await(new PatternsAndFields().all('c'))); }
}
