import static dev.ikat.Ikat.*;

import dev.ikat.*;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

class NeverAwaited {
    @Async
    static Coroutine<String> fetch(String url) {
        await(yieldNow());
        return done(url);
    }

    @Async
    static Generator<Integer> numbers() {
        emit(1);
        return end();
    }

    @Async
    static Coroutine<Void> statements(List<String> urls) {
        fetch("a"); // expect: never-awaited "the coroutine that fetch("a") makes is dropped: nothing of it runs. Write await(fetch("a")), or var task = start(fetch("a")) to run it as a task beside this one"
        NeverAwaited.fetch("b"); // expect: never-awaited "await(NeverAwaited.fetch("b"))"
        sleep(java.time.Duration.ofMillis(1)); // expect: never-awaited "await(sleep("
        numbers(); // expect: never-awaited "the generator that numbers() makes is dropped: nothing of it runs. Iterate it"
        urls.forEach(url -> fetch(url)); // expect: never-awaited "the coroutine that fetch(url) makes is dropped"
        urls.forEach(NeverAwaited::fetch); // expect: never-awaited "each call of NeverAwaited::fetch makes a coroutine that is dropped here"
        Consumer<String> later = url -> fetch(url); // expect: never-awaited "Return it, or keep the task that start(fetch(url)) runs it as"
        var unused = fetch("c"); // expect: never-awaited "the coroutine in variable unused is never used"
        var used = fetch("d");
        Coroutine<String> assigned;
        assigned = fetch("e");
        Function<String, Coroutine<String>> right = NeverAwaited::fetch;
        await(gather(urls.stream().map(NeverAwaited::fetch).toList()));
        await(used);
        await(assigned);
        later.accept("" + right);
        await(start(fetch("f")));
        return done();
    }

    static Coroutine<String> handedOn() {
        return fetch("g");
    }

    static void plain() {
        fetch("h"); // expect: never-awaited "Return it, or keep the task that start(fetch("h")) runs it as"
        System.out.println(fetch("i"));
        Ikat.run(fetch("j"));
    }

    /** What gives back a coroutine that it was given makes none. */
    static void handedBack(List<Coroutine<String>> all, java.util.Map<String, Generator<Integer>> map) {
        all.set(0, fetch("l"));
        all.remove(0);
        map.put("a", numbers());
        var unused = all.get(0);
        done("x"); // expect: never-awaited "done("x") as a statement does not end the method. Write return done("x");"
        Coroutine.of("x"); // expect: never-awaited "is dropped"
    }

    interface ThrowingCallable {
        void call() throws Throwable;
    }

    static void assertFails(ThrowingCallable callable) {}

    /** A method that is not woven may fail when it is called. */
    static void assertions() {
        assertFails(() -> Coroutine.of(null).close());
        assertFails(() -> handedOn());
        assertFails(() -> {
            handedOn();
        });
        assertFails(() -> fetch("m")); // expect: never-awaited "is dropped"
        assertFails(() -> {
            handedOn(); // expect: never-awaited "is dropped"
            handedOn(); // expect: never-awaited "is dropped"
        });
    }

    @SuppressWarnings("ikat")
    static void suppressed() {
        fetch("k");
    }
}
