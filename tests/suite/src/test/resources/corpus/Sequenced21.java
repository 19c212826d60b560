import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class Sequenced21 {
    @Async
    static Coroutine<String> run() {
        var list = new ArrayList<>(List.of(await(tick(1)), await(tick(2))));
        var reversed = list.reversed();
        await(tick("live"));
        Thread virtual = Thread.ofVirtual().unstarted(() -> {});
        return done("" + reversed + list.getFirst() + await(tick(list.getLast())) + virtual.isVirtual());
    }
}
