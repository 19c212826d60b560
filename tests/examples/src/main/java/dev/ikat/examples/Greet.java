package dev.ikat.examples;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;

import dev.ikat.*;
import java.time.Duration;
import java.util.List;

/** The first program of the README: two greetings at once, in as long as the slower takes. */
class Greet {
    @Async
    static Coroutine<String> greet(String name, Duration delay) {
        await(sleep(delay)); // suspends here, and nowhere that is not written
        return done("Hello, " + name);
    }

    @Async
    static Coroutine<Void> all() {
        List<String> both = await(gather(greet("Alice", ofSeconds(1)), greet("Bob", ofSeconds(2))));
        both.forEach(System.out::println);
        return done();
    }

    public static void main(String[] args) {
        Ikat.run(all());
    }
}
