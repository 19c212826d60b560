package redefine;

import static dev.ikat.Ikat.*;

import dev.ikat.*;
import java.util.ArrayList;
import java.util.List;

/** Work.java after an edit: more is kept over the awaits, in other places, and there is an await more before each. */
class Work {
    static Promise<Void> gate;
    static final List<Task<String>> tasks = new ArrayList<>();

    interface Face {
        @Async
        default Coroutine<String> face(String name) {
            String dear = "dear ";
            await(yieldNow());
            await(gate);
            return done("face " + dear + name);
        }
    }

    class Inner {
        @Async
        Coroutine<String> inner(String name) {
            long number = System.nanoTime() == 0 ? 2 : 1;
            String dear = "dear ";
            String text = "inner ";
            await(yieldNow());
            await(gate);
            return done(text + dear + name + " " + number);
        }
    }

    @Async
    static Coroutine<String> fixed(String name, long count) {
        String dear = "dear ";
        long more = count + 3;
        await(yieldNow());
        String direct = await(waiting("fixed"));
        return done(direct + " " + dear + name + " " + more);
    }

    @Async
    static Coroutine<String> waiting(String word) {
        String dear = "dear ";
        await(yieldNow());
        await(gate);
        return done(dear + word);
    }

    @Async
    Coroutine<String> lambda(String name) {
        return done(await(start(() -> {
            String dear = "dear ";
            await(yieldNow());
            await(gate);
            return done("lambda " + dear + name);
        })));
    }
}
