package dev.ikat.examples;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.sleep;
import static dev.ikat.Ikat.timeout;
import static java.time.Duration.ofMillis;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.examples.Timeline.Call;
import dev.ikat.examples.Timeline.State;
import dev.ikat.sync.Semaphore;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How the agents reach the tools: so many calls at once, each with a deadline, and again after a pause if it fails.
 * Whatever happens goes to the screen and into the timeline.
 */
final class ToolClient {
    static final int AT_ONCE = 3;
    static final int ATTEMPTS = 4;
    static final Duration LIMIT = ofMillis(1200);
    static final Duration FIRST_PAUSE = ofMillis(150);

    private final Semaphore permits = new Semaphore(AT_ONCE);
    private final int port;
    private final Screen screen;
    private final Timeline timeline;

    ToolClient(int port, Screen screen, Timeline timeline) {
        this.port = port;
        this.screen = screen;
        this.timeline = timeline;
    }

    /** One request; each call of it makes a new one. */
    private interface Attempt<T> {
        Coroutine<T> make() throws IOException;
    }

    /** The answer to a question. */
    @Async
    Coroutine<String> ask(Call call, String path, String question) throws IOException {
        try (var permit = await(permits.acquire())) {
            String answer = await(persist(call, () -> HttpCall.text(port, path, question)));
            call.finish();
            report(call, answer);
            return done(answer);
        }
    }

    /** The answer in pieces, as they arrive. The deadline is for each piece, however long the whole takes. */
    @Async
    Coroutine<Void> stream(Call call, String path, String question, Consumer<String> tokens) throws IOException {
        try (var permit = await(permits.acquire());
                var answer = await(persist(call, () -> HttpCall.events(port, path, question)))) {
            call.enter(State.STREAMING);
            String token = await(timeout(LIMIT, answer.nextEvent()));
            while (token != null) {
                tokens.accept(token);
                token = await(timeout(LIMIT, answer.nextEvent()));
            }
            call.finish();
            return done();
        }
    }

    /** Makes attempts until one succeeds in time; the pause between them doubles. */
    @Async
    private <T> Coroutine<T> persist(Call call, Attempt<T> attempt) throws IOException {
        Duration pause = FIRST_PAUSE;
        for (int number = 1; ; number++) {
            call.enter(State.ASKING);
            try {
                return done(await(timeout(LIMIT, attempt.make())));
            } catch (IOException | DeadlineExceededException failure) {
                call.failed();
                if (number == ATTEMPTS) {
                    throw failure;
                }
                report(call, reason(failure) + ", again in " + pause.toMillis() + " ms");
            }
            call.enter(State.PAUSING);
            await(sleep(pause));
            pause = pause.multipliedBy(2);
        }
    }

    private static String reason(Exception failure) {
        return failure instanceof DeadlineExceededException
                ? "no answer within " + LIMIT.toMillis() + " ms"
                : String.valueOf(failure.getMessage());
    }

    private void report(Call call, String text) {
        screen.line(Screen.seconds(timeline.now()) + "  " + String.format("%-16s", call.name) + text);
    }
}
