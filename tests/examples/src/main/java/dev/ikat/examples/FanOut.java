package dev.ikat.examples;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.gather;
import static dev.ikat.Ikat.sleep;
import static java.time.Duration.ofMillis;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.sync.Semaphore;
import java.util.List;
import java.util.stream.IntStream;

/** Ten prompts for a model that takes three at a time: a semaphore lets them in. */
final class FanOut {
    private final Semaphore permits = new Semaphore(3);
    private int running;
    private int most;

    @Async
    Coroutine<String> ask(int prompt) {
        try (var permit = await(permits.acquire())) {
            most = Math.max(most, ++running);
            await(sleep(ofMillis(20)));
            running--;
            return done("answer " + prompt);
        }
    }

    @Async
    Coroutine<List<String>> askAll(int prompts) {
        List<Coroutine<String>> questions =
                IntStream.rangeClosed(1, prompts).mapToObj(this::ask).toList();
        return done(await(gather(questions)));
    }

    public static void main(String[] args) {
        FanOut model = new FanOut();
        List<String> answers = Ikat.run(model.askAll(10));
        System.out.println(answers.size() + " answers, never more than " + model.most + " at once");
    }
}
