package dev.ikat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code javac -Xplugin:Ikat} as a process of its own: where it writes, what it says, and how it ends. */
class JavacCommandTest {
    private static final String FORGOTTEN = """
            package greet;

            class Forgotten {
                static void plain() {
                    Greet.greet("nobody");
                }
            }
            """;

    @TempDir
    Path folder;

    private Child javac() {
        return javac("");
    }

    private Child javac(String words) {
        return Child.javac(folder)
                .with("-cp", Javac.RUNTIME.toString(), "-processorpath", Javac.PLUGIN.toString())
                .with(("-Xplugin:Ikat " + words).strip());
    }

    private Path greet() throws IOException {
        return Program.greet(folder.resolve("source"));
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    @Test
    void intoAFolder() throws Exception {
        javac().with("-d", "classes").with(greet()).run().printed("");
        Program.runsWithoutAgent(classes());
    }

    @Test
    void besideTheSources() throws Exception {
        javac().with(greet()).run().printed("");
        Program.runsWithoutAgent(folder.resolve("source"));
    }

    @Test
    @Tag("once")
    void besideASourceInTheFolderWhereJavacRuns() throws Exception {
        Files.writeString(folder.resolve("Greet.java"), Program.GREET.replace("package greet;", ""));
        javac().with("Greet.java").run().printed("");
        Child.java(folder)
                .with("-cp", Child.path(folder, Javac.RUNTIME), "Greet")
                .run()
                .printed(Program.PRINTS);
    }

    /** The class file that is as old as it looks is woven, and not another of the name that stands where javac runs. */
    @Test
    @Tag("once")
    void ofTwoFilesOfTheNameTheOneThatWasWritten() throws Exception {
        byte[] other = "another".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Files.createDirectories(folder.resolve("greet"));
        Files.write(folder.resolve("greet/Greet.class"), other);
        javac().with(greet()).run().printed("");
        assertThat(Files.readAllBytes(folder.resolve("greet/Greet.class"))).isEqualTo(other);
        Program.runsWithoutAgent(folder.resolve("source"));
    }

    @Test
    void forAnEarlierReleaseAndWithoutDebugTables() throws Exception {
        for (String release : List.of("17", Integer.toString(Runtime.version().feature()))) {
            javac().with("--release", release, "-g:none", "-d", "classes")
                    .with(greet())
                    .run()
                    .printed("");
            Program.runsWithoutAgent(classes());
            Program.delete(classes());
        }
    }

    @Test
    void warningsThatAreErrors() throws Exception {
        javac().with("-Xlint:all,-processing", "-Werror", "-d", "classes")
                .with(greet())
                .run()
                .printed("");
        Program.runsWithoutAgent(classes());
    }

    @Test
    void sourcesThatAreFoundOnThePathAreWovenWhereTheyAreCompiled() throws Exception {
        greet();
        Path main = Program.write(folder.resolve("source"), "main/Main.java", """
                package main;

                class Main {
                    public static void main(String[] arguments) {
                        greet.Greet.main(arguments);
                    }
                }
                """);
        javac().with("-implicit:class", "-sourcepath", "source", "-d", "classes")
                .with(main)
                .run()
                .printed("");
        Program.runsWithoutAgent(classes());
        Program.delete(classes());
        javac().with("-implicit:none", "-sourcepath", "source", "-d", "classes")
                .with(main)
                .run()
                .printed("");
        assertThat(Program.files(classes())).containsOnlyKeys("main/Main.class");
    }

    @Test
    @Tag("once")
    void withTheClassesThatWereWovenBefore() throws Exception {
        javac().with("-d", "classes").with(greet()).run().printed("");
        byte[] nested = Files.readAllBytes(classes().resolve("greet/Greet$Nested.class"));
        Path more = Program.write(folder.resolve("source"), "greet/More.java", """
                package greet;

                import static dev.ikat.Ikat.*;

                import dev.ikat.*;

                class More {
                    @Async
                    static Coroutine<String> more() {
                        return done(await(Greet.greet("c")) + await(new Greet.Nested().twice()));
                    }
                }
                """);
        javac().with("-cp", Child.path(classes(), Javac.RUNTIME), "-d", "classes")
                .with(more)
                .run()
                .printed("");
        assertThat(Program.isWoven(classes().resolve("greet/More.class"))).isTrue();
        assertThat(Files.readAllBytes(classes().resolve("greet/Greet$Nested.class")))
                .isEqualTo(nested);
    }

    @Test
    void aModule() throws Exception {
        Path info = Program.write(
                folder.resolve("source"),
                "module-info.java",
                "module greet { requires dev.ikat.runtime; exports greet; }");
        javac().with("-p", Javac.RUNTIME.toString(), "-d", "classes")
                .with(info, greet())
                .run()
                .printed("");
        Program.runsWithoutAgent(classes());
        Child.java(folder)
                .with("-p", Child.path(classes(), Javac.RUNTIME), "-m", "greet/greet.Greet")
                .run()
                .printed(Program.PRINTS);
    }

    @Test
    void severalModulesAtOnce() throws Exception {
        Path source = folder.resolve("modules");
        Program.write(source, "greet/module-info.java", "module greet { requires dev.ikat.runtime; exports greet; }");
        Program.write(source, "greet/greet/Greet.java", Program.GREET);
        Program.write(source, "user/module-info.java", "module user { requires greet; requires dev.ikat.runtime; }");
        Program.write(source, "user/user/User.java", """
                package user;

                import static dev.ikat.Ikat.*;

                import dev.ikat.*;

                class User {
                    @Async
                    static Coroutine<String> use() {
                        return done("used: " + await(greet.Greet.greet("d")));
                    }

                    public static void main(String[] arguments) {
                        System.out.println(Ikat.run(use()));
                    }
                }
                """);
        javac().with(
                        "-p",
                        Javac.RUNTIME.toString(),
                        "--module-source-path",
                        "modules",
                        "-m",
                        "user,greet",
                        "-d",
                        "classes")
                .run()
                .printed("");
        Program.runsWithoutAgent(classes().resolve("greet"));
        Child.java(folder)
                .with("-p", Child.path(classes(), Javac.RUNTIME), "-m", "user/user.User")
                .run()
                .printed("used: Hello, d");
    }

    @Test
    void withoutProcessorsTheFolderIsToBeGiven() throws Exception {
        Child.Ended ended =
                javac().with("-proc:none", "-d", "classes").with(greet()).run().badly();
        assertThat(ended.output())
                .contains("[ikat] ", "-processorpath", "annotationProcessorPaths", "-proc:none", "out=<folder>")
                .contains("1 error");
        javac("out='my own classes'")
                .with("-proc:none", "-d", "my own classes")
                .with(greet())
                .run()
                .printed("");
        Program.runsWithoutAgent(folder.resolve("my own classes"));
    }

    @Test
    @Tag("once")
    void aFolderThatIsNotTheOneIsAnError() throws Exception {
        Child.Ended ended =
                javac("out=elsewhere").with("-d", "classes").with(greet()).run().badly();
        assertThat(ended.output())
                .contains(
                        "[ikat:not-woven]",
                        "not below elsewhere, which -Xplugin:Ikat out= names; give the folder of -d");
    }

    @Test
    @Tag("once")
    void programsThatDoNotUseTheRuntimeNeedNothing() throws Exception {
        Path plain = Program.write(folder.resolve("source"), "Plain.java", "class Plain {}");
        Child.javac(folder)
                .with("-processorpath", Javac.PLUGIN.toString(), "-proc:none", "-Xplugin:Ikat", "-d", "classes")
                .with(plain)
                .run()
                .printed("");
    }

    @Test
    @Tag("once")
    void thePluginTwiceOnThePath() throws Exception {
        Path copy = Files.copy(Javac.PLUGIN, folder.resolve("copy.jar"));
        Program.write(folder.resolve("source"), "greet/Forgotten.java", FORGOTTEN);
        Child twice = javac().with("-processorpath", Child.path(Javac.PLUGIN, copy), "-d", "classes");
        twice.with(greet()).run().printed("");
        Program.runsWithoutAgent(classes());
        Child.Ended ended =
                twice.with(folder.resolve("source/greet/Forgotten.java")).run().badly();
        assertThat(ended.output()).contains("[ikat:never-awaited]").contains("1 error");
    }

    @Test
    @Tag("once")
    void thePluginAskedForTwice() throws Exception {
        javac().with("-Xplugin:Ikat", "-d", "classes").with(greet()).run().printed("");
        Program.runsWithoutAgent(classes());
    }

    @Test
    @Tag("once")
    void anOptionThatIsNotThereIsAnError() throws Exception {
        Child.Ended ended =
                javac("wave=off").with("-d", "classes").with(greet()).run().badly();
        assertThat(ended.output()).contains("[ikat] -Xplugin:Ikat has no option \"wave=off\"; it takes ", "1 error");
        ended = javac("out='my classes").with(greet()).run().badly();
        assertThat(ended.output()).contains("[ikat] -Xplugin:Ikat: out='my … has no closing '", "1 error");
    }

    @Test
    void findingsLookAsJavacsOwnErrors() throws Exception {
        Path forgotten = Program.write(folder.resolve("source"), "greet/Forgotten.java", FORGOTTEN);
        Child.Ended ended =
                javac().with("-d", "classes").with(greet(), forgotten).run().badly();
        assertThat(ended.output().lines().toList()).hasSize(4).satisfies(lines -> {
            assertThat(lines.get(0)).startsWith(forgotten + ":5: error: [ikat:never-awaited] the coroutine");
            assertThat(lines.get(1)).isEqualTo("        Greet.greet(\"nobody\");");
            assertThat(lines.get(2)).isEqualTo("                   ^");
            assertThat(lines.get(3)).isEqualTo("1 error");
        });
        Child.Ended warned = javac("never-awaited=warning")
                .with("-d", "classes")
                .with(greet(), forgotten)
                .run()
                .well();
        assertThat(warned.output())
                .contains(":5: warning: [ikat:never-awaited] ")
                .endsWith("1 warning\n");
        Child.Ended fatal = javac("never-awaited=warning")
                .with("-Werror", "-d", "classes")
                .with(greet(), forgotten)
                .run()
                .badly();
        assertThat(fatal.output()).contains("error: warnings found and -Werror specified");
    }

    @Test
    void besideErrorsOfTheProgramNothingIsMadeUp() throws Exception {
        Path source = folder.resolve("source");
        Path types = Program.write(source, "Types.java", """
                import static dev.ikat.Ikat.*;

                import dev.ikat.*;

                class Types {
                    @Async
                    static Coroutine<String> missing(Nowhere nowhere) {
                        Unknown<String> unknown = await(nowhere.at());
                        for (var each : each(nothing)) {
                            emit(each, () -> await(there));
                        }
                        nowhere.go(x -> await(x));
                        var left = missing(null);
                        return done(await(sleep("1")) + unknown);
                    }

                    Types(Nowhere n) { super(await(n)); }
                }
                """);
        Child.Ended ended =
                javac().with("-d", "classes").with(greet(), types).run().badly();
        assertThat(ended.output())
                .contains("cannot find symbol")
                .doesNotContain("[ikat", "please report", "Exception", "\tat ");
        Path syntax = Program.write(
                source,
                "Syntax.java",
                "class Syntax { @dev.ikat.Async static dev.ikat.Coroutine<Void> f() { await( } }");
        assertThat(javac().with("-d", "classes")
                        .with(greet(), syntax)
                        .run()
                        .badly()
                        .output())
                .contains("illegal start of expression")
                .doesNotContain("[ikat", "Exception", "\tat ");
    }

    @Test
    void whatTheWeaverRefusesFailsTheBuild() throws Exception {
        Path bad = Program.write(
                folder.resolve("source"),
                "Bad.java",
                "class Bad { @dev.ikat.Async dev.ikat.Coroutine<Void> f() { synchronized (this) {"
                        + " dev.ikat.Ikat.await(dev.ikat.Ikat.yieldNow()); } return dev.ikat.Ikat.done(); } }");
        Child.Ended ended =
                javac("checks=off").with("-d", "classes").with(bad).run().badly();
        assertThat(ended.output()).contains("Bad.java:1: error: [ikat:not-woven] ", "\nclass Bad {", "\n^");
    }
}
