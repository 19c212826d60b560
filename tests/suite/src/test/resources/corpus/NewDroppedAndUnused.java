import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NewDroppedAndUnused {
    static int count;
    static class P { P(Object o) { count++; log("P " + o); } P touch() { count += 10; return this; } void end() { count += 100; } public String toString() { return "P"; } }
    @Async
    static Coroutine<String> run() {
        new P(await(tick(1)));
        new P(new P(await(tick(2)))).touch();
        new P(await(tick(3))).touch().end();
        P unused = new P(await(tick(4)));
        if (await(tick(true))) new P(await(tick(5))); else new P(note(6));
        for (int i = 0; i < 2; new P(await(tick("update" + i))), i++) new P(await(tick("body" + i)));
        switch (await(tick(1))) { case 1: new P(await(tick("arm"))); default: new P(note("fall")); }
        Runnable r = () -> new P("runnable");
        r.run();
        synchronized (NewDroppedAndUnused.class) { new P(note("locked")); }
        return done(count + "" + (unused != null));
    }
}
