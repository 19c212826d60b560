import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ProtectedAccess {
    static class Loader extends ClassLoader {
        @Async Coroutine<String> find(String name) throws Exception {
            await(tick(name));
            Class<?> found = findLoadedClass(name);
            Class<?> loaded = loadClass(await(tick("java.lang.String")), false);
            return done(found + loaded.getName());
        }
    }
    static class Table extends AbstractList<String> {
        @Override public String get(int i) { return "e" + i; }
        @Override public int size() { return 3; }
        @Async Coroutine<Integer> touch() { modCount++; modCount += await(tick(2)); return done(modCount); }
    }
    @Async
    static Coroutine<String> run() throws Exception {
        Table table = new Table();
        return done(await(new Loader().find("none.Such")) + await(table.touch()) + table);
    }
}
