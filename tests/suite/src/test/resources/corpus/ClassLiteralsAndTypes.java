import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ClassLiteralsAndTypes {
    @Async
    static Coroutine<String> run() {
        Class<?> c = int[].class;
        String s = c.getSimpleName() + await(tick(String.class.getSimpleName()));
        StackWalker walker = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
        await(tick(1));
        s += walker.getCallerClass() != null;
        Object caller = java.lang.invoke.MethodHandles.lookup().lookupClass().getSimpleName();
        return done(s + caller + c.getComponentType() + await(tick(2)) + Integer.class.cast(await(tick(3))));
    }
}
