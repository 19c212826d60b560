import static dev.ikat.Ikat.*;

import dev.ikat.*;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

class NullCoroutine {
    @Async
    static Coroutine<Void> nothing() {
        await(yieldNow());
        return null; // expect: null-coroutine "null is nothing to await: whoever awaits this gets a NullPointerException. Write return done();"
    }

    @Async
    static Coroutine<String> text(boolean found) {
        return found ? done("text") : null; // expect: null-coroutine "Write return done(null);"
    }

    @Async
    static Coroutine<String> chosen(int n) {
        return switch (n) {
            case 0 -> done("");
            case 1 -> (null); // expect: null-coroutine "return done(null);"
            default -> {
                yield (Coroutine<String>) null; // expect: null-coroutine "return done(null);"
            }
        };
    }

    @Async
    static Task<String> task() {
        return null; // expect: null-coroutine "Write return Task.of(null);"
    }

    @Async
    static CompletableFuture<String> future() {
        return null; // expect: null-coroutine "Write return CompletableFuture.completedFuture(null);"
    }

    @Async
    static CompletionStage<String> stage() {
        return null; // expect: null-coroutine "Write return CompletableFuture.completedFuture(null);"
    }

    static class Open implements AsyncCloseable {
        @Override
        public Coroutine<Void> closeAsync() {
            return null; // expect: null-coroutine "Write return done();"
        }
    }

    static class Numbers implements AsyncIterator<Integer> {
        @Override
        public Coroutine<Boolean> hasNext() {
            return null; // expect: null-coroutine "Write return done(null);"
        }

        @Override
        public Integer next() {
            return null;
        }
    }

    static class Below extends Open {
        @Override
        public Coroutine<Void> closeAsync() {
            return null; // expect: null-coroutine "Write return done();"
        }

        Coroutine<Void> closeAsync(int how) {
            return null;
        }
    }

    static Coroutine<Void> lambdas() {
        AsyncCallable<String> ours = () -> null; // expect: null-coroutine "Write done(null)"
        AsyncFunction<Integer, String> function = number -> {
            return null; // expect: null-coroutine "Write return done(null);"
        };
        Function<Integer, Coroutine<String>> woven = number -> {
            await(yieldNow());
            return null; // expect: null-coroutine "Write return done(null);"
        };
        Supplier<Coroutine<String>> plain = () -> null;
        Function<Integer, Coroutine<String>> outer = number -> {
            Supplier<Coroutine<Void>> inner = () -> {
                await(yieldNow());
                return done();
            };
            return null;
        };
        return timeout(java.time.Duration.ofMillis(1), deadline -> (Coroutine<Void>) null); // expect: null-coroutine "Write done()"
    }

    // None of these is wrong.

    @Async
    static Coroutine<String> without() {
        return done(null);
    }

    @Async
    static Coroutine<Void> end() {
        Coroutine<Void> kept = null;
        return kept == null ? done() : kept;
    }

    /** Nobody but its callers knows what null means. */
    static Coroutine<String> maybe() {
        return null;
    }

    @Async
    static Coroutine<String> inner() {
        Supplier<String> plain = () -> null;
        Object anonymous = new Object() {
            @Override
            public String toString() {
                return null;
            }
        };
        return done(plain.get() + anonymous);
    }

    @SuppressWarnings("ikat:null-coroutine")
    @Async
    static Coroutine<Void> suppressed() {
        return null;
    }
}
