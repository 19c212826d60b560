import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class UninitialisedVariables {
    @Async
    static Coroutine<String> run() {
        final String assignedLater;
        int n;
        long w;
        await(tick("nothing assigned"));
        if (await(tick(true))) { assignedLater = await(tick("yes")); n = 1; } else { assignedLater = "no"; n = await(tick(2)); }
        switch (n) { case 1: w = await(tick(10L)); break; default: w = 0; await(tick("w")); }
        double d;
        do { d = await(tick(0.5)); } while (d > 1);
        String inTry;
        try { inTry = await(tick("t")); } catch (RuntimeException e) { inTry = "c"; }
        return done(assignedLater + n + w + d + inTry);
    }
}
