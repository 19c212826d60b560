package dev.ikat.examples;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.loop;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import java.io.IOException;
import java.util.List;

/**
 * An AI agent at work: {@code mvn -q package -Pdemo}. A local {@link ToolServer} is the world; the {@link Agent} and the
 * {@link Pipeline} talk to it over TCP through one {@link ToolClient}, all on the thread of main.
 */
final class AgentDemo {
    private static final String QUESTION = "What is ikat?";

    private final Screen screen = new Screen();
    private final int port;

    private AgentDemo(int port) {
        this.port = port;
    }

    public static void main(String[] args) throws IOException {
        try (ToolServer server = ToolServer.open()) {
            Ikat.run(new AgentDemo(server.port()).show());
        }
    }

    @Async
    private Coroutine<Void> show() throws IOException {
        introduce();
        Timeline timeline = new Timeline(loop());
        ToolClient client = new ToolClient(port, screen, timeline);
        await(showAgent(new Agent(client, timeline)));
        screen.heading("3  Agents in a row: three researchers, then two writers, then a reviewer");
        await(new Pipeline(client, timeline).run(QUESTION));
        screen.heading("4  What happened when");
        new Chart(screen, timeline).draw();
        conclude(timeline);
        return done();
    }

    @Async
    private Coroutine<Void> showAgent(Agent agent) throws IOException {
        screen.heading("1  The agent asks three tools at once");
        List<String> findings = await(agent.findings(QUESTION));
        screen.heading("2  The model answers, and each word is shown as it arrives");
        await(agent.answer(QUESTION, findings, screen));
        return done();
    }

    private void introduce() {
        screen.heading("Ikat: an AI agent in plain Java, all its calls on one thread");
        screen.line("Somebody asks: %s Tools answer over HTTP, at 127.0.0.1:%d.".formatted(QUESTION, port));
        screen.line("All are slow; one is too busy at first, one does not answer at first.");
        screen.line("At most %d calls at once, %d ms for each, %d attempts, ever longer pauses."
                .formatted(ToolClient.AT_ONCE, ToolClient.LIMIT.toMillis(), ToolClient.ATTEMPTS));
    }

    private void conclude(Timeline timeline) {
        screen.line("");
        screen.line("Calls made at once take as long as the slowest, not as long as their sum.");
        screen.line("Threads that ran the agents: %d (%s)."
                .formatted(timeline.threads().size(), String.join(", ", timeline.threads())));
        screen.line("");
    }
}
