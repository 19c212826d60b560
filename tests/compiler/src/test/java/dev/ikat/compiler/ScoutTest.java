package dev.ikat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Classes that the plugin leaves after a quick look, and those where it must not: code meets the runtime without naming it,
 * by what other classes return, extend and take. Each form is in a file of its own, so that no other one leads to it.
 */
class ScoutTest {
    private static final Path MEETING = Path.of("src/test/resources/meeting");
    private static final Path LIBRARY = MEETING.resolve("library/Library.java");
    private static final String IMPORTS =
            "import java.net.InetAddress; import java.util.List; import java.util.concurrent.CompletionStage;"
                    + " import java.util.function.Supplier; import library.Library; ";

    @TempDir
    Path folder;

    /** What is found in each file, by its name. */
    private final Map<String, List<String>> expected = new TreeMap<>();

    private final List<Path> sources = new ArrayList<>();

    private Javac javac(String words) throws IOException {
        return new Javac(Files.createTempDirectory(folder, "classes")).plugin(words);
    }

    /** A file for each line of the forms: its number is in the name. */
    private void writeForms() throws IOException {
        List<String> lines = Files.readAllLines(MEETING.resolve("forms.txt"));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int bar = line.indexOf('|');
            if (bar >= 0) {
                String name = "Line" + (i + 1);
                add(
                        name + ".java",
                        IMPORTS + "class " + name + " { " + line.substring(bar + 1) + " }",
                        line.substring(0, bar));
            }
        }
        assertThat(sources).hasSizeGreaterThan(40);
    }

    private void add(String file, String text, String code) throws IOException {
        sources.add(Program.write(folder.resolve("forms"), file, text));
        expected.put(
                file, Stream.of(code.strip()).filter(each -> !each.isEmpty()).toList());
    }

    private Map<String, List<String>> found(Javac.Compiled compiled) {
        Map<String, List<String>> found = new TreeMap<>();
        expected.keySet().forEach(file -> found.put(file, new ArrayList<>()));
        assertThat(compiled.said())
                .as("only findings")
                .allMatch(each -> !each.code().isEmpty());
        compiled.findings().forEach(each -> found.get(each.file()).add(each.code()));
        return found;
    }

    @Test
    void formsThatMeetTheRuntimeInClassFiles() throws IOException {
        writeForms();
        Path library = folder.resolve("library");
        assertThat(new Javac(library).plugin("").compile(List.of(LIBRARY)).success())
                .isTrue();
        Javac.Compiled compiled =
                javac("").with("-cp", Child.path(Javac.RUNTIME, library)).compile(sources);
        assertThat(found(compiled)).containsExactlyEntriesOf(expected);
    }

    @Test
    void formsThatMeetTheRuntimeInSourcesOfTheSameCompilation() throws IOException {
        writeForms();
        sources.add(LIBRARY);
        assertThat(found(javac("").compile(sources))).containsExactlyEntriesOf(expected);
    }

    @Test
    void unitsThatNameTheRuntimeInOtherWays() throws IOException {
        String wrong = "@Async int wrong() { return 1; }";
        add("All.java", "import dev.ikat.*; class All { " + wrong + " }", "async-method");
        add("One.java", "import dev.ikat.Async; class One { " + wrong + " }", "async-method");
        add("Second.java", "import dev.ikat.*; class First {} class Second { " + wrong + " }", "async-method");
        add("Same.java", "package dev.ikat; class Same { " + wrong + " }", "async-method");
        add("Call.java", "import static dev.ikat.Ikat.*; class Call { Object x = await(done(1)); }", "misplaced-await");
        assertThat(found(javac("").compile(sources))).containsExactlyEntriesOf(expected);
    }

    @Test
    void whatNamesTheRuntimeWithoutAnImportIsWoven() throws IOException {
        add("Qualified.java", """
                class Qualified {
                    @dev.ikat.Async
                    static dev.ikat.Coroutine<String> f() {
                        return dev.ikat.Ikat.done(dev.ikat.Ikat.await(dev.ikat.Ikat.done("x")));
                    }
                }

                class Other {}
                """, "");
        Path classes = folder.resolve("woven");
        assertThat(found(new Javac(classes).plugin("").compile(sources))).containsExactlyEntriesOf(expected);
        assertThat(Program.isWoven(classes.resolve("Qualified.class"))).isTrue();
        assertThat(Program.isWoven(classes.resolve("Other.class"))).isFalse();
    }

    /** What a compilation pays for the plugin is nearly all the loading of its classes, cold: javac loads them each time anew. */
    @Test
    void whereNothingIsToBeFoundNextToNothingOfThePluginIsLoaded() throws Exception {
        add("Plain.java", """
                import java.util.concurrent.*;

                class Plain implements Callable<String> {
                    static final Runnable RUN = () -> CompletableFuture.runAsync(() -> {});

                    @Override
                    public String call() throws Exception {
                        var made = CompletableFuture.supplyAsync(new Plain()::toString);
                        made.thenRun(RUN);
                        synchronized (this) {
                            Thread.sleep(1);
                        }
                        return null;
                    }
                }
                """, "");
        Child.Ended ended = Child.javac(folder)
                .with("-J-Xlog:class+load", "-cp", Javac.RUNTIME.toString(), "-d", "classes")
                .with("-processorpath", Javac.PLUGIN.toString(), "-Xplugin:Ikat")
                .with(sources.get(0))
                .run()
                .well();
        assertThat(ended.output()
                        .lines()
                        .filter(line -> line.contains(" dev.ikat."))
                        .map(line -> line.replaceAll(".* dev\\.ikat\\.(\\S+).*", "$1"))
                        .distinct()
                        .sorted())
                .containsExactly(
                        "compiler.Compilation",
                        "compiler.FolderOfThread",
                        "compiler.IkatPlugin",
                        "compiler.Options",
                        "compiler.OutputFolder",
                        "compiler.Scout");
    }
}
