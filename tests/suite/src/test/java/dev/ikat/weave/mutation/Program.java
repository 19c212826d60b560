package dev.ikat.weave.mutation;

import dev.ikat.weave.corpus.InMemory;
import dev.ikat.weave.corpus.Programs;
import dev.ikat.weave.corpus.Traces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** A program of the corpus as javac compiles it, once for all tries, and its plain trace. */
final class Program {
    private final Path file;
    private Map<String, byte[]> classes;
    private Map<String, ClassNode> nodes;
    private ClassLoader loader;
    private List<String> plain;
    private List<String> reference;

    private Program(Path file) {
        this.file = file;
    }

    static List<Program> all() throws IOException {
        return Programs.here().stream().map(Program::new).toList();
    }

    String main() {
        return Programs.main(file);
    }

    Map<String, byte[]> classes() {
        if (classes == null) {
            try {
                String name = file.getFileName().toString();
                classes = InMemory.compile(name, Files.readString(file), "-g", "-parameters");
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        }
        return classes;
    }

    /** Loads the classes as they are; for their types only. */
    ClassLoader loader() {
        if (loader == null) {
            loader = InMemory.load(classes(), bytes -> bytes);
        }
        return loader;
    }

    /** What it does when it is woven; more than {@link #plain} where it loops over {@code each}. */
    List<String> reference() {
        if (reference == null) {
            try {
                List<String> rewritten = Traces.plain(file);
                reference = rewritten == null ? plain() : rewritten;
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        }
        return reference;
    }

    /** What its class files do plainly. */
    List<String> plain() {
        if (plain == null) {
            plain = Traces.plain(main(), classes());
        }
        return plain;
    }

    /** Whether making an object of the class may run code of the program before the constructor. */
    boolean initialises(String internalName) {
        ClassNode node = nodes().get(internalName);
        return node != null
                && (node.methods.stream().anyMatch(method -> method.name.equals("<clinit>"))
                        || initialises(node.superName));
    }

    private Map<String, ClassNode> nodes() {
        if (nodes == null) {
            nodes = new HashMap<>();
            classes().values().forEach(bytes -> {
                ClassNode node = new ClassNode();
                new ClassReader(bytes).accept(node, ClassReader.SKIP_CODE);
                nodes.put(node.name, node);
            });
        }
        return nodes;
    }

    @Override
    public String toString() {
        return main();
    }
}
