package dev.ikat.weave.compilers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import dev.ikat.weave.Weaver;
import dev.ikat.weave.corpus.Programs;
import dev.ikat.weave.plan.Aim;
import dev.ikat.weave.types.ClassFiles;
import dev.ikat.weave.types.Hierarchy;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Class by class, javac with our plugin makes what the weaver makes of javac's classes as the agent calls it: of the
 * corpus, which is compiled without the plugin too, and of the suite's own tests of tasks and generators, whose classes are
 * read in the moment in which javac has written them and nobody has woven them.
 */
@Tag("plugin")
class PluginTest {
    private static final Path TESTS = Path.of("src/test/java/dev/ikat");
    /** Far fewer, and the plugin did not see them. */
    private static final int FEWEST_WOVEN = 80;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"-g, SPEED", "-g:none, DEBUGGING"})
    void corpus(String debugTables, Aim aim) throws IOException {
        Path plain = folder.resolve("plain");
        Path woven = folder.resolve("woven");
        List<Path> programs = Programs.here();
        compile(programs, plain, null, debugTables, "-parameters", "-proc:none");
        compile(programs, woven, null, debugTables, "-parameters", "-processorpath", plugin(), words(aim));
        assertSame(read(plain), woven, aim);
    }

    @Test
    @Tag("once")
    void testsOfTasksAndGenerators() throws IOException {
        List<Path> sources;
        try (Stream<Path> tree = Files.walk(TESTS, 1)) {
            sources = tree.filter(file -> file.toString().endsWith(".java")).toList();
        }
        Map<String, byte[]> plain = new TreeMap<>();
        compile(sources, folder, plain, "-g", "-parameters", "-processorpath", plugin(), words(Aim.SPEED));
        assertSame(plain, folder, Aim.SPEED);
    }

    private static String plugin() {
        return System.getProperty("ikat.plugin.jar");
    }

    /** Without the checks, as tests misuse on purpose. */
    private static String words(Aim aim) {
        return "-Xplugin:Ikat checks=off not-woven=note too-large=note" + (aim == Aim.DEBUGGING ? " debug" : "");
    }

    private static void assertSame(Map<String, byte[]> plain, Path output, Aim aim) throws IOException {
        Map<String, byte[]> written = read(output);
        assertThat(written.keySet()).isEqualTo(plain.keySet());
        Hierarchy hierarchy = ClassFiles.hierarchy(name -> find(plain, name));
        List<String> different = new ArrayList<>();
        int woven = 0;
        for (Map.Entry<String, byte[]> each : plain.entrySet()) {
            byte[] expected = Weaver.weave(each.getValue(), aim, hierarchy).classFile();
            woven += expected == null ? 0 : 1;
            if (!Arrays.equals(expected == null ? each.getValue() : expected, written.get(each.getKey()))) {
                different.add(each.getKey());
            }
        }
        assertThat(different).as("not the same of %d", plain.size()).isEmpty();
        assertThat(woven).isGreaterThan(FEWEST_WOVEN);
    }

    /** As a resource of the loader, where the agent looks too. */
    private static byte @Nullable [] find(Map<String, byte[]> plain, String internalName) {
        String file = internalName + ".class";
        try (InputStream found = PluginTest.class.getClassLoader().getResourceAsStream(file)) {
            return plain.containsKey(file) || found == null ? plain.get(file) : found.readAllBytes();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Class files by their paths in a folder. */
    private static Map<String, byte[]> read(Path output) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(output)) {
            for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
                classes.put(output.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return classes;
    }

    /** What is written goes to the map, if there is one, before the plugin weaves it. */
    private static void compile(List<Path> sources, Path output, @Nullable Map<String, byte[]> plain, String... options)
            throws IOException {
        Files.createDirectories(output);
        List<String> all = new ArrayList<>(List.of("-d", output.toString(), "-nowarn"));
        all.addAll(List.of(options));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(messages, files, null, all, null, files.getJavaFileObjectsFromPaths(sources));
            if (plain != null) {
                task.addTaskListener(new Written(task, output, plain));
            }
            assertThat(task.call()).as("%s", messages).isTrue();
        }
    }

    /** Reads each class file when javac has written it. */
    private record Written(JavacTask task, Path output, Map<String, byte[]> classes) implements TaskListener {
        @Override
        public void finished(TaskEvent event) {
            if (event.getKind() == TaskEvent.Kind.GENERATE && event.getTypeElement() != null) {
                String name = task.getElements()
                                .getBinaryName(event.getTypeElement())
                                .toString()
                                .replace('.', '/')
                        + ".class";
                try {
                    classes.put(name, Files.readAllBytes(output.resolve(name)));
                } catch (IOException error) {
                    throw new UncheckedIOException(error);
                }
            }
        }
    }
}
