package dev.ikat.weave.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.PlainAwait;
import dev.ikat.weave.Weaver;
import dev.ikat.weave.plan.Aim;
import dev.ikat.weave.types.Hierarchy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a program does: what it logs, and at last what it returns or throws. A program is a class with a static method
 * {@code run()} that returns a coroutine. It runs plainly (await as identity), woven without suspending and woven
 * suspending at every await.
 */
public final class Traces {
    private Traces() {}

    /** Runs the classes each way; the traces must be the same. */
    public static void agree(String main, Map<String, byte[]> classes, String description) {
        agree(main, plain(main, classes), classes, description);
    }

    /** Runs the classes woven; the traces must be the same as the plain one. */
    public static void agree(String main, List<String> plain, Map<String, byte[]> classes, String description) {
        assertThat(plain).as("the program logs something").hasSizeGreaterThan(1);
        for (Aim aim : Aim.values()) {
            Map<String, byte[]> woven = weave(classes, aim);
            for (boolean suspending : List.of(false, true)) {
                assertThat(woven(main, woven, suspending))
                        .as("woven for %s, suspending: %s, %s", aim, suspending, description)
                        .isEqualTo(plain);
            }
        }
    }

    /**
     * The plain trace of a source, loops over {@code each} included; null when it has none, and its class files tell.
     */
    public static @Nullable List<String> plain(Path file) throws IOException {
        String source = Files.readString(file);
        if (!PlainSource.isNeeded(source)) {
            return null;
        }
        String name = file.getFileName().toString();
        return plain(Programs.main(file), InMemory.compile(name, PlainSource.of(name, source), "-g", "-parameters"));
    }

    /** The plain trace of class files, where a loop over {@code each} does not close what it leaves early. */
    public static List<String> plain(String main, Map<String, byte[]> classes) {
        return of(main, classes, Plain::of, false, PlainAwait::await);
    }

    /** Runs classes that are woven already. */
    public static List<String> woven(String main, Map<String, byte[]> classes, boolean suspending) {
        return of(main, classes, bytes -> bytes, suspending, Ikat::run);
    }

    /** Weaves each class; none of its methods may be refused. */
    public static Map<String, byte[]> weave(Map<String, byte[]> classes, Aim aim) {
        Map<String, byte[]> woven = new LinkedHashMap<>();
        classes.forEach((name, bytes) -> {
            Weaver.Result result = Weaver.weave(bytes, aim, Hierarchy.UNKNOWN);
            assertThat(result.refusals()).isEmpty();
            woven.put(name, result.classFile() == null ? bytes : result.classFile());
        });
        return woven;
    }

    private static List<String> of(
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
        PlainAwait.abandonGenerators();
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
