package dev.ikat.neighbours;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Programs of src/test/resources/programs, compiled in memory: class files by name, to be put where a test wants them. */
final class App {
    /** By binary name, in the order in which the compiler wrote them. */
    final Map<String, byte[]> classes;

    private App(Map<String, byte[]> classes) {
        this.classes = classes;
    }

    /** Compiled against the runtime, in the class path. */
    static App of(String... programs) {
        return compile(List.of("-cp", Jars.RUNTIME.toString()), programs);
    }

    /** Compiled against the runtime and more, in the class path. */
    static App of(List<Path> libraries, String... programs) {
        return compile(List.of("-cp", Jars.path(Jars.RUNTIME, libraries)), programs);
    }

    /** Compiled as the options say. */
    static App compile(List<String> options, String... programs) {
        return compileTexts(
                options, List.of(programs), Stream.of(programs).map(App::source).toList());
    }

    /** Compiled from these texts, as the options say. */
    static App compileTexts(List<String> more, List<String> files, List<String> texts) {
        List<String> options = new ArrayList<>(List.of("-g", "-parameters", "-proc:none", "--release", "17"));
        options.addAll(more);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        Output output = new Output(compiler.getStandardFileManager(null, null, null));
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            sources.add(new Source(files.get(i), texts.get(i)));
        }
        if (!compiler.getTask(messages, output, null, options, null, sources).call()) {
            throw new IllegalArgumentException("does not compile:\n" + messages);
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        output.classes.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return new App(classes);
    }

    /** The text of a program. */
    static String source(String program) {
        try (InputStream file = App.class.getResourceAsStream("/programs/" + program)) {
            if (file == null) {
                throw new IllegalArgumentException("no program " + program);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException error) {
            throw new IllegalStateException(error);
        }
    }

    /** Those classes alone whose names are wanted. */
    App only(Predicate<String> wanted) {
        Map<String, byte[]> some = new LinkedHashMap<>(classes);
        some.keySet().removeIf(wanted.negate());
        return new App(some);
    }

    /** Writes the class files below the directory, which is returned. */
    Path into(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> each : classes.entrySet()) {
            Path file = directory.resolve(fileName(each.getKey()));
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
        return directory;
    }

    /** Writes a jar, which is returned; of the manifest's lines, a name and a value each. */
    Path jar(Path file, String... manifest) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest(manifest))) {
            for (Map.Entry<String, byte[]> each : classes.entrySet()) {
                jar.putNextEntry(new JarEntry(fileName(each.getKey())));
                jar.write(each.getValue());
                jar.closeEntry();
            }
        }
        return file;
    }

    static Manifest manifest(String... namesAndValues) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            manifest.getMainAttributes().putValue(namesAndValues[i], namesAndValues[i + 1]);
        }
        return manifest;
    }

    static String fileName(String className) {
        return className.replace('.', '/') + ".class";
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
