package redefine;

import static dev.ikat.Ikat.*;

import dev.ikat.*;
import java.util.ArrayList;
import java.util.List;

/** Work.java where an await more calls a method of the class. */
class Work {
    static Promise<Void> gate;
    static final List<Task<String>> tasks = new ArrayList<>();

    interface Face {
        @Async
        default Coroutine<String> face(String name) {
            await(gate);
            return done("face " + name);
        }
    }

    class Inner {
        @Async
        Coroutine<String> inner(String name) {
            String text = "inner ";
            await(gate);
            return done(text + name);
        }
    }

    @Async
    static Coroutine<String> fixed(String name, long count) {
        String direct = await(waiting("fixed"));
        return done(direct + " " + name + " " + (count + 2));
    }

    @Async
    static Coroutine<String> waiting(String word) {
        await(gate);
        return done(word);
    }

    @Async
    Coroutine<String> lambda(String name) {
        return done(await(start(() -> {
            return done("lambda " + await(fixed(name, 0)));
        })));
    }
}
