package dev.ikat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project with the blocks of docs/compiler.md, built by Maven. */
@Tag("once")
class MavenTest {
    private static final String TEST = """
            package greet;

            import static dev.ikat.Ikat.*;

            import dev.ikat.*;

            public class GreetCheck {
                @Async
                static Coroutine<String> check() {
                    return done("check: " + await(Greet.greet("t")));
                }

                public static void main(String[] arguments) {
                    System.out.println(Ikat.run(check()));
                }
            }
            """;

    @TempDir
    Path folder;

    private Maven maven;
    private Path classes;
    private Path testClasses;

    @BeforeEach
    void project() throws IOException {
        maven = new Maven(folder);
        classes = maven.project().resolve("target/classes");
        testClasses = maven.project().resolve("target/test-classes");
        Program.greet(maven.project().resolve("src/main/java"));
        Program.write(maven.project(), "src/main/java/greet/Other.java", "package greet; class Other {}");
        Program.write(maven.project(), "src/test/java/greet/GreetCheck.java", TEST);
    }

    @AfterEach
    void close() throws IOException {
        maven.close();
    }

    private void runs() throws Exception {
        Program.runsWithoutAgent(classes);
        Child.java(folder)
                .with("-cp", Child.path(testClasses, classes, Javac.RUNTIME), "greet.GreetCheck")
                .run()
                .printed("check: Hello, t");
    }

    private static String configured(String block, String more) {
        return block.replaceFirst("<configuration>", "<configuration>" + more);
    }

    @Test
    void mainClassesAndTestsAreWovenAndCompiledAgainWhenTheyChange() throws Exception {
        maven.pom(Maven.block(), "");
        maven.run("test-compile").well();
        runs();
        byte[] woven = Files.readAllBytes(classes.resolve("greet/Greet.class"));
        FileTime written = Files.getLastModifiedTime(classes.resolve("greet/Greet.class"));

        assertThat(maven.run("test-compile").well().output()).contains("Nothing to compile");
        assertThat(Files.getLastModifiedTime(classes.resolve("greet/Greet.class")))
                .isEqualTo(written);

        Path other = maven.project().resolve("src/main/java/greet/Other.java");
        Files.writeString(other, "package greet; class Other { int more; }");
        Files.setLastModifiedTime(other, FileTime.from(Instant.now().plus(Duration.ofSeconds(2))));
        maven.run("test-compile").well();
        assertThat(Files.readAllBytes(classes.resolve("greet/Greet.class"))).isEqualTo(woven);
        runs();
    }

    @Test
    void inAJvmOfItsOwnAndOnlyWhatChangedAgain() throws Exception {
        maven.pom(
                configured(
                        Maven.block(), "<fork>true</fork><useIncrementalCompilation>false</useIncrementalCompilation>"),
                "");
        maven.run("test-compile").well();
        runs();
        FileTime longAgo = FileTime.fromMillis(1_000_000_000_000L);
        Path other = maven.project().resolve("src/main/java/greet/Other.java");
        for (String each : Program.files(maven.project().resolve("src")).keySet()) {
            Files.setLastModifiedTime(maven.project().resolve("src").resolve(each), longAgo);
        }
        for (String each : Program.files(classes).keySet()) {
            Files.setLastModifiedTime(classes.resolve(each), longAgo);
        }
        Files.setLastModifiedTime(other, FileTime.fromMillis(longAgo.toMillis() + 60_000));
        maven.run("compile").well();
        assertThat(Files.getLastModifiedTime(classes.resolve("greet/Greet.class")))
                .as("not compiled again")
                .isEqualTo(longAgo);
        assertThat(Files.getLastModifiedTime(classes.resolve("greet/Other.class")))
                .as("compiled again")
                .isGreaterThan(longAgo);
        runs();
    }

    @Test
    void findingsFailTheBuildAsErrorsOfJavac() throws Exception {
        Path wrong = Program.write(
                maven.project(),
                "src/main/java/greet/Wrong.java",
                "package greet;\n\nclass Wrong {\n    static void f() {\n        Greet.greet(\"\");\n    }\n}\n");
        for (boolean fork : new boolean[] {false, true}) {
            maven.pom(configured(Maven.blockWithProcessors(), "<fork>" + fork + "</fork>"), "");
            Child.Ended ended = maven.run("compile").badly();
            assertThat(ended.output())
                    .contains("BUILD FAILURE", "COMPILATION ERROR")
                    .containsPattern("ERROR\\] \\Q" + wrong.toRealPath()
                            + "\\E:\\[5,20\\] (error: )?\\[ikat:never-awaited\\] the coroutine");
        }
    }

    @Test
    void besideErrorProneAndLombok() throws Exception {
        Path lombok = Path.of(lombok.val
                .class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String version = lombok.getParent().getFileName().toString();
        String path = "<path><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></path>";
        StringBuilder exports = new StringBuilder();
        for (String line : Files.readAllLines(Maven.ROOT.resolve(".mvn/jvm.config"))) {
            if (line.startsWith("--add-")) {
                exports.append("<arg>-J").append(line).append("</arg>");
            }
        }
        maven.pom(
                configured(Maven.blockWithProcessors(), "<fork>true</fork>")
                        .replace(
                                "</annotationProcessorPaths>",
                                path.formatted(
                                                "com.google.errorprone",
                                                "error_prone_core",
                                                Maven.found("<errorprone.version>([^<]+)<"))
                                        + path.formatted("org.projectlombok", "lombok", version)
                                        + "</annotationProcessorPaths>")
                        .replace(
                                "</compilerArgs>",
                                exports + "<arg>-XDcompilePolicy=simple</arg><arg>--should-stop=ifError=FLOW</arg>"
                                        + "<arg>-Xplugin:ErrorProne -Xep:DeadException:WARN</arg></compilerArgs>"),
                "<dependency><groupId>org.projectlombok</groupId><artifactId>lombok</artifactId><version>" + version
                        + "</version><scope>provided</scope></dependency>");
        Program.write(maven.project(), "src/main/java/greet/Lombok.java", LombokTest.PROGRAM);
        Child.Ended ended = maven.run("test-compile").well();
        assertThat(ended.output()).contains("[DeadException]").doesNotContain("[ikat");
        runs();
        Child.java(folder)
                .with("-cp", Child.path(classes, Javac.RUNTIME), "greet.Lombok")
                .run()
                .printed(LombokTest.PRINTS);
    }
}
