package dev.ikat.weave.random;

/**
 * A generated program.
 *
 * @param tree its class
 * @param seed decides which occurrences of awaits suspend, and in what way
 */
record Program(Tree tree, long seed) {
    private static final String IMPORTS = """
            import static dev.ikat.Ikat.await;
            import static dev.ikat.Ikat.done;
            import static dev.ikat.Ikat.each;
            import static dev.ikat.Ikat.emit;
            import static dev.ikat.Ikat.emitAll;
            import static dev.ikat.Ikat.end;
            import static dev.ikat.weave.random.Probe.*;
            import static dev.ikat.weave.random.Typed.*;

            import dev.ikat.Async;
            import dev.ikat.AsyncGenerator;
            import dev.ikat.CancelledError;
            import dev.ikat.Coroutine;
            import dev.ikat.Generator;
            import java.util.List;

            """;

    /** The file, in a package of that name. */
    String source(String packageName) {
        return "package " + packageName + ";\n\n" + IMPORTS + tree.source();
    }

    @Override
    public String toString() {
        return tree.source() + "// seed " + seed + "L";
    }
}
