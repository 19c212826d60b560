package dev.ikat.examples;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.gather;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.examples.Timeline.Stage;
import java.io.IOException;
import java.util.List;

/** Answers a question: asks its three tools at once, then lets the model speak. */
final class Agent {
    private final ToolClient client;
    private final Timeline timeline;

    Agent(ToolClient client, Timeline timeline) {
        this.client = client;
        this.timeline = timeline;
    }

    /** What the tools say, in this order, whichever of them is the first to answer. */
    @Async
    Coroutine<List<String>> findings(String question) throws IOException {
        Stage tools = timeline.stage("three tools");
        List<String> findings = await(gather(
                client.ask(tools.call("web search"), "/search", question),
                client.ask(tools.call("knowledge base"), "/knowledge", question),
                client.ask(tools.call("model"), "/model/plan", question)));
        return done(findings);
    }

    /** The model's answer, each piece to the screen as it arrives. */
    @Async
    Coroutine<Void> answer(String question, List<String> findings, Screen screen) throws IOException {
        String prompt = question + "\n" + String.join("\n", findings);
        Stage stage = timeline.stage("the answer");
        await(client.stream(stage.call("model, streamed"), "/model/answer", prompt, screen::token));
        screen.endText();
        return done();
    }
}
