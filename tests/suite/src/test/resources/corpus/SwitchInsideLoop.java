import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SwitchInsideLoop {
    @Async
    static Coroutine<String> run() {
        String s = "";
        int turns = 0;
        loop:
        while (true) {
            switch (await(tick(turns++))) {
                case 0: continue loop;
                case 1: s += await(tick("one")); break;
                case 2: continue;
                case 3: s += "three";
                case 4: s += await(tick("four"));
                    if (turns < 5) break;
                    break loop;
                default: s += "?";
            }
            s += ";";
        }
        return done(s + turns);
    }
}
