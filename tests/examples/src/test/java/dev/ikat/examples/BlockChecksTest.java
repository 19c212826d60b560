package dev.ikat.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of {@link ReadmeTest} find what is wrong, so that their silence means something. */
class BlockChecksTest {
    private static final String PROGRAM = """
            record Word(String text) {}
            class Hello {
              @Async static Coroutine<Word> word() { await(yieldNow()); return done(new Word("hello")); }
              public static void main(String[] args) { System.out.println(Ikat.run(word()).text()); }
            }
            """;
    private static final String IMPORTS = "import dev.ikat.*;\nimport static dev.ikat.Ikat.*;\n";

    @TempDir
    Path scratch;

    @Test
    void findsTheBlocksOfADocument() throws IOException {
        List<JavaBlock> blocks =
                blocks("intro\n```java\na\n```\n\n```text\nb\n```\n```sh\nc\n```\n```java debug\nd\n```\n");
        assertThat(blocks).extracting(JavaBlock::line).containsExactly(2, 12);
        assertThat(blocks).extracting(JavaBlock::code).containsExactly("a\n", "d\n");
        assertThat(blocks).extracting(JavaBlock::output).containsExactly("b\n", null);
        assertThat(blocks).extracting(JavaBlock::options).containsExactly("", "debug");
    }

    @Test
    void runsAProgramAndComparesItsOutput() throws Exception {
        JavaBlock right = block(java(IMPORTS + PROGRAM) + "\n```text\nhello\n```\n");
        assertThat(right.mainClass()).isEqualTo("Hello");
        BlockChecks.check(right, scratch);

        JavaBlock wrong = block(java(IMPORTS + PROGRAM) + "\n```text\ngoodbye\n```\n");
        assertThatThrownBy(() -> BlockChecks.check(wrong, scratch)).hasMessageContainingAll("goodbye", "hello");
    }

    @Test
    void refusesAProgramThatDoesNotCompile() throws IOException {
        JavaBlock block = block(java(PROGRAM));
        assertThatThrownBy(() -> BlockChecks.check(block, scratch)).hasMessageContainingAll("compiles", "Coroutine");
    }

    @Test
    void acceptsOnlyWhatIsQuoted() throws Exception {
        BlockChecks.check(
                block(java("await(\n  sleep(delay) ); // suspends here, and nowhere that is not written")), scratch);
        BlockChecks.check(block(java("class Greet {\n// …\nboth.forEach(System.out::println);")), scratch);
        JavaBlock invented = block(java("await(" + "sleep(delays));"));
        assertThatThrownBy(() -> BlockChecks.check(invented, scratch)).hasMessageContaining("nor quoted");
    }

    private static String java(String code) {
        return "```java\n" + code + "\n```\n";
    }

    private JavaBlock block(String document) throws IOException {
        return blocks(document).get(0);
    }

    private List<JavaBlock> blocks(String document) throws IOException {
        return JavaBlock.of(Files.writeString(scratch.resolve("document.md"), document));
    }
}
