package dev.ikat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin in compilations as Gradle drives them. */
class GradleTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);
    private static final List<Path> PLUGIN = List.of(Javac.PLUGIN);

    @TempDir
    Path folder;

    private Path greet;
    private Path user;
    private Path classes;

    @BeforeEach
    void sources() throws IOException {
        classes = folder.resolve("classes");
        greet = Program.greet(folder);
        user = Program.write(folder, "greet/User.java", """
                package greet;

                import static dev.ikat.Ikat.*;

                import dev.ikat.*;

                class User {
                    @Async
                    static Coroutine<String> use() {
                        return done("1: " + await(Greet.greet("x")));
                    }

                    public static void main(String[] arguments) {
                        System.out.println(Ikat.run(use()));
                    }
                }
                """);
    }

    private AsGradle gradle(List<Path> processorPath) {
        return new AsGradle(classes, List.of(Javac.RUNTIME), processorPath);
    }

    private void userPrints(String expected) throws Exception {
        Child.java(folder)
                .with("-cp", Child.path(classes, Javac.RUNTIME), "greet.User")
                .run()
                .printed(expected);
    }

    @Test
    void thePluginOnTheProcessorPathIsAllThatIsNeeded() throws Exception {
        assertThat(gradle(PLUGIN).with("-Xplugin:Ikat").compile(List.of(greet, user)))
                .isEmpty();
        Program.runsWithoutAgent(classes);
        userPrints("1: Hello, x");
    }

    @Test
    void onlyWhatChangedIsCompiledAgain() throws Exception {
        assertThat(gradle(PLUGIN).with("-Xplugin:Ikat").compile(List.of(greet, user)))
                .isEmpty();
        for (String name : Program.files(classes).keySet()) {
            Files.setLastModifiedTime(classes.resolve(name), LONG_AGO);
        }
        Files.writeString(user, Files.readString(user).replace("1: ", "2: "));
        assertThat(new AsGradle(classes, List.of(classes, Javac.RUNTIME), PLUGIN)
                        .with("-Xplugin:Ikat")
                        .compile(List.of(user)))
                .isEmpty();
        for (String name : Program.files(classes).keySet()) {
            assertThat(Files.getLastModifiedTime(classes.resolve(name)).equals(LONG_AGO))
                    .as(name)
                    .isEqualTo(!name.equals("greet/User.class"));
        }
        Program.runsWithoutAgent(classes);
        userPrints("2: Hello, x");
    }

    @Test
    void withoutProcessorsTheFolderIsToBeGiven() throws Exception {
        assertThat(gradle(PLUGIN)
                        .with("-proc:none", "-Xplugin:Ikat out='" + classes + "'")
                        .compile(List.of(greet, user)))
                .isEmpty();
        Program.runsWithoutAgent(classes);
    }

    @Test
    void findingsAreErrors() throws Exception {
        Path wrong = Program.write(
                folder, "greet/Wrong.java", "package greet; class Wrong { static void f() { Greet.greet(\"\"); } }");
        assertThat(gradle(PLUGIN).with("-Xplugin:Ikat").compile(List.of(greet, wrong)))
                .singleElement()
                .asString()
                .startsWith("ERROR [ikat:never-awaited]");
    }

    @Test
    void nothingIsLeftBehindForTheNextCompilation() throws Exception {
        gradle(PLUGIN).with("-Xplugin:Ikat").compile(List.of(greet, user));
        gradle(PLUGIN).compile(List.of(greet, user));
        assertThat(System.getProperties().stringPropertyNames())
                .noneMatch(name -> name.startsWith("dev.ikat.compiler."));
        assertThat(Program.isWoven(classes.resolve("greet/Greet.class")))
                .as("without the plugin")
                .isFalse();
    }
}
