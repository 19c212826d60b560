package dev.ikat.examples;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.sleep;
import static dev.ikat.Ikat.timeout;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Ikat;
import java.io.IOException;
import java.time.Duration;

/** A model that does not answer at first, then refuses, then answers: each attempt has a deadline, each pause doubles. */
final class Retry {
    private int calls;

    @Async
    Coroutine<String> model(String prompt) throws IOException {
        calls++;
        if (calls == 1) {
            await(sleep(ofSeconds(60)));
        }
        if (calls == 2) {
            throw new IOException("the model is busy");
        }
        return done("an answer to " + prompt);
    }

    @Async
    Coroutine<String> ask(String prompt, int attempts) throws IOException {
        Duration pause = ofMillis(20);
        for (int attempt = 1; ; attempt++) {
            try {
                return done(await(timeout(ofMillis(50), model(prompt))));
            } catch (IOException | DeadlineExceededException failure) {
                if (attempt == attempts) {
                    throw failure;
                }
                System.out.println("attempt " + attempt + " failed: " + failure.getMessage());
            }
            await(sleep(pause));
            pause = pause.multipliedBy(2);
        }
    }

    public static void main(String[] args) throws IOException {
        System.out.println(Ikat.run(new Retry().ask("a question", 4)));
    }
}
