package dev.ikat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Sources that tests write into a folder, and what is in a folder. */
final class Program {
    /** What the weaver leaves in each class that it has woven. */
    private static final String MARK = "Ldev/ikat/woven/Woven;";

    /** Waits in a method, a lambda and a nested class; main prints what {@link #PRINTS} says. */
    static final String GREET = """
            package greet;

            import static dev.ikat.Ikat.*;

            import dev.ikat.*;

            public class Greet {
                @Async
                public static Coroutine<String> greet(String name) {
                    await(yieldNow());
                    return done("Hello, " + name);
                }

                static class Nested {
                    @Async
                    Coroutine<String> twice() {
                        var later = start(() -> done(await(greet("b"))));
                        return done(await(greet("a")) + ". " + await(later));
                    }
                }

                static class Untouched {}

                public static void main(String[] arguments) {
                    System.out.println(Ikat.run(new Nested().twice()));
                }
            }
            """;

    static final String PRINTS = "Hello, a. Hello, b";

    private Program() {}

    static Path write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    static Path greet(Path folder) throws IOException {
        return write(folder, "greet/Greet.java", GREET);
    }

    /** All files below a folder, by their names there. */
    static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    static boolean isWoven(byte[] classFile) {
        return new String(classFile, StandardCharsets.ISO_8859_1).contains(MARK);
    }

    static boolean isWoven(Path classFile) throws IOException {
        return isWoven(Files.readAllBytes(classFile));
    }

    /** Fails unless {@link #GREET} is there, woven, and runs without an agent. */
    static void runsWithoutAgent(Path classes) throws IOException, InterruptedException {
        assertThat(isWoven(classes.resolve("greet/Greet.class"))).as("Greet").isTrue();
        assertThat(isWoven(classes.resolve("greet/Greet$Nested.class")))
                .as("Nested")
                .isTrue();
        assertThat(isWoven(classes.resolve("greet/Greet$Untouched.class")))
                .as("Untouched")
                .isFalse();
        Child.java(classes)
                .with("-cp", Child.path(classes, Javac.RUNTIME), "greet.Greet")
                .run()
                .printed(PRINTS);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
