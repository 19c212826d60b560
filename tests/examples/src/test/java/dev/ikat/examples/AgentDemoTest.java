package dev.ikat.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentDemoTest {
    /** Once for all, as it takes as long as it does for its reader. */
    @Test
    void showsWhatItPromises() throws Exception {
        String shown = Jvm.run(Path.of("target/classes"), "dev.ikat.examples.AgentDemo")
                .well()
                .output();
        assertTools(shown);
        assertPipeline(shown);
        assertTimeline(shown);
        assertThat(shown).as("nobody watches: no colours").doesNotContain("\u001b");
        assertThat(shown.lines()).as("fits a terminal").allMatch(line -> line.length() <= 80);
    }

    private static void assertTools(String shown) {
        assertThat(shown.lines())
                .anyMatch(line -> line.matches(".* s  web search .*no answer within 1200 ms, again in 150 ms"))
                .anyMatch(line ->
                        line.matches(".* s  knowledge base .*HTTP/1.1 503 Service Unavailable, again in 150 ms"))
                .anyMatch(line ->
                        line.matches(".* s  knowledge base .*HTTP/1.1 503 Service Unavailable, again in 300 ms"));
        assertThat(shown).contains(text("/search"), text("/knowledge"), text("/model/plan"));
        assertThat(shown.replaceAll("\\s+", " ")).as("the streamed answer").contains(text("/model/answer"));
    }

    private static void assertPipeline(String shown) {
        assertThat(shown).contains(text("/model/researcher/1"), text("/model/researcher/3"));
        assertThat(shown).as("the writers got the notes").contains("from 3 notes: from the dyer to the loom");
        assertThat(shown).as("the reviewer got the drafts").contains("2 drafts read");
    }

    private static void assertTimeline(String shown) {
        assertThat(shown.lines())
                .anyMatch(line -> line.matches(" *web search +░+×·*░*█+ .*↻[1-3]"))
                .anyMatch(line -> line.matches(" *knowledge base +░*×·*░*×·*█+ .*↻[23]"))
                .anyMatch(line -> line.matches(" *model, streamed +█+▓+ .*"))
                .anyMatch(line -> line.matches(" *reviewer +█+ .*"))
                .anyMatch(line -> line.matches(" *three tools( +[0-9.]+ s){3}"))
                .anyMatch(line -> line.matches(" *the whole run( +[0-9.]+ s){2}"));
        assertThat(shown).contains("Threads that ran the agents: 1 (main).");
    }

    private static String text(String path) {
        return Replies.at(path).text();
    }

    @Test
    void coloursWhereTheyAreWanted() {
        assertThat(Screen.isColoured(Map.of(), true)).isTrue();
        assertThat(Screen.isColoured(Map.of(), false)).isFalse();
        assertThat(Screen.isColoured(Map.of("FORCE_COLOR", "1"), false)).isTrue();
        assertThat(Screen.isColoured(Map.of("NO_COLOR", "1", "FORCE_COLOR", "1"), true))
                .isFalse();
    }
}
