package dev.ikat.weave;

import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.weave.corpus.InMemory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** One source file of a test, compiled and woven in memory. Its main class is {@code Case}. */
final class Sources {
    static final String IMPORTS = """
            import static dev.ikat.Ikat.*;
            import dev.ikat.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.function.*;
            """;

    final String text;
    final Map<String, byte[]> plain;
    final Map<String, byte[]> woven = new LinkedHashMap<>();
    final List<String> refusals = new ArrayList<>();
    private final ClassLoader loader;

    private Sources(String text) {
        this.text = text;
        this.plain = InMemory.compile("Case.java", text, "-g", "-parameters");
        plain.forEach((name, bytes) -> {
            Weaver.Result result = Weaver.weave(bytes);
            woven.put(name, result.classFile() == null ? bytes : result.classFile());
            refusals.addAll(result.refusals());
        });
        this.loader = InMemory.load(woven, bytes -> bytes);
    }

    /** The members of class Case. */
    static Sources ofMembers(String members) {
        return new Sources(IMPORTS + "class Case {\n" + members + "\n}\n");
    }

    /** A whole file, without its imports. */
    static Sources of(String declarations) {
        return new Sources(IMPORTS + declarations);
    }

    /** The number of the line that holds the mark. */
    int lineOf(String mark) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(mark)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("no line holds " + mark);
    }

    Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, true, loader);
    }

    /** Calls a static method of Case without arguments; what it throws is thrown. */
    Object call(String method) throws Throwable {
        Method found = Arrays.stream(load("Case").getDeclaredMethods())
                .filter(it -> it.getName().equals(method) && it.getParameterCount() == 0)
                .findFirst()
                .orElseThrow();
        found.setAccessible(true);
        try {
            return found.invoke(null);
        } catch (InvocationTargetException error) {
            throw error.getCause();
        }
    }

    /** Runs a static method of Case that returns a coroutine. */
    Object run(String method) throws Throwable {
        return Ikat.run((Coroutine<?>) call(method));
    }

    /** What ASM's own verifier has against the woven classes; empty when they are right. */
    String complaints() {
        StringWriter complaints = new StringWriter();
        ClassLoader unchanged = InMemory.load(plain, bytes -> bytes);
        woven.values()
                .forEach(bytes -> CheckClassAdapter.verify(
                        new ClassReader(bytes), unchanged, false, new PrintWriter(complaints)));
        return complaints.toString();
    }
}
