import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class TextBlocks {
    @Async
    static Coroutine<String> run() {
        String name = await(tick("you"));
        String s = """
            Hello, %s!
              "indented" \
            joined\tand \s
            """.formatted(await(tick(name))) + """
            tail""" + await(tick("""
            awaited
            block"""));
        return done(s.lines().map(String::strip).toList() + await(tick(s.length() > 10 ? """
            long""" : "")));
    }
}
