import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class OnlyNull {
    @Async
    static Coroutine<String> run() {
        String nothing = null;
        Object also = null;
        int[] array = null;
        log(await(tick("one")) + nothing);
        if (await(tick(false))) nothing = "set";
        Object picked = await(tick(true)) ? null : also;
        Coroutine<Object> none = null;
        try {
            log(array[await(tick(0))]);
        } catch (NullPointerException e) {
            log("npe " + nothing + picked + array);
        }
        try {
            nothing.concat(await(tick("x")));
        } catch (NullPointerException e) {
            log("npe2");
        }
        return done("" + nothing + also + picked + none + String.join(",", await(tick("a")), null, await(tick("b"))));
    }
}
