package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/**
 * The code that weaving makes, instruction by instruction, is written down in {@code woven.txt}: a change of it is seen in
 * review. To accept one, copy {@code target/woven.txt} over it.
 */
class WovenCodeTest {
    private static final String MEMBERS = """
            static String join(String a, long n, Object b) { return a; }
            static Coroutine<String> other() { return null; }
            @Async static Coroutine<String> greet(String name, long n) {
                return done(join(name, n, await(Coroutine.of(name))));
            }
            @Async static Task<Object> hot(float f, double d) { await(Coroutine.of(d)); return Task.of(f > 0 ? null : d); }
            @Async static Coroutine<Void> loop(int n) {
                while (n > 0) {
                    try {
                        await(other());
                        if (n == 3) continue;
                        n--;
                    } catch (IllegalStateException e) {
                        n -= 2;
                    }
                }
                return done();
            }
            @Async static Coroutine<String> down(int n) {
                if (n == 0) return other();
                return done(await(down(n - 1)));
            }
            @Async Coroutine<String> open(Object o) { return done(join(await(greet("a", 1L)), 2L, o)); }
            @Async static Coroutine<String> caller() { return done(await(new Case().open(null))); }
            """;

    private final WovenMethods woven = WovenMethods.of(MEMBERS);

    @Test
    void isAsWrittenDown() throws IOException {
        List<String> actual = new ArrayList<>();
        add(actual, "entry of greet", woven.entry("greet"));
        add(actual, "shared body of greet", woven.sharedBody("greet"));
        add(actual, "direct body of greet", woven.direct("greet"));
        add(actual, "resumable body of greet", woven.resumable("greet"));
        add(actual, "entry of hot", woven.entry("hot"));
        add(actual, "resumable body of loop", woven.resumable("loop"));
        add(actual, "direct body of down", woven.direct("down"));
        add(actual, "direct body of open", woven.direct("open"));
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/woven.txt"), actual);
        assertThat(actual)
                .as("woven code; if the change is meant, copy tests/suite/target/woven.txt to src/test/resources")
                .isEqualTo(Files.readAllLines(Path.of("src/test/resources/woven.txt")));
    }

    private static void add(List<String> lines, String title, MethodNode method) {
        lines.add(title + " " + shorter(method.desc));
        Textifier text = new Textifier();
        method.accept(new TraceMethodVisitor(text));
        text.getText().stream()
                .flatMap(part -> part.toString().lines())
                .filter(line -> line.startsWith("   ") && !line.matches(" +(//|java/lang/invoke/|\\(|]).*"))
                .map(line -> shorter(line.substring(1)))
                .forEach(lines::add);
        lines.add("");
    }

    /** Without packages, and without what every reference to one of our methods repeats. */
    private static String shorter(String line) {
        return line.replaceAll("\\b[a-z]+/([a-z]+/)*", "")
                .replace("(Ljava/lang/Object;Ldev/ikat/frame/Trampoline;)", "");
    }
}
