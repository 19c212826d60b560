import static dev.ikat.Ikat.*;

import dev.ikat.*;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;

abstract class AsyncMethod {
    @Async
    static void nothing() { // expect: async-method "an @Async method must return Coroutine<T>, Task<T>, CompletableFuture<T>, CompletionStage<T>, Generator<T> or AsyncGenerator<T>, not void. Write Coroutine<Void>, and end it with return done();"
        await(yieldNow());
    }

    @Async
    static String text() { // expect: async-method "not String. Write Coroutine<String>, and end it with return done(…);"
        return await(done("text"));
    }

    @Async
    int number() { // expect: async-method "not int. Write Coroutine<Integer>, and end it"
        return 1;
    }

    @Async
    static List<String> list() { // expect: async-method "not List<String>. Write Coroutine<List<String>>, and end it"
        return List.of();
    }

    @Async
    static int[] array() { // expect: async-method "not int[]. Write Coroutine<int[]>"
        return new int[0];
    }

    @Async
    static <T> T any(T value) { // expect: async-method "not T. Write Coroutine<T>"
        return value;
    }

    @Async
    static Promise<String> promised() { // expect: async-method "not Promise<String>. Write Task<String>"
        return Task.of("");
    }

    @Async
    static Awaitable<String> awaitable() { // expect: async-method "Write Coroutine<String>"
        return done("");
    }

    @Async
    static Future<List<String>> future() { // expect: async-method "Write CompletableFuture<List<String>>"
        return CompletableFuture.completedFuture(null);
    }

    @Async
    static Iterator<Integer> iterator() { // expect: async-method "Write Generator<Integer>"
        emit(1);
        return end();
    }

    @Async
    static Iterable<Integer> iterable() { // expect: async-method "Write Generator<Integer>"
        emit(1);
        return end();
    }

    @Async
    static Stream<Integer> stream() { // expect: async-method "Write Generator<Integer>"
        return Stream.of();
    }

    @Async
    static AsyncIterable<Integer> slow() { // expect: async-method "Write AsyncGenerator<Integer>"
        emit(1);
        return end();
    }

    @Async
    static AsyncIterable raw() { // expect: async-method "not AsyncIterable. Write AsyncGenerator<Object>"
        return null;
    }

    @Async
    static AnyGenerator<Integer> either() { // expect: async-method "not AnyGenerator<Integer>"
        emit(1);
        return end();
    }

    @Async
    static Flow.Publisher<Integer> published() { // expect: async-method "Write AsyncGenerator<Integer>"
        return null;
    }

    @Async
    abstract Coroutine<Void> open(); // expect: async-method "@Async on an abstract method does nothing: it has no body to weave. Put it on each method that implements this one"

    @Async
    abstract String both(); // expect: async-method "@Async on an abstract method does nothing"

    @Async
    native Coroutine<Void> elsewhere(); // expect: async-method "a native method has no body to weave"

    @Async
    synchronized Coroutine<Void> guarded() { // expect: async-method "a synchronized method cannot await: its monitor would be held by the thread, not by the task. Use dev.ikat.sync.Lock"
        await(yieldNow());
        return done();
    }

    @Async
    static synchronized Generator<Integer> guardedEmits() { // expect: async-method "a synchronized method cannot await"
        emit(1);
        return end();
    }

    interface Source {
        @Async
        Coroutine<Void> read(); // expect: async-method "@Async on an abstract method"

        @Async
        default Coroutine<Void> twice() {
            await(read());
            return read();
        }

        @Async
        static Coroutine<Void> none() {
            return done();
        }

        @Async
        private Coroutine<Void> hidden() {
            return done();
        }
    }

    // None of these is wrong.

    @Async
    static Coroutine<Void> coroutine() {
        return done();
    }

    @Async
    static Coroutine rawCoroutine() {
        return done();
    }

    @Async
    static Coroutine<? extends Number> wild() {
        return done(1);
    }

    @Async
    static <C extends Coroutine<?>> C bounded(C other) {
        return other;
    }

    @Async
    final Task<String> task() {
        return Task.of("");
    }

    @Async
    static CompletableFuture<String> completable() {
        return CompletableFuture.completedFuture("");
    }

    @Async
    static CompletionStage<String> stage() {
        return CompletableFuture.completedFuture("");
    }

    @Async
    static Generator<String> generator() {
        return end();
    }

    @Async
    static AsyncGenerator<String> asyncGenerator() {
        return end();
    }

    /** Not for the weaver. */
    synchronized Coroutine<Void> plain() {
        return coroutine();
    }

    abstract Coroutine<Void> declared();

    @SuppressWarnings("ikat:async-method")
    @Async
    static void suppressed() {}

    enum Colour {
        RED {
            @Override
            @Async
            Coroutine<String> name2() {
                return done("red");
            }
        };

        abstract Coroutine<String> name2();
    }

    record Point(int x) {
        @Async
        Coroutine<Integer> far() {
            await(yieldNow());
            return done(x);
        }
    }
}
