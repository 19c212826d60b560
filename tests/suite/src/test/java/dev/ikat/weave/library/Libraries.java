package dev.ikat.weave.library;

import dev.ikat.weave.Weaver;
import dev.ikat.weave.corpus.InMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Real code: the sources of well-kept libraries, which the build unpacks under {@code target}, compiled by the JDK that
 * runs, each method copied into twins ({@link TwinMethod}), and woven. The classes are loaded by one loader, so that a
 * method and its twins share all types and constants.
 */
final class Libraries {
    private static final Path SOURCES = Path.of("target/library");

    /** What is compiled and woven; the compiler adds what these use. */
    private static final Pattern ROOTS = Pattern.compile("org/apache/commons/("
            + "lang3/((String|Array|Boolean|Char|CharSequence|Class|Object)Utils|Char(Set|Range)|Conversion|Range)"
            + "|lang3/(math|mutable)/[^/]*|lang3/time/(DurationFormatUtils|FastDateFormat|FastDateP[^/]*|DateUtils)"
            + "|codec/(language|binary|net)/[^/]*|codec/digest/(Murmur[^/]*|Blake3|XXHash32|PureJava.*)"
            + "|text/(String(Substitutor|Tokenizer|EscapeUtils)|TextStringBuilder|(Word|Case)Utils|.*MessageFormat)"
            + "|text/(similarity|translate|matcher|numbers|diff)/[^/]*|csv/[^/]*"
            + "|math3/util/((FastMath|Arithmetic|MathArrays|Precision|Combinatorics).*"
            + "|OpenIntToDoubleHashMap|ResizableDoubleArray|ContinuedFraction|BigReal|Decimal64)"
            + "|math3/special/[^/]*|math3/(fraction|complex)/[^/]*)\\.java");

    private final Map<String, byte[]> woven = new LinkedHashMap<>();
    private final List<String> refusals = new ArrayList<>();
    private final Hierarchy hierarchy = new Hierarchy();
    private final Random random;
    private int methods;
    private int awaits;
    private int sites;
    private final ClassLoader loader;

    private Libraries(long seed) {
        random = new Random(seed);
        Map<String, ClassNode> nodes = new LinkedHashMap<>();
        InMemory.compile(SOURCES, roots(), "-g", "-nowarn", "-proc:none")
                .forEach((name, bytes) -> nodes.put(name, read(name, bytes)));
        nodes.values().stream().filter(node -> isRoot(node.name)).forEach(hierarchy::add);
        nodes.forEach((name, node) -> woven.put(name, weave(node)));
        loader = new Loader(woven);
    }

    /** Compiles and weaves them; the same seed puts the awaits at the same places. */
    static Libraries weave(long seed) {
        return new Libraries(seed);
    }

    /** How many methods were copied with awaits in them. */
    int methods() {
        return methods;
    }

    /** How many awaits stand in them. */
    int awaits() {
        return awaits;
    }

    /** The methods that the weaver refused, a message each. */
    List<String> refusals() {
        return refusals;
    }

    /** Loads, verifies and initialises every class with twins. */
    List<Class<?>> load() {
        List<Class<?>> loaded = new ArrayList<>();
        for (String name : woven.keySet()) {
            try {
                if (isRoot(name.replace('.', '/'))) {
                    loaded.add(Class.forName(name, true, loader));
                }
            } catch (ClassNotFoundException error) {
                throw new AssertionError(error);
            }
        }
        return loaded;
    }

    private static List<Path> roots() {
        try (Stream<Path> tree = Files.walk(SOURCES)) {
            return tree.filter(file -> ROOTS.matcher(
                                    SOURCES.relativize(file).toString().replace('\\', '/'))
                            .matches())
                    .filter(file -> !file.endsWith("package-info.java"))
                    .sorted()
                    .toList();
        } catch (IOException error) {
            throw new UncheckedIOException("the sources of the libraries are unpacked by the build: run Maven", error);
        }
    }

    /** Whether a class, an outer or an inner one, is among those to weave. */
    private static boolean isRoot(String internalName) {
        return ROOTS.matcher(internalName.replaceFirst("\\$.*", "") + ".java").matches();
    }

    /** Half of the classes lose their debug tables: the weaver must not need them. */
    private static ClassNode read(String name, byte[] classFile) {
        ClassNode node = new ClassNode();
        boolean debug = name.hashCode() % 2 == 0;
        new ClassReader(classFile).accept(node, ClassReader.EXPAND_FRAMES | (debug ? 0 : ClassReader.SKIP_DEBUG));
        return node;
    }

    private byte[] weave(ClassNode node) {
        List<MethodNode> twins = new ArrayList<>();
        for (MethodNode method : node.methods) {
            if (isRoot(node.name) && Hierarchy.isTwinned(node, method)) {
                addTwins(node, method, twins);
            }
        }
        node.methods.addAll(twins);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        node.accept(writer);
        byte[] classFile = writer.toByteArray();
        Weaver.Result result = Weaver.weave(classFile);
        refusals.addAll(result.refusals());
        return result.classFile() == null ? classFile : result.classFile();
    }

    private void addTwins(ClassNode node, MethodNode method, List<MethodNode> twins) {
        TwinMethod twin = Hierarchy.isCopied(method) ? new TwinMethod(hierarchy, method, random, sites) : null;
        if (twin != null && twin.awaits() > 0) {
            twins.add(twin.plain());
            twins.add(twin.async());
            methods++;
            awaits += twin.awaits();
            sites += twin.ticks();
        } else {
            boolean isInterface = (node.access & Opcodes.ACC_INTERFACE) != 0;
            twins.add(TwinMethod.delegating(node.name, isInterface, method, false));
            twins.add(TwinMethod.delegating(node.name, isInterface, method, true));
        }
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(Libraries.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }

        /** Rules that a library reads from a file beside its classes. */
        @Override
        protected URL findResource(String name) {
            try {
                Path file = SOURCES.resolve(name);
                return Files.isRegularFile(file) ? file.toUri().toURL() : null;
            } catch (MalformedURLException error) {
                throw new UncheckedIOException(error);
            }
        }
    }
}
