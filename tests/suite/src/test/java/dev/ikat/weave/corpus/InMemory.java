package dev.ikat.weave.corpus;

import com.sun.source.util.JavacTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles sources and defines the classes, all in memory. */
public final class InMemory {
    private InMemory() {}

    /** Started when first needed, which it may never be: see {@link Compilations}. */
    private static final class Javac {
        static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
        /** Kept open: what it knows of the class path is most of the cost of a small compilation. */
        static final JavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);
    }

    /** The class files of a source, by class name. */
    public static Map<String, byte[]> compile(String fileName, String source, String... options) {
        return compile(Map.of(fileName, source), options);
    }

    /** The class files of sources by file names, compiled together. */
    public static Map<String, byte[]> compile(Map<String, String> sources, String... options) {
        List<Source> units = sources.entrySet().stream()
                .map(file -> new Source(file.getKey(), file.getValue()))
                .toList();
        return Compilations.of(sources, options, () -> compile(Javac.FILES, units, options));
    }

    /** The class files of sources in a folder, and of those beside them that they use. */
    public static Map<String, byte[]> compile(Path folder, List<Path> sources, String... options) {
        StandardJavaFileManager files = Javac.COMPILER.getStandardFileManager(null, null, null);
        try {
            files.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of(folder));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        return compile(files, files.getJavaFileObjectsFromPaths(sources), options);
    }

    /** The compiler with one source, for its syntax trees. */
    static JavacTask task(String fileName, String source) {
        return (JavacTask) Javac.COMPILER.getTask(
                Writer.nullWriter(), Javac.FILES, null, List.of(), null, List.of(new Source(fileName, source)));
    }

    private static Map<String, byte[]> compile(
            JavaFileManager files, Iterable<? extends JavaFileObject> sources, String... options) {
        StringWriter messages = new StringWriter();
        Output output = new Output(files);
        boolean compiled = Javac.COMPILER
                .getTask(messages, output, null, List.of(options), null, sources)
                .call();
        if (!compiled) {
            throw new IllegalArgumentException(sources + " does not compile:\n" + messages);
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        output.classes.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return classes;
    }

    /** A loader of its own over the classes, each changed first. */
    public static ClassLoader load(Map<String, byte[]> classes, UnaryOperator<byte[]> change) {
        return new ClassLoader(InMemory.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] bytes = classes.get(name);
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] changed = change.apply(bytes);
                return defineClass(name, changed, 0, changed.length);
            }
        };
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String fileName, String text) {
            super(URI.create("string:///" + fileName), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();

        Output(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            classes.put(className, bytes);
            return new SimpleJavaFileObject(URI.create("mem:///" + className + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }
    }
}
