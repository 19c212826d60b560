import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class LogicInIf {
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 8; i++) {
            boolean a = (i & 1) > 0, b = (i & 2) > 0, c = (i & 4) > 0;
            if (await(tick(a)) && await(tick(b))) s += "A";
            if (await(tick(a)) || await(tick(b))) s += "B"; else s += "b";
            if (a && await(tick(b)) || c && await(tick(a))) s += "C";
            if ((await(tick(a)) || b) && (c || await(tick(b)))) s += "D"; else if (!await(tick(c))) s += "d";
            if (!(a && !(await(tick(b)) || !await(tick(c))))) s += "E";
            if (await(tick(i)) > 3 && await(tick(i)) < 6 || await(tick("x" + i)).equals("x1")) s += "F";
            if (a) if (await(tick(b))) s += "G"; else s += "g";
            if (await(tick(a))) { } else if (await(tick(b))) { s += "H"; } else s += "h";
            s += ";";
        }
        return done(s);
    }
}
