package dev.ikat.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.testkit.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** Each program runs woven, in this JVM, and prints what it should. */
class ExamplesTest {
    private static final String[] NO_ARGUMENTS = {};
    private static final int TRIES = 20;

    private interface Program {
        void main(String... arguments) throws IOException;
    }

    @Test
    void greet() throws IOException {
        assertThat(outputOf(Greet::main)).containsExactly("Hello, Alice", "Hello, Bob");
    }

    @Test
    void inOrder() throws IOException {
        assertThat(outputOf(InOrder::main))
                .containsExactly(
                        "knowledge base has answered",
                        "web search has answered",
                        "model has answered",
                        "[model, web search, knowledge base]");
    }

    @Test
    void fanOut() throws IOException {
        assertThat(outputOf(FanOut::main)).containsExactly("10 answers, never more than 3 at once");
    }

    @Test
    void retry() throws IOException {
        assertThat(outputOf(Retry::main))
                .containsExactly(
                        "attempt 1 failed: no result within 50 ms; what was awaited was cancelled",
                        "attempt 2 failed: the model is busy",
                        "an answer to a question");
    }

    @Test
    void cleanup() throws IOException {
        assertThat(outputOf(Cleanup::main))
                .containsExactly("working", "cleaned up", "cancelled: nobody waits for this any more");
    }

    @Test
    void echo() throws IOException {
        assertThat(outputOf(Echo::main)).containsExactly("[Hello, world]");
    }

    /** The same programs, unchanged, in a simulated world: in orders that production has not shown yet, they end well too. */
    @Test
    void inAnyOrder() throws IOException {
        assertThat(outputOf(arguments ->
                        Simulation.explore(Chat::evening).tries(TRIES).run()))
                .contains("Bob was cut off", "Ann heard every line");
        assertThat(outputOf(arguments ->
                        Simulation.explore(Gateway::demonstrate).tries(TRIES).run()))
                .contains("You asked: why is the sky blue?", "the model is away");
    }

    @Test
    void chat() throws IOException {
        assertThat(outputOf(Chat::main))
                .containsExactly("* Ann is here", "* Bob is here", "Bob was cut off", "Ann heard every line");
    }

    @Test
    void crawler() throws IOException {
        assertThat(outputOf(Crawler::main))
                .containsExactly("40 pages, at most 5 at once", "/page/1: HTTP/1.0 200 OK", "/page/7: SocketException");
    }

    @Test
    void gateway() throws IOException {
        assertThat(outputOf(Gateway::main))
                .containsExactly("passed on 33 bytes", "You asked: why is the sky blue?", "the model is away");
    }

    @Test
    void manyClients() throws IOException {
        assertThat(outputOf(ManyClients::main))
                .containsExactly("1000 clients, all connected at once, each got its own answer");
    }

    @Test
    void wordCount() throws IOException {
        assertThat(outputOf(WordCount::main)).containsExactly("{be=100, not=50, or=50, to=100}");
    }

    @Test
    void workers() throws IOException {
        assertThat(outputOf(Workers::main))
                .containsExactly(
                        "1 in 1 digits: 1",
                        "1 in 2 digits: 18",
                        "1 in 3 digits: 252",
                        "1 in 4 digits: 1",
                        "2 in 1 digits: 1",
                        "2 in 2 digits: 18",
                        "2 in 3 digits: 20",
                        "3 in 1 digits: 1",
                        "3 in 2 digits: 13",
                        "9 in 1 digits: 1",
                        "never more than 2 at once",
                        "exit code 3: no disk left",
                        "killed after one line");
    }

    @Test
    void sharedPort() throws IOException {
        assertThat(outputOf(SharedPort::main)).containsExactly("100 answers, from 2 loops");
    }

    private static String[] outputOf(Program program) throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, UTF_8));
        try {
            program.main(NO_ARGUMENTS);
        } finally {
            System.setOut(before);
        }
        return output.toString(UTF_8).lines().toArray(String[]::new);
    }
}
