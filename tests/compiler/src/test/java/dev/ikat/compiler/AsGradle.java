package dev.ikat.compiler;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Completion;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.DiagnosticCollector;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * A compilation as Gradle drives javac: a file manager of its own, which gives javac one class loader for plugins, and
 * processors that were loaded by another, named in the services of the path, and wrapped, with what they are given wrapped too.
 */
final class AsGradle {
    private final List<Path> processorPath;
    private final List<String> options = new ArrayList<>();

    AsGradle(Path output, List<Path> classPath, List<Path> processorPath) {
        this.processorPath = processorPath;
        options.addAll(List.of("-source", "17", "-target", "17", "-d", output.toString(), "-g", "-sourcepath", ""));
        options.addAll(List.of("-XDuseUnsharedTable=true", "-Xlint:-options"));
        options.addAll(List.of("-cp", Child.path(classPath.toArray(new Path[0]))));
        options.addAll(List.of("-processorpath", Child.path(processorPath.toArray(new Path[0]))));
    }

    AsGradle with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** What javac said; nothing when all is well. */
    List<String> compile(Collection<Path> sources) throws IOException {
        Files.createDirectories(Path.of(options.get(options.indexOf("-d") + 1)));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(said, null, null);
                GradleFiles files = new GradleFiles(standard, loader(processorPath));
                URLClassLoader forProcessors = loader(processorPath)) {
            JavaCompiler.CompilationTask task =
                    compiler.getTask(null, files, said, options, null, standard.getJavaFileObjectsFromPaths(sources));
            task.setProcessors(processors(forProcessors));
            task.call();
        }
        return said.getDiagnostics().stream()
                .map(each -> each.getKind() + " " + each.getMessage(Locale.ROOT))
                .toList();
    }

    /** Sees of its parent only what javac exports to plugins and processors. */
    private static URLClassLoader loader(List<Path> path) throws IOException {
        ClassLoader filtered = new ClassLoader(ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (name.startsWith("com.sun.source.")) {
                    return ClassLoader.getSystemClassLoader().loadClass(name);
                }
                throw new ClassNotFoundException(name);
            }
        };
        List<URL> urls = new ArrayList<>();
        for (Path each : path) {
            urls.add(each.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(new URL[0]), filtered);
    }

    private static List<Processor> processors(ClassLoader loader) throws IOException {
        List<Processor> processors = new ArrayList<>();
        for (URL service : Collections.list(loader.getResources("META-INF/services/" + Processor.class.getName()))) {
            String names;
            try (var stream = service.openStream()) {
                names = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
            for (String name : names.strip().split("\\s+")) {
                try {
                    processors.add(new Wrapped(
                            (Processor) loader.loadClass(name).getConstructor().newInstance()));
                } catch (ReflectiveOperationException error) {
                    throw new IOException(error);
                }
            }
        }
        processors.add(new Last());
        return processors;
    }

    private static final class GradleFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final URLClassLoader forPlugins;

        GradleFiles(StandardJavaFileManager files, URLClassLoader forPlugins) {
            super(files);
            this.forPlugins = forPlugins;
        }

        @Override
        public boolean hasLocation(Location location) {
            return location != StandardLocation.SOURCE_PATH && super.hasLocation(location);
        }

        @Override
        public ClassLoader getClassLoader(Location location) {
            return location == StandardLocation.ANNOTATION_PROCESSOR_PATH ? forPlugins : super.getClassLoader(location);
        }
    }

    /** Gradle's, which asks the others for their options. */
    private static final class Last extends AbstractProcessor {
        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            return false;
        }
    }

    private record Wrapped(Processor processor) implements Processor {
        @Override
        public void init(ProcessingEnvironment environment) {
            processor.init(new Environment(environment));
        }

        @Override
        public Set<String> getSupportedOptions() {
            return processor.getSupportedOptions();
        }

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return processor.getSupportedAnnotationTypes();
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return processor.getSupportedSourceVersion();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            return processor.process(annotations, round);
        }

        @Override
        public Iterable<? extends Completion> getCompletions(
                Element element, AnnotationMirror annotation, ExecutableElement member, String text) {
            return processor.getCompletions(element, annotation, member, text);
        }
    }

    /** What is behind it is of no use to whoever looks for javac's own class. */
    private record Environment(ProcessingEnvironment of) implements ProcessingEnvironment {
        @Override
        public Map<String, String> getOptions() {
            return of.getOptions();
        }

        @Override
        public Messager getMessager() {
            return of.getMessager();
        }

        @Override
        public Filer getFiler() {
            return of.getFiler();
        }

        @Override
        public Elements getElementUtils() {
            return of.getElementUtils();
        }

        @Override
        public Types getTypeUtils() {
            return of.getTypeUtils();
        }

        @Override
        public SourceVersion getSourceVersion() {
            return of.getSourceVersion();
        }

        @Override
        public Locale getLocale() {
            return of.getLocale();
        }
    }
}
