package dev.ikat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lombok changes trees before they are analysed: the plugin sees what became of them. */
class LombokTest {
    /** Error Prone has something to say of one line, and the plugin nothing. */
    static final String PROGRAM = """
            package greet;

            import static dev.ikat.Ikat.*;

            import dev.ikat.*;
            import java.io.IOException;
            import lombok.*;

            @RequiredArgsConstructor
            public class Lombok {
                @Getter
                private final String name;

                @SneakyThrows
                @Async
                Coroutine<String> sneaky(boolean fails) {
                    await(yieldNow());
                    if (fails) {
                        throw new IOException("sneaky " + getName());
                    }
                    val greeting = await(Greet.greet(name));
                    @Cleanup var closed = new Closed();
                    return done(greeting + closed);
                }

                @Builder
                record Options(@With int times, @NonNull String name) {}

                static class Closed implements AutoCloseable {
                    @Override
                    public void close() {
                        System.out.println("closed");
                    }

                    @Override
                    public String toString() {
                        return "!";
                    }
                }

                static void bug() {
                    new IllegalStateException();
                }

                public static void main(String[] arguments) {
                    System.out.println(Ikat.run(new Lombok("lombok").sneaky(false)));
                    try {
                        Ikat.run(new Lombok("lombok").sneaky(true));
                    } catch (Exception error) {
                        System.out.println(error);
                    }
                }
            }
            """;

    static final String PRINTS = "closed\nHello, lombok!\njava.io.IOException: sneaky lombok";

    @TempDir
    Path folder;

    @Test
    void besideLombokInEitherOrder() throws Exception {
        Path lombok = Path.of(lombok.val
                .class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path program = Program.write(folder, "greet/Lombok.java", PROGRAM);
        Path greet = Program.greet(folder);
        for (String path : new String[] {Child.path(Javac.PLUGIN, lombok), Child.path(lombok, Javac.PLUGIN)}) {
            Path classes = folder.resolve("classes");
            Child.Ended ended = Child.javac(folder)
                    .with("-cp", Child.path(Javac.RUNTIME, lombok), "-processorpath", path)
                    .with("-Xplugin:Ikat", "-d", classes.toString())
                    .with(program, greet)
                    .run()
                    .well();
            assertThat(ended.output()).doesNotContain("[ikat", "error", "Exception");
            Child.java(folder)
                    .with("-cp", Child.path(classes, Javac.RUNTIME), "greet.Lombok")
                    .run()
                    .printed(PRINTS);
            Program.delete(classes);
        }
    }
}
