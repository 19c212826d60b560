import static dev.ikat.Ikat.*;

import dev.ikat.*;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

class MisplacedAwait {
    static final String EARLY = await(text()); // expect: misplaced-await "await in a static initialiser"
    final String mine = await(text()); // expect: misplaced-await "await in a constructor, or in a field's initial value"

    static {
        await(yieldNow()); // expect: misplaced-await "await in a static initialiser"
    }

    {
        await(yieldNow()); // expect: misplaced-await "await in a constructor"
    }

    MisplacedAwait() {
        await(yieldNow()); // expect: misplaced-await "await in a constructor"
    }

    @Async
    static Coroutine<String> text() {
        await(yieldNow());
        return done("text");
    }

    static void plain() {
        await(yieldNow()); // expect: misplaced-await "await in method plain, which returns void and cannot wait. Annotate it with @Async and let it return Coroutine<T>"
    }

    static Coroutine<Void> forgotten() {
        await(yieldNow()); // expect: misplaced-await "await in method forgotten, which is not woven. Annotate it with @Async"
        return done();
    }

    @Async
    static Coroutine<Void> lambdas(List<String> names) {
        names.forEach(name -> await(yieldNow())); // expect: misplaced-await "await in a lambda that returns void, which cannot wait"
        Supplier<String> wrong = () -> await(text()); // expect: misplaced-await "await in a lambda that returns java.lang.String"
        Supplier<Coroutine<String>> right = () -> done(await(text()));
        Callable<CompletableFuture<String>> future = () -> CompletableFuture.completedFuture(await(text()));
        Supplier<? extends Coroutine<String>> wild = () -> done(await(text()));
        AsyncCallable<String> ours = () -> done(await(text()));
        AsyncFunction<String, String> nested = name -> {
            Runnable inner = () -> await(text()); // expect: misplaced-await "await in a lambda that returns void"
            return done(await(text()) + name + inner);
        };
        await(start(() -> {
            await(yieldNow());
            return done(right + "" + wrong + wild + ours + nested + future);
        }));
        return done();
    }

    @Async
    static Coroutine<Void> monitors(Object lock) {
        synchronized (lock) {
            await(yieldNow()); // expect: misplaced-await "await inside a synchronized block"
        }
        synchronized (await(text())) {
            Supplier<Coroutine<Void>> free = () -> {
                await(yieldNow());
                return done();
            };
            free.hashCode();
        }
        return done();
    }

    @Async
    static Coroutine<Void> emits() {
        emit(1); // expect: misplaced-await "emit in a method that is no generator, but returns dev.ikat.Coroutine"
        return done();
    }

    @Async
    static Generator<Integer> waits(AsyncGenerator<Integer> source) {
        await(yieldNow()); // expect: misplaced-await "await in a Generator, which runs in any code and cannot wait"
        emitAll(List.of(1));
        emitAll(source); // expect: misplaced-await "cannot wait. Let the method return AsyncGenerator<T>"
        for (int each : each(source)) { // expect: misplaced-await "each in a Generator"
            emit(each);
        }
        return end();
    }

    @Async
    static AsyncGenerator<Integer> may(AsyncGenerator<Integer> source) {
        await(yieldNow());
        emitAll(source);
        for (int each : each(source)) {
            emit(each);
        }
        return end();
    }

    static class Local {
        Coroutine<Void> anonymous() {
            return new Object() {
                @Async
                Coroutine<Void> inner() {
                    await(yieldNow());
                    return done();
                }

                void plain() {
                    await(yieldNow()); // expect: misplaced-await "method plain"
                }
            }.inner();
        }
    }

    @SuppressWarnings("ikat:misplaced-await")
    static void suppressed() {
        await(yieldNow());
    }

    /** Another method of that name is nobody's business. */
    static class Own {
        static void await(Object o) {}

        static void plain() {
            await("");
        }
    }
}
