package dev.ikat.examples;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.gather;
import static dev.ikat.Ikat.sleep;
import static java.time.Duration.ofMillis;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import java.time.Duration;
import java.util.List;

/** Calls at once: they end in the order of their delays, their results keep the order in which they were asked for. */
final class InOrder {
    private InOrder() {}

    @Async
    static Coroutine<String> call(String tool, Duration delay) {
        await(sleep(delay));
        System.out.println(tool + " has answered");
        return done(tool);
    }

    @Async
    static Coroutine<List<String>> all() {
        List<String> answers = await(gather(
                call("model", ofMillis(90)), call("web search", ofMillis(60)), call("knowledge base", ofMillis(30))));
        return done(answers);
    }

    public static void main(String[] args) {
        System.out.println(Ikat.run(all()));
    }
}
