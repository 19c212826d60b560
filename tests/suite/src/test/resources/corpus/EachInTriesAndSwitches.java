import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachInTriesAndSwitches {
    static class Resource implements AutoCloseable {
        final String name;

        Resource(String name) {
            log("open " + name);
            this.name = name;
        }

        public void close() {
            log("close " + name);
        }
    }

    static class Slow implements AsyncCloseable {
        public Coroutine<Void> closeAsync() {
            return Coroutine.upcast(tick(null));
        }

        public void close() {
            closeAsync();
        }
    }

    @Async
    static Coroutine<String> mixed(int how) {
        try (var outer = new Resource("outer"); var slow = new Slow()) {
            for (int x : each(source(1, 2, 3))) {
                try (var inner = new Resource("inner " + x)) {
                    switch (how) {
                        case 0:
                            log("zero");
                            break;
                        case 1:
                            if (x == 2) return done("one");
                            continue;
                        case 2:
                            if (x == 1) continue;
                            throw new IllegalStateException("two");
                        default:
                            if (x == how) log("three");
                    }
                    if (how == 4 && x == 2) break;
                    log("end of " + x);
                }
            }
            log("in the outer");
        } catch (IllegalStateException error) {
            for (int y : each(source(8, 9))) {
                log(error.getMessage() + y);
                if (y == 8) break;
            }
        } finally {
            for (String z : each(source("f", "g"))) {
                log(z);
                if (how == 3) break;
            }
        }
        return done("end");
    }

    @Async
    static Coroutine<String> unlocked() {
        Object lock = new Object();
        for (int x : each(source(1, 2, 3))) {
            synchronized (lock) {
                log(x);
                if (x == 1) continue;
                if (x == 2) break;
            }
            log("behind");
        }
        for (int x : each(source(1, 2))) {
            synchronized (lock) {
                return done("locked " + x);
            }
        }
        return done("none");
    }

    @Async
    static Coroutine<Void> run() {
        for (int how = 0; how < 5; how++) {
            log("how " + how);
            log(await(mixed(how)));
        }
        log(await(unlocked()));
        return done();
    }
}
