package dev.ikat.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.CPython;
import dev.ikat.weave.Weaver;
import dev.ikat.weave.corpus.InMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Programs in two languages: Java's are compiled and woven, Python's interpreted, and what they log is compared. One that
 * differs is replayed with {@code -Dikat.seed=}.
 */
final class Twins {
    private static final int BATCH = 50;
    private static final String IMPORTS = """
            import static dev.ikat.Ikat.*;
            import dev.ikat.*;
            import dev.ikat.twin.*;
            import java.util.*;
            """;

    private final String base;
    private final LongFunction<Twin> programs;
    private final String shared;
    private final String python;

    /**
     * @param base the class that Java's programs extend
     * @param shared the names in Python that its programs are handed
     * @param python what Python's programs use; {@code run_program(define)} returns the log
     */
    Twins(Class<? extends Script> base, LongFunction<Twin> programs, String shared, String python) {
        this.shared = shared;
        this.base = base.getSimpleName();
        this.programs = programs;
        this.python = Script.PYTHON + python;
    }

    /** Something else in each run with {@code -Dikat.seed=random}. */
    void compare(int count) {
        String given = System.getProperty("ikat.seed", "1");
        long seed = given.equals("random") ? System.nanoTime() : Long.parseLong(given);
        int all = Integer.getInteger("ikat.programs", count);
        for (int done = 0; done < all; done += BATCH) {
            compare(seed + done, Math.min(BATCH, all - done));
        }
    }

    private void compare(long seed, int count) {
        List<Twin> twins = new ArrayList<>();
        StringBuilder java = new StringBuilder(IMPORTS);
        StringBuilder script = new StringBuilder(python);
        for (int i = 0; i < count; i++) {
            Twin twin = programs.apply(seed + i);
            twins.add(twin);
            java.append("class P" + i + " extends " + base + " {\n" + twin.java() + "}\n");
            script.append("def define(" + shared + "):\n" + twin.python().indent(4) + "    return make, script\n"
                    + "print(\"; \".join(run_program(define)))\n");
        }
        script.append("sys.stdout.flush()\nimport os\nos._exit(0)\n"); // before what is left is closed
        List<String> expected = CPython.interpret(script.toString(), "");
        assertThat(expected).hasSize(count);
        ClassLoader loader = load(java.toString());
        for (int i = 0; i < count; i++) {
            assertThat(String.join(";\n", events(loader, "P" + i)))
                    .as(
                            "-Dikat.seed=%d -Dikat.programs=1:%n%s",
                            seed + i, twins.get(i).java())
                    .isEqualTo(expected.get(i).replace("; ", ";\n"));
        }
    }

    private static ClassLoader load(String java) {
        Map<String, byte[]> classes = InMemory.compile("P.java", java, "-g", "-Xlint:none", "-nowarn", "-proc:none");
        return InMemory.load(classes, bytes -> {
            Weaver.Result woven = Weaver.weave(bytes);
            assertThat(woven.refusals()).isEmpty();
            return woven.classFile() == null ? bytes : woven.classFile();
        });
    }

    private static List<String> events(ClassLoader loader, String name) {
        try {
            var constructor = loader.loadClass(name).getDeclaredConstructor();
            constructor.setAccessible(true);
            Script script = (Script) constructor.newInstance();
            try {
                script.script();
            } catch (Script.Over over) {
                script.events.add("over");
            }
            return script.events;
        } catch (Throwable error) {
            throw new AssertionError(name, error);
        }
    }
}
