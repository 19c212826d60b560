package redefine;

import static dev.ikat.Ikat.*;

import dev.ikat.*;
import java.util.ArrayList;
import java.util.List;

/** Work.java with other words: nothing else that a frame keeps is different. */
class Work {
    static Promise<Void> gate;
    static final List<Task<String>> tasks = new ArrayList<>();

    interface Face {
        @Async
        default Coroutine<String> face(String name) {
            await(gate);
            return done("FACE " + name);
        }
    }

    class Inner {
        @Async
        Coroutine<String> inner(String name) {
            String text = "INNER ";
            await(gate);
            return done(text + name);
        }
    }

    @Async
    static Coroutine<String> fixed(String name, long count) {
        String direct = await(waiting("FIXED"));
        return done(direct + " " + name + " " + (count + 3));
    }

    @Async
    static Coroutine<String> waiting(String word) {
        await(gate);
        return done(word);
    }

    @Async
    Coroutine<String> lambda(String name) {
        return done(await(start(() -> {
            await(gate);
            return done("LAMBDA " + name);
        })));
    }
}
