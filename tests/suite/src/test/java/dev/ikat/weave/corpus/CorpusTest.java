package dev.ikat.weave.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.PlainAwait;
import dev.ikat.weave.Weaver;
import dev.ikat.weave.plan.Aim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each program of {@code src/test/resources/corpus} runs plainly (await as identity), woven without suspending and woven
 * suspending at every await; what it logs, returns or throws must be the same. A program is a class with a static method
 * {@code run()} that returns a coroutine.
 */
class CorpusTest {
    @TestFactory
    Stream<DynamicTest> programs() throws IOException {
        Path folder = Path.of("src/test/resources/corpus");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> programs = files.filter(file -> runsHere(file)).sorted().toList();
            assertThat(programs).isNotEmpty();
            return programs.stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
        }
    }

    /** A program named {@code …21.java} needs that Java or a later one. */
    static boolean runsHere(Path file) {
        String digits = file.getFileName().toString().replaceAll("\\D", "");
        return digits.isEmpty() || Runtime.version().feature() >= Integer.parseInt(digits);
    }

    private static void check(Path file) throws IOException {
        String name = file.getFileName().toString();
        for (String debugging : List.of("-g", "-g:none")) {
            Map<String, byte[]> classes = InMemory.compile(name, Files.readString(file), debugging, "-parameters");
            String main = name.replace(".java", "");
            List<String> plain = trace(main, classes, Plain::of, false, PlainAwait::await);
            assertThat(plain).as("the program logs something").hasSizeGreaterThan(1);
            for (Aim aim : Aim.values()) {
                for (boolean suspending : List.of(false, true)) {
                    assertThat(trace(main, classes, bytes -> woven(bytes, aim), suspending, Ikat::run))
                            .as("woven for %s, suspending: %s, %s", aim, suspending, debugging)
                            .isEqualTo(plain);
                }
            }
        }
    }

    private static byte[] woven(byte[] classFile, Aim aim) {
        Weaver.Result result = Weaver.weave(classFile, aim);
        assertThat(result.refusals()).isEmpty();
        return result.classFile() == null ? classFile : result.classFile();
    }

    private static List<String> trace(
            String main,
            Map<String, byte[]> classes,
            UnaryOperator<byte[]> change,
            boolean suspending,
            Function<Coroutine<Object>, Object> runner) {
        Corpus.LOG.clear();
        Corpus.suspending = suspending;
        List<String> trace = new ArrayList<>();
        try {
            Object result = runner.apply(call(Class.forName(main, true, InMemory.load(classes, change))));
            trace.add("returned " + result);
        } catch (ClassNotFoundException error) {
            throw new UncheckedIOException(new IOException(error));
        } catch (LinkageError error) {
            throw error;
        } catch (Throwable error) {
            trace.add("threw " + error);
        }
        trace.addAll(0, Corpus.LOG);
        return trace;
    }

    @SuppressWarnings("unchecked")
    private static Coroutine<Object> call(Class<?> program) throws Throwable {
        try {
            Method run = program.getDeclaredMethod("run");
            run.setAccessible(true);
            return (Coroutine<Object>) run.invoke(null);
        } catch (InvocationTargetException error) {
            throw error.getCause();
        }
    }
}
