package dev.ikat.examples;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.gather;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Promise;
import dev.ikat.examples.Timeline.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Agents in a row: three researchers at once, then two writers who have read their notes, then a reviewer. */
final class Pipeline {
    private final ToolClient client;
    private final Timeline timeline;

    Pipeline(ToolClient client, Timeline timeline) {
        this.client = client;
        this.timeline = timeline;
    }

    @Async
    Coroutine<String> run(String topic) throws IOException {
        List<String> notes = await(agents("researcher", 3, topic));
        List<String> drafts = await(agents("writer", 2, String.join("\n", notes)));
        List<String> reviews = await(agents("reviewer", 1, String.join("\n", drafts)));
        return done(reviews.get(0));
    }

    private Promise<List<String>> agents(String role, int count, String input) throws IOException {
        Stage stage = timeline.stage(count == 1 ? "the " + role : count + " " + role + "s");
        List<Coroutine<String>> calls = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            String name = count == 1 ? role : role + " " + number;
            calls.add(client.ask(stage.call(name), "/model/" + role + "/" + number, input));
        }
        return gather(calls);
    }
}
