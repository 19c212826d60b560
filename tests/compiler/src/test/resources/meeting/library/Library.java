package library;

import static dev.ikat.Ikat.*;

import dev.ikat.*;
import dev.ikat.io.NameResolver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What others may meet the runtime by without naming it. */
public class Library {
    @Async
    public static Coroutine<String> fetch() {
        await(yieldNow());
        return done("fetched");
    }

    @Async
    public static Task<String> begin() {
        await(yieldNow());
        return Task.of("begun");
    }

    @Async
    public static CompletableFuture<String> hot() {
        await(yieldNow());
        return CompletableFuture.completedFuture("hot");
    }

    public static CompletableFuture<String> kept() {
        return CompletableFuture.completedFuture("kept");
    }

    @Async
    public static Generator<String> generate() {
        emit("generated");
        return end();
    }

    public static <T> T same(T value) {
        return value;
    }

    public static LoopGroup loops() {
        throw new UnsupportedOperationException();
    }

    public static Runner runner() {
        throw new UnsupportedOperationException();
    }

    public static <T> void later(AsyncCallable<T> body) {}

    public static void supply(Supplier<Coroutine<String>> body) {}

    public static void watch(Supplier<CompletableFuture<String>> body) {}

    public static class Resource implements AsyncCloseable {
        @Override
        public Coroutine<Void> closeAsync() {
            return done();
        }
    }

    public static class Special extends Resource {}

    public interface Source extends NameResolver {}

    public abstract static class Names implements Source {}

    public static class Fetching {
        public Coroutine<String> fetch() {
            return Library.fetch();
        }
    }
}
