package covered;

import static dev.ikat.Ikat.*;
import static java.time.Duration.ofMillis;

import dev.ikat.*;
import java.util.function.Supplier;

interface Quay {
    @Async
    default Coroutine<Integer> moor(int ships) {
        await(sleep(ofMillis(1))); // covered
        if (ships > 100) { // partly
            await(yieldNow()); // not covered
            return done(0); // not covered
        }
        return done(ships); // covered
    }

    @Async
    default Coroutine<Void> leave() {
        await(yieldNow()); // not covered
        return done(); // not covered
    }
}

public final class Covered implements Quay {
    @Async
    private static Coroutine<String> lock(int level) {
        String state = "low"; // covered
        try {
            await(yieldNow()); // covered
            for (int i = 0; i < level; i++) { // covered
                await(sleep(ofMillis(1))); // covered
                state += i; // covered
            }
            if (level > 2) { // covered
                throw new IllegalStateException(state); // covered
            }
            await(yieldNow()); // covered
            return done(state); // covered
        } catch (IllegalStateException e) { // covered
            await(sleep(ofMillis(1))); // covered
            return done("caught " + e.getMessage()); // covered
        } catch (IllegalArgumentException e) { // not covered
            await(yieldNow()); // not covered
            return done("never"); // not covered
        }
    }

    @Async
    private Coroutine<Integer> drift() {
        int steps = 1; // covered
        await(promise()); // not covered
        steps++; // not covered
        return done(steps); // not covered
    }

    @Async
    private Coroutine<String> all() {
        String result = await(lock(1)) + " " + await(lock(3)); // covered
        result += " " + await(moor(7)); // covered
        Task<Integer> drifting = start(drift()); // covered
        await(sleep(ofMillis(1))); // covered
        drifting.cancel(); // covered
        Task<String> last = start(() -> {
            await(yieldNow()); // covered
            return done(" bye"); // covered
        });
        Supplier<Coroutine<String>> unused = () -> {
            String never = await(coroutine("never")); // not covered
            return done(never); // not covered
        };
        return done(result + await(last)); // covered
    }

    private static Coroutine<String> coroutine(String text) {
        return Coroutine.of(text); // not covered
    }

    public static void main(String[] arguments) {
        System.out.println(run(new Covered().all())); // covered
    }
}
