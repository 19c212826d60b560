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
        fetch("a"); // expect: never-awaited "the coroutine that fetch("a") makes is dropped: nothing of it runs. Write await(fetch("a")), or start(fetch("a")) to run it as a task beside this one"
        NeverAwaited.fetch("b"); // expect: never-awaited "await(NeverAwaited.fetch("b"))"
        sleep(java.time.Duration.ofMillis(1)); // expect: never-awaited "await(sleep("
        numbers(); // expect: never-awaited "the generator that numbers() makes is dropped: nothing of it runs. Iterate it"
        urls.forEach(url -> fetch(url)); // expect: never-awaited "the coroutine that fetch(url) makes is dropped"
        urls.forEach(NeverAwaited::fetch); // expect: never-awaited "each call of NeverAwaited::fetch makes a coroutine that is dropped here"
        Consumer<String> later = url -> fetch(url); // expect: never-awaited "Return it, or write start(fetch(url))"
        var unused = fetch("c"); // expect: never-awaited "the coroutine in variable unused is never used"
        var used = fetch("d");
        Coroutine<String> assigned;
        assigned = fetch("e");
        Function<String, Coroutine<String>> right = NeverAwaited::fetch;
        await(gather(urls.stream().map(NeverAwaited::fetch).toList()));
        await(used);
        await(assigned);
        later.accept("" + right);
        start(fetch("f"));
        return done();
    }

    static Coroutine<String> handedOn() {
        return fetch("g");
    }

    static void plain() {
        fetch("h"); // expect: never-awaited "Return it, or write start(fetch("h")) to run it as a task"
        System.out.println(fetch("i"));
        Ikat.run(fetch("j"));
    }

    @SuppressWarnings("ikat")
    static void suppressed() {
        fetch("k");
    }
}
